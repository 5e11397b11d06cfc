# The message table, from assets/languages/LANG/AREA.msg.
MESSAGE_FILES := $(sort $(wildcard assets/languages/*/*.msg))
GENERATED += $(GEN)/app/sound/messages.h
GEN_SRC += $(GEN)/app/sound/messages.c

$(GEN)/app/sound/messages.h: app/sound/messages_gen.py $(MESSAGE_FILES)
	@echo "  GEN   $@"
	$(Q)python3 $< $@ $(GEN)/app/sound/messages.c $(MESSAGE_FILES)
$(GEN)/app/sound/messages.c: $(GEN)/app/sound/messages.h
