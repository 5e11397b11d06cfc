/* Settings from afar, as if the fleet's key had signed whatever this is: refused whole, or read so
 * that it sets nothing that may not be set from afar, and what is reported of it fits. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/settings_rows.h"
#include "app/steward/reported.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static uint8_t public[SEAL_KEY], seed[SEAL_KEY];
static struct desired d, again;
static struct reported rows;

static void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    must(!failed(seal_start()));
    seal_sign_pair(public, seed);
    return 0;
}

static void must_be_same(const struct settings *a, const struct settings *b,
                         const struct setting_row *row)
{
    const char *one = (const char *)a + row->offset;
    const char *other = (const char *)b + row->offset;
    switch (row->type) {
    case SETTING_IS_TEXT:
        must(strcmp(one, other) == 0);
        break;
    case SETTING_IS_NUMBER:
        must(memcmp(one, other, sizeof(int)) == 0);
        break;
    case SETTING_IS_SWITCH:
        must(*(const bool *)one == *(const bool *)other);
        break;
    }
}

static void use(void)
{
    static char text[65536];
    struct settings before, after;
    struct buf out;
    settings_default(&before);
    after = before;
    must(desired_apply(&d, &after) == d.count - desired_refused(&d));
    const struct setting_row *row = NULL;
    for (int i = 0; (row = setting_row_at(i)) != NULL; i++) {
        if (!row->remote) {
            must_be_same(&before, &after, row);
        }
    }
    reported_settings(&d, &rows);
    must(rows.count <= REPORTED_MOST);
    buf_init(&out, text, sizeof text);
    reported_json(&rows, &out);
    must(!out.full);
    const struct desired_who who = {.kiosk = "K07", .group = "ia-grai", .now = d.issued, .use = &d};
    const enum desired_word word = desired_judge(&d, &who);
    must(word == DESIRED_SAME || word == DESIRED_OTHER);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char signed_bytes[SIGNED_TEXT_MAX];
    size_t length = 0;
    int line = 0;
    char *bytes = malloc(size > 0 ? size : 1); /* no more: what reads beyond is found */
    memcpy(bytes, data, size);
    must(desired_read(bytes, size, public, &again, &line) != DESIRED_TAKEN); /* nobody signed it */
    const enum desired_word word = desired_read_draft(bytes, size, &d, &line);
    if (!failed(signed_text_sign(bytes, size, seed, signed_bytes, sizeof signed_bytes, &length))) {
        const enum desired_word signed_word =
            desired_read(signed_bytes, length, public, &again, NULL);
        must((signed_word == DESIRED_TAKEN) == (word == DESIRED_TAKEN));
    }
    if (word == DESIRED_TAKEN) {
        must(again.version == d.version && again.count == d.count && d.version > 0);
        use();
        signed_bytes[size / 2] = (char)(signed_bytes[size / 2] ^ 1);
        must(desired_read(signed_bytes, length, public, &again, NULL) != DESIRED_TAKEN);
    }
    free(bytes);
    return 0;
}
