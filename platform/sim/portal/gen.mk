# The portal's pages and pictures are linked in with .incbin, which -MMD does not see.
$(OUT)/platform/sim/portal/asset.o: $(wildcard assets/portal/*) $(GEN)/portal-labels.tsv

# What the officer's page calls the questions of our forms.
GENERATED += $(GEN)/portal-labels.tsv
LABELLED_FORMS := $(sort $(dir $(wildcard assets/forms/*/form.xml)))
$(GEN)/portal-labels.tsv: assets/tools/portal_labels.py assets/data/procedures.csv \
                          $(wildcard assets/data/procedures.*.tsv assets/forms/*/*)
	@echo "  GEN   $@"
	$(Q)python3 $< $@ assets/data/procedures.csv $(LABELLED_FORMS)
