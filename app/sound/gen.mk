# The message table, from assets/languages/LANG/AREA.msg.
MESSAGE_FILES := $(sort $(wildcard assets/languages/*/*.msg))
GENERATED += $(GEN)/app/sound/messages.h
GEN_SRC += $(GEN)/app/sound/messages.c

STATE_FILES := $(sort $(wildcard assets/languages/*/state))

$(GEN)/app/sound/messages.h: app/sound/messages_gen.py app/sound/message_state.py $(MESSAGE_FILES) $(STATE_FILES)
	@echo "  GEN   $@"
	$(Q)python3 -B $< $@ $(GEN)/app/sound/messages.c $(MESSAGE_FILES) $(STATE_FILES)
$(GEN)/app/sound/messages.c: $(GEN)/app/sound/messages.h

# The table of languages: names, strips, and how far each is.
LANGUAGE_FILES := $(sort $(wildcard assets/languages/*/name assets/languages/*/state))
GENERATED += $(GEN)/app/sound/languages.h
GEN_SRC += $(GEN)/app/sound/languages.c

$(GEN)/app/sound/languages.h: app/sound/languages_gen.py app/sound/message_state.py assets/languages/core $(LANGUAGE_FILES) \
                              $(MESSAGE_FILES) assets/languages
	@echo "  GEN   $@"
	$(Q)python3 -B $< $@ $(GEN)/app/sound/languages.c assets/languages/core $(LANGUAGE_FILES) \
	    $(MESSAGE_FILES)
$(GEN)/app/sound/languages.c: $(GEN)/app/sound/languages.h

# The clip packs of machine speech: list the fixed texts, then speak what is not in the cache. A
# language is listed here with its voice and speed; one that people record has a pack of its own.
CLIP_LANGUAGES := vi en
# A voice by its place in the data folder: by name, espeak-ng reads a hundred others first.
CLIP_VOICE_vi := aav/vi 130
CLIP_VOICE_en := gmw/en 145
ASSETS += $(CLIP_LANGUAGES:%=build/assets/clips-%.pak)
CLIP_FORMS := $(sort $(wildcard assets/forms/*/form.xml assets/forms/*/procedure.ini \
                assets/data/routes/*.ini))
# Names are Vietnamese in every language, so only the Vietnamese voice says them.
CLIP_TEXTS_vi := assets/data/gia_lai_communes.csv assets/data/vn_communes.csv \
                 assets/data/vn_provinces.csv assets/data/ethnic_groups.csv \
                 assets/languages/vi/names.txt assets/data/procedures.csv
# Each language has a word for the others.
CLIP_NAMES := $(wildcard assets/languages/*/name)
CLIP_TOOL := assets/tools/clip_pack.c assets/tools/clip_level.c assets/tools/clip_voice.c \
             assets/tools/clip_tone.c \
             app/sound/clips.c $(wildcard app/sound/figures*.c) app/sound/grammar.c \
             $(filter-out app/sound/grammar_plain.c,$(wildcard app/sound/grammar_*.c app/sound/letters*.c)) app/sound/tone.c \
             platform/base/buf.c platform/base/utf8.c platform/base/log.c

build/tools/clip_pack: $(CLIP_TOOL) assets/tools/clip_build.h app/sound/clips.h app/sound/grammar.h app/sound/grammar_words.h \
                       app/sound/figures.h app/sound/figures_inside.h
	@mkdir -p $(@D)
	@echo "  TOOL  $@"
	$(Q)$(HOSTCC) $(HOSTFLAGS) -I. $(subst -I,-isystem ,$(shell pkg-config --cflags opus)) $(CLIP_TOOL) -o $@ $(shell pkg-config --libs opus) -lm

define CLIP_RULES
CLIP_TEXTS_$(1) += $$(sort $$(wildcard assets/languages/$(1)/*.msg)) $$(CLIP_FORMS) $$(CLIP_NAMES) \
                   $$(wildcard assets/data/procedures.$(1).tsv)

build/clips-$(1).list: assets/tools/clips_collect.py $$(CLIP_TEXTS_$(1))
	@echo "  GEN   $$@"
	$$(Q)python3 $$< $(1) $$@ $$(CLIP_TEXTS_$(1))

build/assets/clips-$(1).pak: build/clips-$(1).list build/tools/clip_pack \
                             assets/languages/$(1)/pronounce.tsv
	@mkdir -p $$(@D)
	$$(Q)speak() { build/tools/clip_pack $(1) $$(CLIP_VOICE_$(1)) assets/languages/$(1)/pronounce.tsv \
		build/clips-cache $$< $$@; }; speak || { echo "  CLIPS once more: what was spoken is kept"; speak; }
endef
$(foreach language,$(CLIP_LANGUAGES),$(eval $(call CLIP_RULES,$(language))))
