# The message table, from assets/languages/LANG/AREA.msg.
MESSAGE_FILES := $(sort $(wildcard assets/languages/*/*.msg))
GENERATED += $(GEN)/app/sound/messages.h
GEN_SRC += $(GEN)/app/sound/messages.c

$(GEN)/app/sound/messages.h: app/sound/messages_gen.py $(MESSAGE_FILES)
	@echo "  GEN   $@"
	$(Q)python3 $< $@ $(GEN)/app/sound/messages.c $(MESSAGE_FILES)
$(GEN)/app/sound/messages.c: $(GEN)/app/sound/messages.h

# The clip pack of machine speech: list the fixed texts, then speak what is not in the cache.
ASSETS += build/assets/clips-vi.pak
CLIP_TEXTS := $(sort $(wildcard assets/languages/vi/*.msg assets/forms/*/form.xml \
                assets/forms/*/procedure.ini)) assets/data/gia_lai_communes.csv \
              assets/data/vn_communes.csv assets/data/vn_provinces.csv \
              assets/data/ethnic_groups.csv assets/languages/vi/names.txt
CLIP_TOOL := assets/tools/clip_pack.c assets/tools/clip_level.c assets/tools/clip_voice.c \
             app/sound/clips.c app/sound/figures.c app/sound/grammar.c app/sound/grammar_vi.c \
             app/sound/letters_vi.c app/sound/tone.c platform/base/buf.c platform/base/utf8.c \
             platform/base/log.c

build/tools/clip_pack: $(CLIP_TOOL) assets/tools/clip_build.h app/sound/clips.h app/sound/grammar.h
	@mkdir -p $(@D)
	@echo "  TOOL  $@"
	$(Q)gcc -std=c11 -O2 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE $(WARN) -I. $(PKGFLAGS) \
		$(CLIP_TOOL) -o $@ $(shell pkg-config --libs opus) -lm

build/clips-vi.list: assets/tools/clips_collect.py $(CLIP_TEXTS)
	@echo "  GEN   $@"
	$(Q)python3 $< vi $@ $(CLIP_TEXTS)

build/assets/clips-vi.pak: build/clips-vi.list build/tools/clip_pack assets/languages/vi/pronounce.tsv
	@mkdir -p $(@D)
	$(Q)build/tools/clip_pack vi vi 130 assets/languages/vi/pronounce.tsv build/clips-cache $< $@
