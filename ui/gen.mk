# What the screen needs from assets/: theme tables, names of pictograms, and the art file.
ICON_FILES := $(sort $(wildcard assets/icons/*.svg))
PICTURE_FILES := $(sort $(wildcard assets/pictures/*.svg))
PATTERN_FILES := $(sort $(wildcard assets/patterns/*.txt))
GENERATED += $(GEN)/ui/theme.h $(GEN)/ui/icons.h
GEN_SRC += $(GEN)/ui/theme.c $(GEN)/ui/icons.c $(GEN)/ui/patterns.c
ASSETS += build/assets/art.bin

$(GEN)/ui/theme.h: assets/tools/theme_gen.py assets/design/tokens.json
	@mkdir -p $(@D)
	@echo "  GEN   $@"
	$(Q)python3 $< assets/design/tokens.json $@ $(@:.h=.c)
$(GEN)/ui/theme.c: $(GEN)/ui/theme.h

# The folders are named too: a deleted drawing must regenerate as a new one does.
$(GEN)/ui/icons.h: assets/tools/art_gen.py $(ICON_FILES) $(PICTURE_FILES) $(PATTERN_FILES) \
                   assets/icons assets/pictures assets/patterns
	@mkdir -p $(@D)
	@echo "  GEN   $@"
	$(Q)python3 $< $(@D) $(ICON_FILES) $(PICTURE_FILES) $(PATTERN_FILES)
$(GEN)/ui/icons.c $(GEN)/ui/patterns.c $(GEN)/ui/patterns.h: $(GEN)/ui/icons.h

# The rasteriser runs here and now, never on the kiosk: plain flags, whatever the variant.
build/tools/pack_art: assets/tools/pack_art.c
	@mkdir -p $(@D)
	@echo "  TOOL  $@"
	$(Q)$(HOSTCC) $(HOSTFLAGS) $(subst -I,-isystem ,$(shell pkg-config --cflags libpng)) $< -o $@ \
	    $(shell pkg-config --libs libpng)

build/assets/art.bin: build/tools/pack_art $(ICON_FILES) $(PICTURE_FILES) \
                      assets/icons assets/pictures
	@mkdir -p $(@D)
	@echo "  ART   $@"
	$(Q)build/tools/pack_art $@ $(ICON_FILES) $(PICTURE_FILES)
