/* Forms, rows and settings of a pack: the sound one is taken; each way to be wrong is told in a
 * sentence that names the place. And mutated packs: none is taken, none brings the judge down. */
#include "app/pack/pack_store.h"

#include <stdlib.h>

#include "tests/unit/pack_forms_world.h"

#define TODAY "2026-11-26"

static struct pack_contents contents;
static char all[8192]; /* every sentence */

static void tell(void *context, const char *sentence)
{
    const size_t n = strlen(all);
    packs_tell(context, sentence);
    (void)snprintf(all + n, sizeof all - n, "%s\n", sentence);
}

static const struct pack_listener listener = {NULL, tell};

static enum pack_refusal judge(const void *bytes, size_t size)
{
    all[0] = '\0';
    packs.told[0] = '\0';
    packs.times = 0;
    const struct pack_offer offer = {bytes, size, packs.key, TODAY};
    return pack_judge(&forms_arena, &offer, &listener, &contents).refusal;
}

static void unsound(const char *name, const char *text, const char *words)
{
    struct pack_entry e = {name, NULL, 0};
    if (text != NULL) {
        e = packs_text(name, text);
    }
    const size_t size = forms_make(FORMS_INI("1"), &e);
    CHECK(size > 0);
    CHECK_INT(judge(forms_pack, size), PACK_UNSOUND);
    if (strstr(all, words) == NULL) {
        printf("# %s: \"%s\" lacks \"%s\"\n", name, all, words);
        check_bad = true;
    }
}

TEST(a_sound_one_is_taken)
{
    const size_t size = forms_make(FORMS_INI("1"), NULL);
    CHECK_INT(judge(forms_pack, size), PACK_TAKEN);
    CHECK_STR(packs.told, "");
    CHECK_INT(contents.forms, 1);
    CHECK(contents.has_rows && contents.has_settings && !contents.has_tokens);
    CHECK_INT(forms_arena.used, 0);
}

TEST(an_older_firmware_would_say_that_it_is_too_old)
{
    const size_t size = forms_make(PACK_INI("1", "2027-11-26"), NULL);
    CHECK_INT(judge(forms_pack, size), PACK_UNSOUND);
    CHECK(strstr(all, "want min_firmware = 2") != NULL);
}

TEST(a_form_that_no_kiosk_runs_is_told_by_its_line)
{
    const char *form = "forms/1.009999/form.xml";
    unsound(form, FORM_OF("<range ref='/data/a' start='1' end='2' step='1'/>"), "form.xml:1");
    unsound(form, FORM_OF("<input ref='/data/gone'><label>A</label></input>"), "form.xml:1");
    unsound(form, "<h:html", "form.xml:");
    unsound(form, "", "form.xml:");
    unsound(form, NULL, "its form form.xml is not in the pack");
    unsound("forms/1.009999/l.csv", NULL, "l.csv");
    unsound(form,
            "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
            "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><a>&c;</a>",
            "form.xml:");
}

TEST(what_the_summary_says_is_held_to_its_rules)
{
    const char *ini = "forms/1.009999/procedure.ini";
    unsound(ini, NULL, "there is no procedure.ini");
    unsound(ini, "[procedure]\ncode = 1.009998\ntitle = T\nform = form.xml\n", "code is 1.009998");
    unsound(ini, "[procedure]\ncode = 1.009999\ntitel = T\n", "procedure.ini:");
    unsound(ini, "[procedure]\ncode = 1.009999\ntitle = T\nform = ../../x.xml\n",
            "not in the pack");
}

TEST(files_of_other_kinds_and_names_are_refused)
{
    unsound("forms/1.009999/a.png", "x", "pictures are the firmware's own");
    unsound("forms/x/form.xml", "x", "no file of a pack");
    unsound("forms/1.009999/a/b.csv", "x", "no file of a pack");
    unsound("forms/form.xml", "x", "no file of a pack");
    unsound("data/procedures.csv", "x", "no file of a pack");
}

TEST(what_is_too_large_is_not_read)
{
    static char large[PACK_ROWS_BYTES + 2];
    (void)memset(large, 'x', sizeof large - 1);
    unsound("procedures.csv", large, "are the most");
    large[PACK_INI_BYTES + 1] = '\0';
    unsound("forms/1.009999/procedure.ini", large, "are the most");
    unsound("settings.ini", large, "larger than such a file");
}

TEST(each_row_is_read)
{
    const char *rows = "procedures.csv";
    unsound(rows, "", "the first row is code");
    unsound(rows, "code,name\n", "the first row is code");
    unsound(rows, ROWS_HEAD "1.009999,N,S\n", "procedures.csv:2: the row has too few cells");
    unsound(rows, ROWS_HEAD "1.0099,N,S,1,,a,A,S1,yes\n", "code is one digit");
    unsound(rows, ROWS_HEAD "1.009998,N,S,1,,a,A,S1,yes\n", "of this code is not in the pack");
    unsound(rows, ROWS_HEAD "1.009999,,S,1,,a,A,S1,yes\n", "name_vi is empty");
    unsound(rows, ROWS_HEAD "1.009999,N,S,1,0,a,A,S1,yes\n", "fee_vnd is 0");
    unsound(rows, ROWS_HEAD "1.009999,N,S,1,,a,A,S1,maybe\n", "form is yes, no or empty");
    unsound(rows, ROWS_HEAD "1.000001,N,S,1,,a,A,S1,\n1.000001,N,S,1,,a,A,S1,\n", "twice");
    unsound(rows, ROWS_HEAD "1.009999,\"N,S,1,,a,A,S1,yes\n", "a quote is not closed");
    unsound("needs.tsv", "brith\tprocedure\t1.009999\n", "did you mean birth?");
    unsound("needs.tsv", "birth\troute\tland\n", "needs.tsv:1: a line is");
    const struct pack_entry e = packs_text(rows, ROWS_HEAD "2.000001,N,S,1,,a,A,S1,\n");
    CHECK_INT(judge(forms_pack, forms_make(FORMS_INI("1"), &e)), PACK_TAKEN);
}

TEST(settings_are_those_of_every_kiosk)
{
    unsound("settings.ini", "[idle]\nwarnign_s = 60\n", "did you mean idle.warning_s?");
    unsound("settings.ini", "[idle]\nwarning_s = 1\n", "settings.ini:2: idle.warning_s must be");
    unsound("settings.ini", "[devices]\nprinter = none:\n", "devices.printer is of one kiosk");
    unsound("settings.ini", "nonsense\n", "settings.ini:1:");
    unsound("tokens.tsv", "light\tink\t000000\n", "knows no colours");
}

static uint32_t chance = 2463534242u;

static uint32_t draw(uint32_t below)
{
    chance ^= chance << 13;
    chance ^= chance >> 17;
    chance ^= chance << 5;
    return chance % below;
}

/* Some bytes changed, a piece cut out, or cut short. */
static size_t mutate(uint8_t *bytes, size_t size)
{
    const uint32_t kind = draw(4);
    if (kind == 0) {
        return draw((uint32_t)size);
    }
    if (kind == 1) {
        const size_t at = draw((uint32_t)size - 16);
        const size_t gap = 1 + draw(16);
        (void)memmove(bytes + at, bytes + at + gap, size - at - gap);
        return size - gap;
    }
    for (uint32_t n = 1 + draw(8); n > 0; n--) {
        bytes[draw((uint32_t)size)] ^= (uint8_t)(1 + draw(255));
    }
    return size;
}

/* Half of them are signed after the change, as by somebody who has the key and errs: such a one may
 * be sound, when the change was to a word of a text; it never brings the judge down. */
TEST(of_mutated_packs_none_is_taken)
{
    static uint8_t whole[1u << 16], bad[1u << 16];
    const char *wanted = getenv("PACK_MUTATIONS");
    const int count = wanted != NULL ? (int)strtol(wanted, NULL, 10) : 200;
    const size_t size = forms_make(FORMS_INI("1"), NULL);
    int taken = 0;
    int resigned = 0;
    int refused = 0;
    (void)memcpy(whole, forms_pack, size);
    for (int i = 0; i < count; i++) {
        (void)memcpy(bad, whole, size);
        const size_t n = mutate(bad, size);
        if (n == size && memcmp(bad, whole, size) == 0) {
            continue;
        }
        taken += judge(bad, n) == PACK_TAKEN;
        if (n > PACK_HEAD + SEAL_SIGNATURE) {
            packs_sign(bad, n);
            resigned++;
            refused += judge(bad, n) != PACK_TAKEN;
        }
    }
    printf("# %d mutated packs: %d taken; of %d that were signed again %d refused\n", count, taken,
           resigned, refused);
    CHECK_INT(taken, 0);
    CHECK(refused > 0);
    CHECK_INT(forms_arena.used, 0);
}

int main(void)
{
    packs_open();
    CHECK(!failed(secret_open_large(&forms_arena, PACK_TRIAL_BYTES)));
    RUN(a_sound_one_is_taken);
    RUN(an_older_firmware_would_say_that_it_is_too_old);
    RUN(a_form_that_no_kiosk_runs_is_told_by_its_line);
    RUN(what_the_summary_says_is_held_to_its_rules);
    RUN(files_of_other_kinds_and_names_are_refused);
    RUN(what_is_too_large_is_not_read);
    RUN(each_row_is_read);
    RUN(settings_are_those_of_every_kiosk);
    RUN(of_mutated_packs_none_is_taken);
    secret_close(&forms_arena);
    return check_done();
}
