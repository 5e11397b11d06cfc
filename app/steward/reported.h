/* What a kiosk reports of its settings from afar, as attributes of hawkBit's configData: at most
 * 100 of them in all, keys and values of at most 128 characters. Nothing of a citizen. Pure; any
 * thread. */
#ifndef APP_STEWARD_REPORTED_H
#define APP_STEWARD_REPORTED_H

#include "app/steward/desired.h"

#define REPORTED_TEXT 129 /* a key or a value, its NUL included */
#define REPORTED_MOST 80  /* of ours: the others are left to who reports firmware and packs */

struct reported_row {
    char key[REPORTED_TEXT], value[REPORTED_TEXT];
};

struct reported {
    int count;
    struct reported_row rows[REPORTED_MOST];
};

/* What is in use, or NULL: version, dates, hash, how many keys are set and refused; each refused
 * key with why; then each set key with its value, as far as there is room. */
void reported_settings(const struct desired *use, struct reported *ret_rows);

/* What came of the newest offer, when it was not taken: the sentence. */
void reported_offer(enum desired_word word, struct reported *rows);

/* The rows as the members of a JSON object, without its braces: "a":"b","c":"d". Letters that JSON
 * or hawkBit would not take (control characters, < > &) are left out. */
void reported_json(const struct reported *rows, struct buf *out);

#endif
