/* The keyboard at 200 %: letters in alphabetical pages of ten, space and delete on each (drawing
 * 80). Telex works throughout, the tones and f j w z stand on a page of their own. */
#include <string.h>

#include "ui/screens/keyboard.h"

#define KEYS_A_PAGE 10
#define KEYS_MAX    64

/* Names without their "key-". */
static const char *const alphabet[] = {
    "a", "ă", "â",          "b",          "c",          "d",         "đ",          "e",        "ê",
    "g", "h", "i",          "k",          "l",          "m",         "n",          "o",        "ô",
    "ơ", "p", "q",          "r",          "s",          "t",         "u",          "ư",        "v",
    "x", "y", "apostrophe", "tone-acute", "tone-grave", "tone-hook", "tone-tilde", "tone-dot", "f",
    "j", "w", "z",          "shift",      "digits",     "letters",   "telex",      "clear"};
/* Finding needs no marks. */
static const char *const plain[] = {"a", "b", "c", "d", "e", "g", "h", "i", "k",
                                    "l", "m", "n", "o", "p", "q", "r", "s", "t",
                                    "u", "v", "x", "y", "f", "j", "w", "z", "clear"};

struct keys {
    int index[KEYS_MAX]; /* in the layer */
    int count;
};

static int key_index(enum keyboard_layer layer, const char *name)
{
    char whole[32] = "key-";
    const size_t len = strlen(name);
    if (len + 5 > sizeof whole) {
        return -1;
    }
    memcpy(whole + 4, name, len + 1);
    return layout_find_name(layer, whole);
}

static void by_name(struct keys *keys, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const int index = key_index(LAYER_VIETNAMESE, names[i]);
        if (index >= 0) {
            keys->index[keys->count++] = index;
        }
    }
}

/* Every key of the layer but space and delete, in the order she looks for them. */
static void keys_of(enum keyboard_layer layer, bool finding, struct keys *ret_keys)
{
    ret_keys->count = 0;
    if (layer == LAYER_VIETNAMESE && finding) {
        by_name(ret_keys, plain, sizeof plain / sizeof plain[0]);
        return;
    }
    if (layer == LAYER_VIETNAMESE) {
        by_name(ret_keys, alphabet, sizeof alphabet / sizeof alphabet[0]);
        return;
    }
    const struct layout *layout = layout_of(layer);
    for (int i = 0; i < layout->count && ret_keys->count < KEYS_MAX; i++) {
        if (layout->keys[i].kind != CAP_SPACE && layout->keys[i].kind != CAP_BACKSPACE) {
            ret_keys->index[ret_keys->count++] = i;
        }
    }
}

int keyboard_pages(enum keyboard_layer layer, bool finding)
{
    struct keys keys;
    keys_of(layer, finding, &keys);
    return (keys.count + KEYS_A_PAGE - 1) / KEYS_A_PAGE;
}

static bool is_letter(const struct keycap *key)
{
    return key->kind == CAP_TEXT || key->kind == CAP_TONE;
}

const char *keyboard_page_name(const struct builder *b, enum keyboard_layer layer, bool finding,
                               int page)
{
    struct keys keys;
    keys_of(layer, finding, &keys);
    const struct keycap *first = NULL, *last = NULL;
    for (int i = page * KEYS_A_PAGE; i < (page + 1) * KEYS_A_PAGE && i < keys.count; i++) {
        const struct keycap *key = &layout_of(layer)->keys[keys.index[i]];
        if (is_letter(key)) {
            first = first == NULL ? key : first;
            last = key;
        }
    }
    return first == last ? NULL : text_format(b, "%s … %s", first->label, last->label);
}

static void put_paged_key(struct builder *b, int grid, enum keyboard_layer layer,
                          const struct composer *composer, int index)
{
    const struct keycap *key = &layout_of(layer)->keys[index];
    const bool lit = (key->kind == CAP_TELEX && composer_is_telex(composer)) ||
                     (key->kind == CAP_SHIFT && composer->shift != SHIFT_OFF);
    put_key(b, grid, key,
            key->kind == CAP_TONE                                     ? LOOK_KEY_TONE
            : key->kind == CAP_LAYER && key->argument != LAYER_DIGITS ? LOOK_KEY_ALT
                                                                      : LOOK_KEY,
            (struct view_node){.number = composer_is_upper(composer),
                               .state = lit ? STATE_CHOSEN : 0,
                               .intent = {.kind = INTENT_KEY, .argument = index}});
}

void put_keyboard_page(struct builder *b, int column, const struct composer *composer,
                       enum keyboard_layer layer, bool finding, int page)
{
    struct keys keys;
    keys_of(layer, finding, &keys);
    const int grid = put_group(
        b, column,
        (struct view_node){
            .flow = FLOW_GRID, .grid_columns = 4, .wide_columns = 6, .gap = 16, .fold = FOLD_KEEP});
    const int first = page * KEYS_A_PAGE;
    for (int i = first; i < first + KEYS_A_PAGE && i < keys.count; i++) {
        put_paged_key(b, grid, layer, composer, keys.index[i]);
    }
    put_paged_key(b, grid, layer, composer, layout_find_name(layer, "key-space"));
    put_paged_key(b, grid, layer, composer, layout_find_name(layer, "key-backspace"));
}
