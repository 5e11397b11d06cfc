# Two languages that nobody speaks, as the folder of a pack, for tests only: never in build/assets.
PSEUDO_DIR := build/pseudo
PSEUDO_CODES := qaa-x-jra qaa-x-bdq
PSEUDO := $(PSEUDO_CODES:%=$(PSEUDO_DIR)/clips-%.pak)
TOOLS += $(PSEUDO)

$(PSEUDO_DIR).made: tests/tools/pseudo_languages.py app/sound/message_state.py $(wildcard assets/languages/vi/*.msg) \
                    assets/languages/jra/letters assets/languages/bdq/letters
	@echo "  GEN   $@"
	$(Q)rm -rf $(PSEUDO_DIR)/languages
	$(Q)python3 -B $< $(PSEUDO_DIR)
	$(Q)touch $@

$(PSEUDO_DIR)/clips-%.pak: $(PSEUDO_DIR).made build/tools/clip_pack assets/tools/clips_collect.py
	$(Q)python3 assets/tools/clips_collect.py $* build/clips-$*.list $(PSEUDO_DIR)/languages/$*/*.msg
	$(Q)build/tools/clip_pack $* tone 70 /dev/null build/clips-cache build/clips-$*.list $@
