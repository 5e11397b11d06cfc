#include "app/typing/layout.h"

#include <string.h>

#include "app/typing/letter.h"
#include "platform/base/buf.h"
#include "platform/base/log.h"
#include "platform/base/utf8.h"

/* The apostrophe key writes U+0027: it is the one every keyboard of the registers has, so H'Lan
 * typed here equals H'Lan on her card; the label shows the rounder form people know from print. */
/* clang-format off: one key a line reads as a keyboard. */
/* The three rows of plain letters: where a letter stands must not depend on the layer.
 * name, label, small, icon, text, kind, argument, width */
#define LATIN_ROWS                                                                                 \
    {"key-q", "q", NULL, NULL, "q", CAP_TEXT, 0, 86},                                              \
        {"key-w", "w", NULL, NULL, "w", CAP_TEXT, 0, 86},                                          \
        {"key-e", "e", NULL, NULL, "e", CAP_TEXT, 0, 86},                                          \
        {"key-r", "r", NULL, NULL, "r", CAP_TEXT, 0, 86},                                          \
        {"key-t", "t", NULL, NULL, "t", CAP_TEXT, 0, 86},                                          \
        {"key-y", "y", NULL, NULL, "y", CAP_TEXT, 0, 86},                                          \
        {"key-u", "u", NULL, NULL, "u", CAP_TEXT, 0, 86},                                          \
        {"key-i", "i", NULL, NULL, "i", CAP_TEXT, 0, 86},                                          \
        {"key-o", "o", NULL, NULL, "o", CAP_TEXT, 0, 86},                                          \
        {"key-p", "p", NULL, NULL, "p", CAP_TEXT, 0, 86},                                          \
        {"key-a", "a", NULL, NULL, "a", CAP_TEXT, 0, 86},                                          \
        {"key-s", "s", NULL, NULL, "s", CAP_TEXT, 0, 86},                                          \
        {"key-d", "d", NULL, NULL, "d", CAP_TEXT, 0, 86},                                          \
        {"key-f", "f", NULL, NULL, "f", CAP_TEXT, 0, 86},                                          \
        {"key-g", "g", NULL, NULL, "g", CAP_TEXT, 0, 86},                                          \
        {"key-h", "h", NULL, NULL, "h", CAP_TEXT, 0, 86},                                          \
        {"key-j", "j", NULL, NULL, "j", CAP_TEXT, 0, 86},                                          \
        {"key-k", "k", NULL, NULL, "k", CAP_TEXT, 0, 86},                                          \
        {"key-l", "l", NULL, NULL, "l", CAP_TEXT, 0, 86},                                          \
        {"key-shift", NULL, NULL, "shift", NULL, CAP_SHIFT, MSG_KEY_SHIFT, 133},                   \
        {"key-z", "z", NULL, NULL, "z", CAP_TEXT, 0, 86},                                          \
        {"key-x", "x", NULL, NULL, "x", CAP_TEXT, 0, 86},                                          \
        {"key-c", "c", NULL, NULL, "c", CAP_TEXT, 0, 86},                                          \
        {"key-v", "v", NULL, NULL, "v", CAP_TEXT, 0, 86},                                          \
        {"key-b", "b", NULL, NULL, "b", CAP_TEXT, 0, 86},                                          \
        {"key-n", "n", NULL, NULL, "n", CAP_TEXT, 0, 86},                                          \
        {"key-m", "m", NULL, NULL, "m", CAP_TEXT, 0, 86},                                          \
    {                                                                                              \
        "key-backspace", NULL, NULL, "backspace", NULL, CAP_BACKSPACE, MSG_KEY_BACKSPACE, 133      \
    }

static const struct keycap vietnamese[] = {
    {"key-ă", "ă", NULL, NULL, "ă", CAP_TEXT, 0, 97},
    {"key-â", "â", NULL, NULL, "â", CAP_TEXT, 0, 97},
    {"key-đ", "đ", NULL, NULL, "đ", CAP_TEXT, 0, 97},
    {"key-ê", "ê", NULL, NULL, "ê", CAP_TEXT, 0, 97},
    {"key-ô", "ô", NULL, NULL, "ô", CAP_TEXT, 0, 97},
    {"key-ơ", "ơ", NULL, NULL, "ơ", CAP_TEXT, 0, 97},
    {"key-ư", "ư", NULL, NULL, "ư", CAP_TEXT, 0, 97},
    {"key-letters", "č ê̆ ƀ", NULL, NULL, NULL, CAP_LAYER, LAYER_LETTERS, 221},
    {"key-tone-acute", "á", "sắc", NULL, NULL, CAP_TONE, TONE_ACUTE, 187},
    {"key-tone-grave", "à", "huyền", NULL, NULL, CAP_TONE, TONE_GRAVE, 187},
    {"key-tone-hook", "ả", "hỏi", NULL, NULL, CAP_TONE, TONE_HOOK, 187},
    {"key-tone-tilde", "ã", "ngã", NULL, NULL, CAP_TONE, TONE_TILDE, 187},
    {"key-tone-dot", "ạ", "nặng", NULL, NULL, CAP_TONE, TONE_DOT, 187},
    LATIN_ROWS,
    {"key-digits", "123", NULL, NULL, NULL, CAP_LAYER, LAYER_DIGITS, 130},
    {"key-apostrophe", "’", NULL, NULL, "'", CAP_TEXT, 0, 86},
    {"key-space", NULL, NULL, NULL, NULL, CAP_SPACE, MSG_KEY_SPACE, 350},
    {"key-telex", "Telex", NULL, NULL, NULL, CAP_TELEX, 0, 170},
    {"key-clear", NULL, NULL, NULL, NULL, CAP_CLEAR, MSG_CLEAR_ALL, 200},
};

static const struct keycap letters[] = {
    {"key-ă", "ă", NULL, NULL, "ă", CAP_TEXT, 0, 86},
    {"key-ĕ", "ĕ", NULL, NULL, "ĕ", CAP_TEXT, 0, 86},
    {"key-ĭ", "ĭ", NULL, NULL, "ĭ", CAP_TEXT, 0, 86},
    {"key-ŏ", "ŏ", NULL, NULL, "ŏ", CAP_TEXT, 0, 86},
    {"key-ŭ", "ŭ", NULL, NULL, "ŭ", CAP_TEXT, 0, 86},
    {"key-â̆", "â̆", NULL, NULL, "â̆", CAP_TEXT, 0, 86},
    {"key-ê̆", "ê̆", NULL, NULL, "ê̆", CAP_TEXT, 0, 86},
    {"key-ô̆", "ô̆", NULL, NULL, "ô̆", CAP_TEXT, 0, 86},
    {"key-ơ̆", "ơ̆", NULL, NULL, "ơ̆", CAP_TEXT, 0, 86},
    {"key-ư̆", "ư̆", NULL, NULL, "ư̆", CAP_TEXT, 0, 86},
    {"key-â", "â", NULL, NULL, "â", CAP_TEXT, 0, 86},
    {"key-ê", "ê", NULL, NULL, "ê", CAP_TEXT, 0, 86},
    {"key-ô", "ô", NULL, NULL, "ô", CAP_TEXT, 0, 86},
    {"key-ơ", "ơ", NULL, NULL, "ơ", CAP_TEXT, 0, 86},
    {"key-ư", "ư", NULL, NULL, "ư", CAP_TEXT, 0, 86},
    {"key-đ", "đ", NULL, NULL, "đ", CAP_TEXT, 0, 86},
    {"key-ƀ", "ƀ", NULL, NULL, "ƀ", CAP_TEXT, 0, 86},
    {"key-č", "č", NULL, NULL, "č", CAP_TEXT, 0, 86},
    {"key-ñ", "ñ", NULL, NULL, "ñ", CAP_TEXT, 0, 86},
    {"key-breve", "˘", NULL, NULL, NULL, CAP_BREVE, 0, 86},
    LATIN_ROWS,
    {"key-abc", "a b c", NULL, NULL, NULL, CAP_LAYER, LAYER_VIETNAMESE, 200},
    {"key-c̆", "c̆", NULL, NULL, "c̆", CAP_TEXT, 0, 86},
    {"key-apostrophe", "’", NULL, NULL, "'", CAP_TEXT, 0, 86},
    {"key-space", NULL, NULL, NULL, NULL, CAP_SPACE, MSG_KEY_SPACE, 364},
    {"key-clear", NULL, NULL, NULL, NULL, CAP_CLEAR, MSG_CLEAR_ALL, 200},
};

static const struct keycap digits[] = {
    {"key-1", "1", NULL, NULL, "1", CAP_TEXT, 0, 86},
    {"key-2", "2", NULL, NULL, "2", CAP_TEXT, 0, 86},
    {"key-3", "3", NULL, NULL, "3", CAP_TEXT, 0, 86},
    {"key-4", "4", NULL, NULL, "4", CAP_TEXT, 0, 86},
    {"key-5", "5", NULL, NULL, "5", CAP_TEXT, 0, 86},
    {"key-6", "6", NULL, NULL, "6", CAP_TEXT, 0, 86},
    {"key-7", "7", NULL, NULL, "7", CAP_TEXT, 0, 86},
    {"key-8", "8", NULL, NULL, "8", CAP_TEXT, 0, 86},
    {"key-9", "9", NULL, NULL, "9", CAP_TEXT, 0, 86},
    {"key-0", "0", NULL, NULL, "0", CAP_TEXT, 0, 86},
    {"key-hyphen", "-", NULL, NULL, "-", CAP_TEXT, 0, 86},
    {"key-slash", "/", NULL, NULL, "/", CAP_TEXT, 0, 86},
    {"key-comma", ",", NULL, NULL, ",", CAP_TEXT, 0, 86},
    {"key-dot", ".", NULL, NULL, ".", CAP_TEXT, 0, 86},
    {"key-colon", ":", NULL, NULL, ":", CAP_TEXT, 0, 86},
    {"key-semicolon", ";", NULL, NULL, ";", CAP_TEXT, 0, 86},
    {"key-open", "(", NULL, NULL, "(", CAP_TEXT, 0, 86},
    {"key-close", ")", NULL, NULL, ")", CAP_TEXT, 0, 86},
    {"key-plus", "+", NULL, NULL, "+", CAP_TEXT, 0, 86},
    {"key-at", "@", NULL, NULL, "@", CAP_TEXT, 0, 86},
    {"key-abc", "a b c", NULL, NULL, NULL, CAP_LAYER, LAYER_VIETNAMESE, 200},
    {"key-space", NULL, NULL, NULL, NULL, CAP_SPACE, MSG_KEY_SPACE, 415},
    {"key-clear", NULL, NULL, NULL, NULL, CAP_CLEAR, MSG_CLEAR_ALL, 200},
    {"key-backspace", NULL, NULL, "backspace", NULL, CAP_BACKSPACE, MSG_KEY_BACKSPACE, 133},
};

/* The first three rows of every number pad. */
#define DIGIT(digit_)                                                                              \
    {                                                                                              \
        "key-" digit_, digit_, NULL, NULL, digit_, CAP_TEXT, 0, 315                                \
    }
#define ONE_TO_NINE                                                                                \
    DIGIT("1"), DIGIT("2"), DIGIT("3"), DIGIT("4"), DIGIT("5"), DIGIT("6"), DIGIT("7"),            \
        DIGIT("8"), DIGIT("9")

static const struct keycap pad[] = {
    ONE_TO_NINE,
    {"key-clear", NULL, NULL, NULL, NULL, CAP_CLEAR, MSG_CLEAR_ALL, 315},
    DIGIT("0"),
    {"key-backspace", NULL, NULL, "backspace", NULL, CAP_BACKSPACE, MSG_ERASE, 315},
};

static const struct keycap pad_money[] = {
    ONE_TO_NINE,
    {"key-000", "000", NULL, NULL, "000", CAP_TEXT, 0, 315},
    DIGIT("0"),
    {"key-backspace", NULL, NULL, "backspace", NULL, CAP_BACKSPACE, MSG_ERASE, 315},
};

static const struct keycap pad_decimal[] = {
    ONE_TO_NINE,
    {"key-point", ",", NULL, NULL, ".", CAP_TEXT, 0, 315},
    DIGIT("0"),
    {"key-backspace", NULL, NULL, "backspace", NULL, CAP_BACKSPACE, MSG_ERASE, 315},
};

/* A passphrase: what a router's sticker has, and no letter of Vietnamese. */
static const struct keycap secret[] = {
    {"key-1", "1", NULL, NULL, "1", CAP_TEXT, 0, 86},
    {"key-2", "2", NULL, NULL, "2", CAP_TEXT, 0, 86},
    {"key-3", "3", NULL, NULL, "3", CAP_TEXT, 0, 86},
    {"key-4", "4", NULL, NULL, "4", CAP_TEXT, 0, 86},
    {"key-5", "5", NULL, NULL, "5", CAP_TEXT, 0, 86},
    {"key-6", "6", NULL, NULL, "6", CAP_TEXT, 0, 86},
    {"key-7", "7", NULL, NULL, "7", CAP_TEXT, 0, 86},
    {"key-8", "8", NULL, NULL, "8", CAP_TEXT, 0, 86},
    {"key-9", "9", NULL, NULL, "9", CAP_TEXT, 0, 86},
    {"key-0", "0", NULL, NULL, "0", CAP_TEXT, 0, 86},
    LATIN_ROWS,
    {"key-signs", "! # ?", NULL, NULL, NULL, CAP_LAYER, LAYER_SIGNS, 200},
    {"key-hyphen", "-", NULL, NULL, "-", CAP_TEXT, 0, 86},
    {"key-space", NULL, NULL, NULL, NULL, CAP_SPACE, MSG_KEY_SPACE, 350},
    {"key-dot", ".", NULL, NULL, ".", CAP_TEXT, 0, 86},
    {"key-clear", NULL, NULL, NULL, NULL, CAP_CLEAR, MSG_CLEAR_ALL, 200},
};

static const struct keycap signs[] = {
    {"key-exclamation", "!", NULL, NULL, "!", CAP_TEXT, 0, 86},
    {"key-at", "@", NULL, NULL, "@", CAP_TEXT, 0, 86},
    {"key-hash", "#", NULL, NULL, "#", CAP_TEXT, 0, 86},
    {"key-dollar", "$", NULL, NULL, "$", CAP_TEXT, 0, 86},
    {"key-percent", "%", NULL, NULL, "%", CAP_TEXT, 0, 86},
    {"key-caret", "^", NULL, NULL, "^", CAP_TEXT, 0, 86},
    {"key-and", "&", NULL, NULL, "&", CAP_TEXT, 0, 86},
    {"key-star", "*", NULL, NULL, "*", CAP_TEXT, 0, 86},
    {"key-open", "(", NULL, NULL, "(", CAP_TEXT, 0, 86},
    {"key-close", ")", NULL, NULL, ")", CAP_TEXT, 0, 86},
    {"key-hyphen", "-", NULL, NULL, "-", CAP_TEXT, 0, 86},
    {"key-underscore", "_", NULL, NULL, "_", CAP_TEXT, 0, 86},
    {"key-equals", "=", NULL, NULL, "=", CAP_TEXT, 0, 86},
    {"key-plus", "+", NULL, NULL, "+", CAP_TEXT, 0, 86},
    {"key-square-open", "[", NULL, NULL, "[", CAP_TEXT, 0, 86},
    {"key-square-close", "]", NULL, NULL, "]", CAP_TEXT, 0, 86},
    {"key-brace-open", "{", NULL, NULL, "{", CAP_TEXT, 0, 86},
    {"key-brace-close", "}", NULL, NULL, "}", CAP_TEXT, 0, 86},
    {"key-backslash", "\\", NULL, NULL, "\\", CAP_TEXT, 0, 86},
    {"key-bar", "|", NULL, NULL, "|", CAP_TEXT, 0, 86},
    {"key-semicolon", ";", NULL, NULL, ";", CAP_TEXT, 0, 86},
    {"key-colon", ":", NULL, NULL, ":", CAP_TEXT, 0, 86},
    {"key-apostrophe", "'", NULL, NULL, "'", CAP_TEXT, 0, 86},
    {"key-quote", "\"", NULL, NULL, "\"", CAP_TEXT, 0, 86},
    {"key-comma", ",", NULL, NULL, ",", CAP_TEXT, 0, 86},
    {"key-dot", ".", NULL, NULL, ".", CAP_TEXT, 0, 86},
    {"key-less", "<", NULL, NULL, "<", CAP_TEXT, 0, 86},
    {"key-more", ">", NULL, NULL, ">", CAP_TEXT, 0, 86},
    {"key-slash", "/", NULL, NULL, "/", CAP_TEXT, 0, 86},
    {"key-question", "?", NULL, NULL, "?", CAP_TEXT, 0, 86},
    {"key-backquote", "`", NULL, NULL, "`", CAP_TEXT, 0, 86},
    {"key-tilde", "~", NULL, NULL, "~", CAP_TEXT, 0, 86},
    {"key-abc", "a b c", NULL, NULL, NULL, CAP_LAYER, LAYER_SECRET, 200},
    {"key-space", NULL, NULL, NULL, NULL, CAP_SPACE, MSG_KEY_SPACE, 400},
    {"key-backspace", NULL, NULL, "backspace", NULL, CAP_BACKSPACE, MSG_KEY_BACKSPACE, 133},
};

/* clang-format on */

static const struct layout layouts[LAYER_COUNT] = {
    {vietnamese, 46, 6, {8, 5, 10, 9, 9, 5}, MSG_TYPING_HINT},
    {letters, 53, 6, {10, 10, 10, 9, 9, 5}, MSG_TYPING_HINT_LETTERS},
    {digits, 24, 3, {10, 10, 4}, MSG_TYPING_HINT_DIGITS},
    {pad, 12, 4, {3, 3, 3, 3}, MSG_NONE},
    {pad_money, 12, 4, {3, 3, 3, 3}, MSG_NONE},
    {pad_decimal, 12, 4, {3, 3, 3, 3}, MSG_NONE},
    {secret, 43, 5, {10, 10, 9, 9, 5}, MSG_NONE},
    {signs, 35, 4, {10, 10, 10, 5}, MSG_NONE},
};

const struct layout *layout_of(enum keyboard_layer layer)
{
    INVARIANT(layer < LAYER_COUNT);
    return &layouts[layer];
}

int layout_find_name(enum keyboard_layer layer, const char *name)
{
    const struct layout *l = layout_of(layer);
    for (int i = 0; i < l->count; i++) {
        if (strcmp(l->keys[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

int layout_find_text(enum keyboard_layer layer, const char *text)
{
    const bool apostrophe = strcmp(text, "\u2019") == 0 || strcmp(text, "\u2018") == 0;
    const char *wanted = apostrophe ? "'" : text;
    const struct layout *l = layout_of(layer);
    for (int i = 0; i < l->count; i++) {
        if (l->keys[i].kind == CAP_TEXT && strcmp(l->keys[i].text, wanted) == 0) {
            return i;
        }
        if (l->keys[i].kind == CAP_SPACE && strcmp(wanted, " ") == 0) {
            return i;
        }
    }
    return -1;
}

enum message_id layout_words(const struct keycap *key)
{
    return key->label == NULL ? (enum message_id)key->argument : MSG_NONE;
}

void layout_label(const struct keycap *key, bool upper, char *ret_label, int size)
{
    struct buf b;
    buf_init(&b, ret_label, (size_t)size);
    if (!upper || (key->kind != CAP_TEXT && key->kind != CAP_TONE)) {
        buf_puts(&b, key->label);
        return;
    }
    const size_t len = strlen(key->label);
    size_t bytes = 0;
    for (size_t at = 0; at < len; at += bytes) {
        char cp[4];
        const uint32_t up = letter_upper(utf8_decode(key->label + at, len - at, &bytes));
        buf_add(&b, cp, utf8_encode(up, cp));
    }
}
