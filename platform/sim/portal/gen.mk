# The portal's pages and pictures are linked in with .incbin, which -MMD does not see.
$(OUT)/platform/sim/portal/asset.o: $(wildcard assets/portal/*)
