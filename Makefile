# One Makefile, no recursion. `make help` lists what it can do; CONTRACTS of each target are in
# README.md. Variants build side by side in build/$(B)/.
B        ?= release
CC       ?= gcc
ifeq ($(origin CC),default)
CC       := gcc
endif
ifeq ($(B),clang)
CC       := clang
endif
# What is built to run here and now, whatever the variant.
HOSTCC   := $(CC)
HOSTFLAGS = -std=c11 -O2 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE $(WARN)
PKG_CONFIG := pkg-config
MACHINE  := $(shell uname -m)
# B=arm64: Debian's cross compiler against Debian's arm64 libraries (tests/arm64/sysroot); runs under QEMU.
ifeq ($(B),arm64)
SYSROOT  := $(CURDIR)/build/arm64/sysroot
CROSS    := aarch64-linux-gnu-
CC       := $(CROSS)gcc --sysroot=$(SYSROOT)
MACHINE  := aarch64
PKG_CONFIG := env PKG_CONFIG_SYSROOT_DIR=$(SYSROOT) \
    PKG_CONFIG_LIBDIR=$(SYSROOT)/usr/lib/aarch64-linux-gnu/pkgconfig:$(SYSROOT)/usr/share/pkgconfig pkg-config
endif
AR       := $(CROSS)ar
OUT      := build/$(B)
GEN      := build/gen
PKGS     := sdl2 SDL2_ttf libcurl libqrencode libxml-2.0 sqlite3 libsodium libpcre2-8 jansson \
            libmicrohttpd gnutls inih libpng libjpeg opus libebur128 lept libdrm libsystemd zlib \
            libcrypto

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
        -Wold-style-definition -Wpointer-arith -Wcast-qual -Wcast-align -Wwrite-strings -Wundef \
        -Wvla -Walloca -Wformat=2 -Wnull-dereference -Wdouble-promotion -Wswitch-enum \
        -Wimplicit-fallthrough -Wredundant-decls -Wnested-externs -Wconversion -Wno-sign-conversion
ifeq ($(findstring clang,$(CC)),)
WARN += -Wlogical-op -Wduplicated-cond -Wduplicated-branches -Wjump-misses-init \
        -Wformat-signedness -Wtrampolines
HARD := -D_FORTIFY_SOURCE=3 -ftrivial-auto-var-init=zero
else
WARN += -Wcomma -Wconditional-uninitialized -Wunreachable-code-aggressive
HARD := -D_FORTIFY_SOURCE=2 -ftrivial-auto-var-init=pattern
endif
ifneq ($(MACHINE),aarch64)
HARD += -fcf-protection=full
else
HARD += -mbranch-protection=standard
endif
HARD += -fstack-protector-strong -fstack-clash-protection -fno-common -fPIE
LHARD := -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code -Wl,--as-needed

MODE_debug   := -Og -g
# Nothing of where it was built: the same source in another folder gives the same bytes, build-id included.
MODE_release := -O2 -g $(HARD) -ffile-prefix-map=$(CURDIR)=.
MODE_arm64   := $(MODE_release)
MODE_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
MODE_clang   := -O0
MODE_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
MODE_tsan    := -O1 -g -fsanitize=thread -fno-omit-frame-pointer
MODE_cov     := -O0 -g --coverage
LINK_release := $(LHARD)
LINK_arm64   := $(LHARD)
# Some 120 test programs link everything: gold, of the same package as ld, takes a third of its time.
LINK_TEST := $(if $(shell command -v $(CROSS)ld.gold),-fuse-ld=gold)

VERSION := $(shell git describe --always --abbrev=12 --dirty 2>/dev/null || echo unversioned)
# Only the one file that prints it is rebuilt when the version changes.
$(OUT)/platform/base/options.o: override CFLAGS += -DRONG_VERSION='"$(VERSION)"'
PKGFLAGS := $(subst -I,-isystem ,$(shell $(PKG_CONFIG) --cflags $(PKGS) 2>/dev/null))
override CFLAGS += -std=c11 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE $(WARN) \
        $(if $(CI),-Werror) $(MODE_$(B)) -I. -I$(GEN) $(PKGFLAGS) -MMD -MP
LIBS := $(shell $(PKG_CONFIG) --libs $(PKGS) 2>/dev/null) -lsonic -lsane -lhpdf -lpthread -lm

sources = $(filter-out %/main_%.c,$(foreach d,$(1),$(wildcard $(d)/*.c)))
BASE := $(filter-out platform/base/wipe.c,$(call sources,platform/base))
APP  := $(filter-out app/main_% app/cli/main_% app/kiosk/main_%,$(call sources,app app/*))
UI   := $(call sources,ui ui/*)
LINUX := $(call sources,platform/linux)
SIM  := $(call sources,platform/sim)
SDL  := $(call sources,platform/sdl)
# The practice portal makes phones' pictures anew.
PORTAL := $(filter-out platform/sim/portal/main_%,$(call sources,platform/sim/portal)) \
          platform/linux/jpeg_file_photo.c platform/linux/jpeg_file.c platform/linux/exif.c \
          platform/linux/pdf_file.c platform/linux/pdf_pictures.c
# What the double of hawkBit and the practice portal share: options, main, lines, TLS, waiting, hashing, limits.
SERVE := $(call sources,platform/sim/serve)
FLEET := $(filter-out platform/sim/fleet/main_%,$(call sources,platform/sim/fleet)) $(SERVE)
PORTAL += $(SERVE)
# Wipe-on-free is left out of sanitizer builds, which bring their own allocator.
WIPE := $(if $(filter asan tsan fuzz,$(B)),,platform/base/wipe.c)
obj   = $(patsubst %.c,$(OUT)/%.o,$(1))
UNIT := $(patsubst tests/unit/%.c,$(OUT)/tests/%,$(wildcard tests/unit/test_*.c))
Q := $(if $(V),,@)
JOBS ?= $(shell nproc)
# The language a tour is played in: make run LANGUAGE=en. A shell's own LANGUAGE is not meant.
KIOSK_LANGUAGE := $(if $(filter command line,$(origin LANGUAGE)),$(LANGUAGE),vi)

.DEFAULT_GOAL := help

# --- generated sources: each generator is a script in the folder that owns the thing ------------
-include $(wildcard */gen.mk */*/gen.mk */*/*/gen.mk)

GENOBJ := $(patsubst $(GEN)/%.c,$(OUT)/gen/%.o,$(GEN_SRC))
COMMON := $(call obj,$(APP) $(UI) $(LINUX) $(SIM) $(BASE)) $(GENOBJ)

# Whole pictures go through these loops, which -O2 leaves one pixel at a time.
$(if $(filter release arm64,$(B)),$(patsubst %.c,$(OUT)/%.o,$(wildcard ui/paint/*.c) ui/check_contrast.c)): override CFLAGS += -O3

$(OUT)/gen/%.o: $(GEN)/%.c | $(GENERATED)
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(CFLAGS) -c $< -o $@

$(OUT)/%.o: %.c | $(GENERATED)
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(CFLAGS) -c $< -o $@

# Parts of kioskctl that need the screen's layers, so that tests do not link them.
$(OUT)/kioskctl: $(call obj,$(wildcard app/cli/main_*.c))

PROGRAMS := $(patsubst app/main_%.c,%,$(wildcard app/main_*.c)) \
            $(if $(wildcard platform/sim/portal/main_portal.c),practice-portal)

$(OUT)/practice-portal: $(call obj,platform/sim/portal/main_portal.c $(PORTAL) $(BASE))
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $^ -o $@ $(LINK_$(B)) $(LIBS)

# The double of hawkBit is a test program: no kiosk has it.
$(OUT)/tests/fleet-double: $(call obj,platform/sim/fleet/main_fleet.c $(FLEET) $(BASE))
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $^ -o $@ $(LINK_$(B)) $(LIBS)
TOOLS += $(OUT)/tests/fleet-double

# A program takes what it calls and no more: the screen brings no network library, the courier none
# for pictures. Thin, because two folders may have a file of the same name.
$(OUT)/all.a: $(COMMON) $(call obj,$(SDL))
	@rm -f $@
	$(Q)$(AR) rcsT $@ $^

$(OUT)/kiosk: $(call obj,$(wildcard app/kiosk/*.c))
$(OUT)/courier: $(call obj,$(wildcard app/courier/main_*.c))
$(OUT)/steward: $(call obj,$(wildcard app/steward/main_*.c))
$(OUT)/kiosk $(OUT)/courier $(OUT)/steward $(OUT)/kioskctl: $(OUT)/%: $(OUT)/app/main_%.o $(call obj,$(WIPE)) $(OUT)/all.a
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(LINK_$(B)) $(LIBS)

# Unit tests take what they call from everything except SDL's layer. Tools link all of it whole
# (compare_png): that link proves that app and ui need none of SDL.
$(OUT)/common.a: $(COMMON)
	@rm -f $@
	$(Q)$(AR) rcsT $@ $^

$(OUT)/tests/test_%: $(OUT)/tests/unit/test_%.o $(OUT)/common.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(LINK_TEST) $(LIBS)

# ... but a test named test_sdl_* is about that layer, test_portal_* about the practice portal, test_fleet_* about the double of hawkBit.
$(OUT)/tests/test_sdl_%: $(OUT)/tests/unit/test_sdl_%.o $(OUT)/all.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(LINK_TEST) $(LIBS)

$(OUT)/tests/test_portal_%: $(OUT)/tests/unit/test_portal_%.o $(call obj,$(PORTAL)) $(OUT)/common.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(LINK_TEST) $(LIBS)

$(OUT)/tests/test_fleet_%: $(OUT)/tests/unit/test_fleet_%.o $(call obj,$(FLEET) $(BASE))
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $^ -o $@ $(LINK_TEST) $(LIBS)

$(OUT)/tests/bench_%: $(OUT)/tests/bench/bench_%.o $(COMMON) $(call obj,$(SDL))
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $^ -o $@ $(LINK_TEST) $(LIBS)
TOOLS += $(patsubst tests/bench/%.c,$(OUT)/tests/%,$(wildcard tests/bench/bench_*.c))

# Fixed scenarios, one at a time, to be counted by callgrind.
$(OUT)/tests/scenarios: $(call obj,tests/bench/scenarios.c) $(OUT)/all.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(LINK_TEST) $(LIBS)
TOOLS += $(OUT)/tests/scenarios

# The real kiosk with a stopwatch around what the figures name.
PROBED := kiosk_show_starting shell_tap shell_turn outbox_put paper_draw
$(OUT)/tests/kiosk-probe: $(call obj,app/main_kiosk.c $(wildcard app/kiosk/*.c) tests/bench/probe.c) \
        $(call obj,$(WIPE)) $(OUT)/all.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $^ -o $@ $(LINK_$(B)) $(PROBED:%=-Wl,--wrap=%) $(LIBS)
TOOLS += $(OUT)/tests/kiosk-probe

# The states of the gallery, and what tests look at them with.
STATES := $(wildcard tests/tools/state*.c) tests/tools/text_memo.c
$(OUT)/tests/test_sdl_screens $(OUT)/tests/test_sdl_portrait $(OUT)/tests/test_sdl_landscape $(OUT)/tests/test_sdl_contrast \
$(OUT)/tests/test_sdl_spoken $(OUT)/tests/test_sdl_heard $(OUT)/tests/test_sdl_stage: \
        $(call obj,$(STATES))
$(OUT)/tests/test_text_memo: $(OUT)/tests/tools/text_memo.o

# A video device played behind these calls (tests/unit/v4l2_world.h).
SCRIPTED := open close ioctl mmap
$(OUT)/tests/test_camera_v4l2: $(OUT)/tests/unit/test_camera_v4l2.o $(OUT)/common.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(LINK_TEST) $(SCRIPTED:%=-Wl,--wrap=%) $(LIBS)

# A USB printer that somebody else holds.
HELD := open access
$(OUT)/tests/test_usblp: $(OUT)/tests/unit/test_usblp.o $(OUT)/common.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(LINK_TEST) $(HELD:%=-Wl,--wrap=%) $(LIBS)

# A graphics card, and touch panels, played behind these calls.
PLAYED := open ioctl
$(OUT)/tests/test_kms $(OUT)/tests/test_touch_panels $(OUT)/tests/test_sdl_display_drm: $(OUT)/tests/%: $(OUT)/tests/unit/%.o $(OUT)/all.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(LINK_TEST) $(PLAYED:%=-Wl,--wrap=%) $(LIBS)

# Listens to the words that screens look up.
LISTENED := message_text message_spoken overlay_build
$(OUT)/tests/test_sdl_message_screens: $(OUT)/tests/unit/test_sdl_message_screens.o \
        $(call obj,$(STATES)) $(OUT)/all.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(LINK_TEST) $(LISTENED:%=-Wl,--wrap=%) $(LIBS)

SHAPES := $(addprefix tests/tools/,studio.c shapes.c contact_sheet.c digests.c)
$(OUT)/tests/gallery: $(call obj,tests/tools/gallery.c $(SHAPES) $(STATES)) $(COMMON) $(call obj,$(SDL))
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $^ -o $@ $(LINK_TEST) $(LIBS)

TOOLS += $(OUT)/tests/gallery

# What is heard on every screen.
WAYS := guide_play player_cue shell_event
$(OUT)/tests/transcripts: $(call obj,$(addprefix tests/tools/,transcripts.c ways.c clip_words.c) $(SHAPES) $(STATES)) \
        $(COMMON) $(call obj,$(SDL))
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $^ -o $@ $(LINK_TEST) $(WAYS:%=-Wl,--wrap=%) $(LIBS)
TOOLS += $(OUT)/tests/transcripts

# The clips of a pack as they are heard, to be measured by others.
$(OUT)/tests/clips_out: $(call obj,tests/tools/clips_out.c) $(COMMON)
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $^ -o $@ $(LINK_TEST) $(LIBS)
TOOLS += $(OUT)/tests/clips_out

# A ring of figures on the real disk, against a real server.
$(OUT)/tests/ring_push: $(call obj,tests/tools/ring_push.c) $(OUT)/common.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(LINK_TEST) $(LIBS)
TOOLS += $(OUT)/tests/ring_push

# A steward to be killed, with slots in a folder and a fast clock, and the visits its packs are tried in; a crowd of
# stewards; when a crowd comes back.
FLEET_TOOLS := fleet_kiosk fleet_visit fleet_crowd reconnect
$(OUT)/tests/fleet_kiosk: $(call obj,tests/tools/slots_folder.c tests/tools/kill_points.c app/steward/main_pack.c)
$(OUT)/tests/fleet_visit: $(call obj,tests/tools/kill_points.c)
$(FLEET_TOOLS:%=$(OUT)/tests/%): $(OUT)/tests/%: $(OUT)/tests/tools/%.o $(call obj,tests/tools/fast_clock.c) $(OUT)/common.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(LINK_TEST) $(LIBS)
TOOLS += $(FLEET_TOOLS:%=$(OUT)/tests/%)

# Put before a program it gives it a wall clock of its own.
$(OUT)/tests/clock_apart.so: tests/tools/clock_apart.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -fPIC -shared $< -o $@
TOOLS += $(OUT)/tests/clock_apart.so

# Tells whether two pictures are equal to the pixel.
$(OUT)/tests/compare_png: $(call obj,tests/tools/compare_png.c) $(COMMON)
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $^ -o $@ $(LINK_TEST) $(LIBS)
TOOLS += $(OUT)/tests/compare_png

golden-update: $(OUT)/tests/gallery $(OUT)/tests/transcripts $(OUT)/kioskctl $(PSEUDO) $(ASSETS) ## take a screen as it is now for right: ONLY=02-choose-need, ONLY=digests, ONLY=heard
	@tests/golden/update "$(ONLY)"

gallery: $(OUT)/tests/gallery $(ASSETS) ## every screen as a picture in out/gallery
	$(OUT)/tests/gallery

screens: $(OUT)/tests/gallery $(ASSETS) ## every screen in every shape, size, colour and language: out/screens.html
	@rm -rf out/screens
	@mkdir -p out; $(OUT)/tests/gallery --all out/screens 1080x1920 & \
	$(OUT)/tests/gallery --all out/screens 1920x1080 && wait $$! && \
	$(OUT)/tests/gallery --sheet out/screens

# Saves applications as a kiosk does, to be killed.
$(OUT)/tests/put_applications: $(call obj,tests/tools/put_applications.c) $(COMMON)
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $^ -o $@ $(LINK_TEST) $(LIBS)
TOOLS += $(OUT)/tests/put_applications

# The app, outbox and courier under a clock of their own; the screens, of which it touches what is there.
# tests/simulation/planted.c stands before these calls.
PLANTED := dispatch_next dispatch_claim courier_queue_may_have_gone
$(OUT)/tests/simulate: $(call obj,$(wildcard tests/simulation/*.c)) $(OUT)/all.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(LINK_TEST) $(PLANTED:%=-Wl,--wrap=%) $(LIBS)
TOOLS += $(OUT)/tests/simulate

# Cuts the power of kiosk and courier, again and again, on a disk in memory.
CRASH := $(filter-out tests/crash/main_% tests/crash/fail_calls.c,$(wildcard tests/crash/*.c))
$(OUT)/tests/power_cuts: $(call obj,$(CRASH) tests/crash/main_power_cuts.c) $(OUT)/common.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(LINK_TEST) $(LIBS)
TOOLS += $(OUT)/tests/power_cuts

# Fails every allocation and system call once. A sanitizer's malloc cannot be replaced.
FAILING := mmap mprotect mkdir chmod fchmod fsync rename unlink mkstemps statvfs stat fstat write open opendir
$(OUT)/tests/failures: $(call obj,$(CRASH) tests/crash/fail_calls.c tests/crash/main_failures.c) $(OUT)/common.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(LINK_TEST) $(FAILING:%=-Wl,--wrap=%) $(LIBS)
TOOLS += $(if $(filter asan tsan fuzz,$(B)),,$(OUT)/tests/failures)

# The same below the file system; tests/proofs/block_cuts.sh brings what it needs.
$(OUT)/tests/block_cuts: $(call obj,$(CRASH) tests/block/main_block_cuts.c) $(OUT)/common.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(LINK_TEST) $(LIBS)
TOOLS += $(OUT)/tests/block_cuts

$(OUT)/tests/write_log.so: tests/block/write_log.c tests/block/write_log.h
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -fPIC -shared $< -o $@

# libFuzzer targets, of the variant B=fuzz only (clang).
FUZZERS := $(patsubst tests/fuzz/%.c,build/fuzz/tests/%,$(wildcard tests/fuzz/fuzz_*.c))
# What a target calls, and no screens: app needs none, and they would be built with it.
$(OUT)/fuzzed.a: $(call obj,$(APP) $(LINUX) $(SIM) $(BASE)) $(GENOBJ)
	@rm -f $@
	$(Q)$(AR) rcsT $@ $^

$(OUT)/tests/fuzz_%: $(OUT)/tests/fuzz/fuzz_%.o $(OUT)/fuzzed.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) -fsanitize=fuzzer $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(LINK_TEST) $(LIBS)

# This one reads what is posted to the practice portal.
$(OUT)/tests/fuzz_upload: $(call obj,platform/sim/portal/form_data.c)

# The page that the kiosk makes of a photograph, for visits to compare.
$(OUT)/tests/straight: $(call obj,tests/tools/straight.c) $(OUT)/common.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(LINK_TEST) $(LIBS)
TOOLS += $(OUT)/tests/straight

# A pretended printer to be reached over TCP, a unix socket or a pty.
$(OUT)/tests/virtual_printer: $(call obj,tests/tools/virtual_printer.c) $(COMMON)
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $^ -o $@ $(LINK_TEST) $(LIBS)

# A printer on a pretended USB bus, where umockdev is there; tests/flow/test_usblp.sh says so otherwise.
$(OUT)/tests/tools/usblp_%.o: override CFLAGS += \
    $(subst -I,-isystem ,$(shell $(PKG_CONFIG) --cflags umockdev-1.0 2>/dev/null))
$(OUT)/tests/usblp_scripted: $(call obj,tests/tools/usblp_scripted.c tests/tools/usblp_bus.c) $(COMMON)
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $^ -o $@ $(LINK_TEST) $(LIBS) $(shell $(PKG_CONFIG) --libs umockdev-1.0)
ifneq ($(shell $(PKG_CONFIG) --exists umockdev-1.0 && echo yes),)
TOOLS += $(OUT)/tests/usblp_scripted
endif

# Keypad, switches, a keyboard, a touch panel and a scanner that types as the kernel shows them, played by umockdev as well.
$(OUT)/tests/tools/evdev_%.o: override CFLAGS += \
    $(subst -I,-isystem ,$(shell $(PKG_CONFIG) --cflags umockdev-1.0 2>/dev/null))
$(OUT)/tests/evdev_%: $(OUT)/tests/tools/evdev_%.o $(call obj,tests/tools/evdev_bus.c) $(COMMON)
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $^ -o $@ $(LINK_TEST) $(LIBS) $(shell $(PKG_CONFIG) --libs umockdev-1.0)
ifneq ($(shell $(PKG_CONFIG) --exists umockdev-1.0 && echo yes),)
TOOLS += $(OUT)/tests/evdev_scripted $(OUT)/tests/evdev_scanner $(OUT)/tests/evdev_keyboard \
    $(OUT)/tests/evdev_touch $(OUT)/tests/evdev_finder $(OUT)/tests/evdev_world
endif

# Looks for a text in a running process.
$(OUT)/tests/residue: $(call obj,tests/tools/residue.c platform/base/utf8.c)
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $^ -o $@
TOOLS += $(OUT)/tests/residue

# Looks for planted words in processes and files, in every writing.
$(OUT)/tests/canary: $(call obj,tests/tools/canary.c) $(OUT)/common.a
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	$(Q)$(CC) $(CFLAGS) $(filter-out %.a,$^) $(filter %.a,$^) -o $@ $(LINK_TEST) $(LIBS)
TOOLS += $(OUT)/tests/canary

all: $(addprefix $(OUT)/,$(PROGRAMS)) $(OUT)/tests/virtual_printer $(ASSETS) ## build every program (B=debug|release|asan|tsan|cov)

# What an appliance has of this tree; the practice portal is for desks.
INSTALLED := kiosk courier steward kioskctl
install: $(addprefix $(OUT)/,$(INSTALLED)) $(ASSETS) ## the programs and what they read, into DESTDIR=/folder
	@mkdir -p $(DESTDIR)/usr/bin $(DESTDIR)/usr/share/rong
	@for p in $(INSTALLED); do install -m 755 -s $(OUT)/$$p $(DESTDIR)/usr/bin/$$p; done
	@cp -r --no-preserve=ownership,timestamps assets/data assets/forms assets/languages build/assets/. $(DESTDIR)/usr/share/rong/
	@rm -rf $(DESTDIR)/usr/share/rong/forms/source
	@find $(DESTDIR)/usr/share/rong -name '*.md' -delete
	@find $(DESTDIR)/usr/share/rong -type d -exec chmod 755 {} + -o -exec chmod 644 {} +

# Asked of a make that is started anew, after setup: what a package brings (umockdev) is known only then.
with-tools: all $(TOOLS)
with-unit: with-tools $(UNIT)

unit: $(UNIT) $(ASSETS) ## unit tests only (one: make unit-NAME)
	@tests/run $(UNIT)

unit-%: $(OUT)/tests/test_% $(ASSETS)
	@VERBOSE=1 tests/run $<

# --- what a newcomer types: each installs what it needs, then starts make anew so that it is found --
setup: ## install the Debian packages that building and running need
	@tests/setup run

run: ## build and open the kiosk; without a display: play a citizen's whole visit
	@tests/setup run
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@LANGUAGE= KIOSK_LANGUAGE='$(KIOSK_LANGUAGE)' FORM='$(FORM)' tests/flow/run

# One tests/flow/test_NAME.sh with all it needs built; ONLY=VISIT is one played visit of flow-visits.
flow-%: tests/flow/test_%.sh
	@$(MAKE) -s --no-print-directory with-tools
	@ONLY='$(ONLY)' VERBOSE=1 tests/run $<

# What takes a minute and more by its clock is run by torture-short, so that this stays within its minutes.
LONG_FLOW = $(shell grep -ls '^\# Runs with the proofs\.' tests/flow/test_*.sh)
test: ## every quick test: unit, contract, flow, goldens (one script: make flow-NAME)
	@tests/setup run test
	@$(MAKE) --no-print-directory -j$(JOBS) with-unit
	@tests/run $(UNIT) $(filter-out $(LONG_FLOW),$(wildcard tests/flow/test_*.sh)) tests/lint/test_lints.sh

partner-test: ## tests against software we did not write
	@tests/setup run test partner
	@$(MAKE) --no-print-directory with-tools
	@tests/partner/run

# The converter is npm's; what it gives is checked in, so no other command needs it.
forms: ## build assets/forms/CODE/form.xml anew from assets/forms/source (needs npm once)
	@tests/setup forms
	@python3 assets/tools/form_build.py all
	@python3 -B assets/tools/content_messages.py assets/languages assets/forms assets/data/routes

content: ## the texts of forms, procedures and routes as messages, for languages they have no translation for
	@python3 -B assets/tools/content_messages.py assets/languages assets/forms assets/data/routes

form: ## make a form of an officer's sheet: make form FILE=form.xlsx CODE=1.001699 [REPLACE=1]
	@[ -n '$(FILE)' ] && [ -n '$(CODE)' ] || { echo 'make form FILE=form.xlsx CODE=1.001699'; exit 2; }
	@tests/setup run forms
	@$(MAKE) --no-print-directory -j$(JOBS) build/release/kioskctl
	@REPLACE='$(REPLACE)' python3 assets/tools/form_build.py new '$(FILE)' '$(CODE)'
	@python3 -B assets/tools/content_messages.py assets/languages assets/forms assets/data/routes
	@echo 'The form is inside the profile. Next: mend assets/forms/$(CODE)/procedure.ini (fee, days, what to'
	@echo 'bring), then `make all` speaks it and WINDOW=540x960 make run shows it; assets/forms/README.md.'

view: ## the interactive kiosk in a web browser on this machine
	@tests/setup run view
	@$(MAKE) --no-print-directory all
	@tests/flow/view

bare-test: ## setup, run and test in a fresh minimal Debian 12 (STEPS=image: the appliance)
	@tests/setup bare
	@tests/flow/bare

image: ## the appliance: disk image and update bundle into out/image (KEYS=FOLDER signs them)
	@tests/setup run image
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@image/build

image-test: ## boots the appliance in QEMU and uses it from outside: out/image/test (STEPS='boot visit')
	@tests/setup image-test
	@SQUEEZE=$${SQUEEZE:-3} $(MAKE) --no-print-directory image
	@$(MAKE) --no-print-directory -j$(JOBS) all $(OUT)/tests/compare_png $(OUT)/tests/virtual_printer $(OUT)/tests/fleet-double
	@tests/image/bundles
	@tests/image/run $(STEPS)

ci: ## what CI runs
	@tests/ci test:8 counts:2 lint:5 partner-test:7 asan-test:8 tsan-test:4 fuzz-short:3 torture-short:5 image-test:18

proof: ## the large quantities, dated figures into out/proof
	@tests/setup run test
	@$(MAKE) --no-print-directory with-unit with-tools
	@tests/proof

# Cuts below the file system, where they can be made.
BLOCK = $(if $(and $(wildcard /dev/loop-control),$(wildcard /dev/fuse),$(filter 0,$(shell id -u))),block_cuts)

torture-short: ## a few kills, a few lines cut, a portal that lies, a day of citizens
	@tests/setup run test
	@$(MAKE) --no-print-directory with-tools
	@tests/proof short kill_kiosk kill_courier offline drain simulation soak power_cuts failures residue hostile_portal fleet_kill pack_mutants long_flow $(BLOCK)

residue: ## a thousand visits, nothing of which may be left anywhere (N=1000)
	@tests/setup run test
	@$(MAKE) --no-print-directory with-tools
	@$(if $(N),N=$(N)) tests/proof residue

torture: ## many kills, many lines cut
	@tests/setup run test
	@$(MAKE) --no-print-directory with-tools
	@tests/proof kill_kiosk kill_courier offline power_cuts failures

soak: ## visits without end for MINUTES=20 or HOURS=72, and until VISITS=1000: nothing may grow
	@tests/setup run test
	@$(MAKE) --no-print-directory with-tools
	@tests/proof full soak

cov: ## branch coverage of outbox, courier and adapters; what was never taken: out/coverage.txt
	@tests/setup run test
	@$(MAKE) --no-print-directory -s -j$(JOBS) B=cov build/cov/tests/failures build/cov/tests/power_cuts \
	    $(shell tests/coverage.list | sed 's#^#build/cov/tests/test_#')
	@tests/coverage

bench: ## speed and memory into out/bench.json and a table (SMALL=1: on small computers; PEER=1, PEER=short: beside a browser)
	@tests/setup run test
	@$(MAKE) --no-print-directory with-tools
	@tests/bench/$(if $(SMALL),small,run)

counts: ## instructions of fixed scenarios: what grew by more than 3 % since they were landed (KEEP=1 lands these)
	@tests/setup run test
	@$(MAKE) --no-print-directory -j$(JOBS) all $(OUT)/tests/scenarios
	@CC='$(CC)' KEEP='$(KEEP)' tests/bench/counts

# clang warns the same without optimising, and then calls what the source calls: nm reads these objects.
LINTED = $(call obj,$(filter-out tests/tools/usblp_%,$(wildcard $(foreach d,app ui platform,$(d)/*.c $(d)/*/*.c \
         $(d)/*/*/*.c) tests/unit/*.c tests/tools/*.c tests/simulation/*.c tests/crash/*.c \
         tests/block/main_*.c tests/bench/*.c))) $(GENOBJ)
objects: $(LINTED)

lint: ## layers, library owners, limits, format, clang-tidy; clang builds clean
	@tests/setup run test
	@$(MAKE) --no-print-directory -j$(JOBS) B=clang CC=clang CI=1 objects
	@tests/run tests/lint/run

analyze: $(GENERATED) ## clang's analyzer without a bound on its paths
	@tests/setup run test
	@tests/run tests/lint/analyze

asan-test: ## the unit and flow tests under ASan and UBSan
	@tests/setup run test
	@$(MAKE) --no-print-directory -j$(JOBS) B=asan CI=1 with-unit
	@B=asan KILLS=2 tests/run $(subst $(OUT)/,build/asan/,$(UNIT)) $(SANITIZED_FLOW)

# Only what has more than one thread, and programs talking to each other.
THREADED := worker player http_curl portal_socket portal_ledger printer_escpos printer_open \
            display_memory sdl_display_sdl sdl_audio_sdl courier courier_socket outbox
tsan-test: ## the tests with threads under TSan
	@tests/setup run test
	@$(MAKE) --no-print-directory -j$(JOBS) B=tsan CI=1 with-tools $(THREADED:%=build/tsan/tests/test_%)
	@B=tsan KILLS=2 tests/run $(THREADED:%=build/tsan/tests/test_%) $(SANITIZED_FLOW)

SANITIZED_FLOW := tests/flow/test_portal.sh tests/flow/test_courier.sh tests/flow/test_kill9.sh \
                  tests/flow/test_fleet_double.sh

# Of the short part only what it runs is built (tests/arm64/short).
arm64-test: ## the unit and flow tests as arm64: cross compiler, QEMU's user emulation (SHORT=1: CI's part)
	@tests/setup run test arm64
	@tests/arm64/sysroot build/arm64/sysroot
	@$(MAKE) --no-print-directory -j$(JOBS) B=arm64 CI=1 $(if $(SHORT),arm64-short,with-unit)
	@SHORT='$(SHORT)' ONLY='$(ONLY)' tests/arm64/run

arm64-short: all $(filter-out $(patsubst %,$(OUT)/tests/%,$(shell sed -n 's/^- //p' tests/arm64/short)),$(UNIT))

T ?= 60
fuzz: ## hostile input for T seconds per target (T=60)
	@tests/setup run test
	@$(MAKE) --no-print-directory all
	@$(MAKE) --no-print-directory -j2 B=fuzz CC=clang $(FUZZERS)
	@tests/fuzz/run $(T)

fuzz-short: ## the same for 6 seconds each
	@$(MAKE) --no-print-directory fuzz T=6

print-tidy-flags:
	@echo $(filter-out -W% -MMD -MP -f% -O%,$(CFLAGS)) -Wno-everything

help: ## this list
	@grep -hE '^[a-z0-9 -]+:.*##' Makefile */gen.mk | sed -E 's/:.*##/\t/' | sort | expand -t 24

clean: ## forget every build and every output
	rm -rf build out

.SECONDARY:
.PHONY: all install image image-test with-tools with-unit unit gallery screens golden-update setup run forms form content test partner-test view bare-test ci proof residue torture-short torture soak \
        cov bench counts objects lint analyze asan-test tsan-test arm64-test arm64-short fuzz fuzz-short print-tidy-flags help clean
-include $(shell find build -path build/image -prune -o -path build/arm64/sysroot -prune -o -name '*.d' -type f -print 2>/dev/null)
