#include "ui/screens/keyboard.h"

#include <string.h>

#include "app/sound/grammar.h"
#include "platform/base/utf8.h"

#define KEY_DP     114
#define KEY_LOW_DP 105 /* where a sentence and the ways out stand above */
#define GAP_LOW_DP 9
#define KEY_GAP_DP 12
#define LABEL_MAX  32

static int icon_of_key(const struct keycap *key)
{
    if (key->icon == NULL) {
        return 0;
    }
    return (strcmp(key->icon, "shift") == 0 ? ICON_SHIFT : ICON_BACKSPACE) + 1;
}

static const char *key_letter(struct builder *b, const struct keycap *key, bool upper)
{
    char label[LABEL_MAX];
    if (strcmp(key->name, "key-point") == 0) {
        const struct grammar *own = grammar_find(b->language);
        return text_format(b, "%c", (own != NULL ? own : &grammar_vi)->decimal);
    }
    layout_label(key, upper, label, sizeof label);
    return text_format(b, "%s", label);
}

/* What a key does that changes the others. */
static enum message_id change_said(const struct keycap *key)
{
    if (key->kind == CAP_TELEX) {
        return MSG_KEY_TELEX;
    }
    return key->argument == LAYER_DIGITS    ? MSG_KEY_DIGITS
           : key->argument == LAYER_SIGNS   ? MSG_KEY_SIGNS
           : key->argument == LAYER_LETTERS ? MSG_KEY_LETTERS
                                            : MSG_KEY_ABC;
}

/* What is said of a key of a secret that may not be said aloud. */
static enum message_id hidden_key(const char *label)
{
    return label[0] >= '0' && label[0] <= '9' ? MSG_GATE_KEY : MSG_LETTER_KEY;
}

/* A tone by its Vietnamese name, which is a name in every language. */
static struct say key_said(const struct builder *b, const struct keycap *key, const char *label)
{
    if (strcmp(key->name, "key-point") == 0) {
        return say_message(MSG_POINT);
    }
    if (b->mute && key->kind != CAP_LAYER) {
        return say_message(hidden_key(label));
    }
    if (key->kind == CAP_TEXT) {
        return (struct say){.kind = SAY_LETTERS,
                            .text = label,
                            .private_ = b->secret,
                            .message = hidden_key(label)};
    }
    if (key->small != NULL) {
        return (struct say){.kind = SAY_NAME, .text = key->small};
    }
    if (key->kind == CAP_TELEX || key->kind == CAP_LAYER) {
        return say_message(change_said(key));
    }
    return say_text(label, false);
}

/* Space and clear in one short word where keys are narrow for their letters. */
static enum message_id short_words(const struct builder *b, const struct keycap *key,
                                   enum message_id words)
{
    const bool narrow = b->shape.step >= 2 || (b->shape.landscape && b->shape.step > 0);
    if (narrow && key->kind == CAP_SPACE) {
        return MSG_KEY_SPACE_SHORT;
    }
    return narrow && key->kind == CAP_CLEAR ? MSG_KEY_CLEAR_SHORT : words;
}

static bool writes(const struct keycap *key)
{
    return key->kind == CAP_TEXT || key->kind == CAP_TONE || key->kind == CAP_BREVE ||
           key->kind == CAP_SPACE;
}

/* Which letter goes: the last of what stands there. */
static void say_erased(struct builder *b, struct view_node *node)
{
    const struct composer *c = b->app->visit != NULL ? b->app->visit->composer : NULL;
    const bool hidden = b->secret && !app_private_aloud(b->app);
    if (c != NULL && c->text[0] != '\0' && !hidden) {
        const size_t at = utf8_last_cluster(c->text, strlen(c->text));
        say_more(node, (struct say){.kind = SAY_LETTERS,
                                    .text = text_format(b, "%s", c->text + at),
                                    .private_ = b->secret});
    }
}

void put_key(struct builder *b, int parent, const struct keycap *key, enum view_look look,
             struct view_node node)
{
    const bool upper = (node.number != 0);
    const enum message_id words = layout_words(key);
    node.name = key->name;
    node.role = ROLE_KEY;
    node.look = look;
    node.writes = writes(key);
    node.number = 0;
    node.icon = icon_of_key(key);
    node.sub = b->shape.step < 2 ? key->small : NULL; /* the tone's name stays in the voice */
    node.value = NULL;
    if (words != MSG_NONE) {
        node.label = node.icon != 0 ? NULL : text_of(b, short_words(b, key, words));
        say_more(&node, say_message(words));
        if (words == MSG_KEY_BACKSPACE) {
            say_erased(b, &node);
        }
    } else {
        node.label = key_letter(b, key, upper);
        say_more(&node, key_said(b, key, node.label));
    }
    put(b, parent, node);
}

static enum view_look look_of(const struct keycap *key)
{
    if (key->kind == CAP_TONE) {
        return LOOK_KEY_TONE;
    }
    return key->kind == CAP_LAYER && key->argument != LAYER_DIGITS ? LOOK_KEY_ALT : LOOK_KEY;
}

static bool is_lit(const struct composer *c, const struct keycap *key)
{
    return (key->kind == CAP_TELEX && composer_is_telex(c)) ||
           (key->kind == CAP_SHIFT && c->shift != SHIFT_OFF);
}

void put_keyboard(struct builder *b, int column, const struct composer *composer, int gap_dp)
{
    const struct layout *layout = layout_of(composer->layer);
    const int rows = put_group(b, column, (struct view_node){.gap = gap_dp, .fold = FOLD_KEEP});
    const int key_dp = gap_dp <= GAP_LOW_DP ? KEY_LOW_DP : KEY_DP;
    int at = 0;
    for (int r = 0; r < layout->rows; r++) {
        const int row = put_group(
            b, rows,
            (struct view_node){
                .flow = FLOW_ROW, .gap = KEY_GAP_DP, .h = key_dp, .align = ALIGN_STRETCH});
        for (int i = 0; i < layout->row_keys[r]; i++, at++) {
            const struct keycap *key = &layout->keys[at];
            put_key(b, row, key, look_of(key),
                    (struct view_node){.w = key->width,
                                       .number = composer_is_upper(composer),
                                       .state = is_lit(composer, key) ? STATE_CHOSEN : 0,
                                       .intent = {.kind = INTENT_KEY, .argument = at}});
        }
    }
}

void put_typed(struct builder *b, int column, const struct composer *composer, int height_dp,
               unsigned state)
{
    struct view_node field = {.name = "field",
                              .role = ROLE_FIELD,
                              .look = LOOK_FIELD,
                              .value = composer->text,
                              .number =
                                  (int)(composer_length(composer) - composer_open_from(composer)),
                              .state = STATE_CURRENT | state,
                              .private_ = true,
                              .aloud = !b->secret,
                              .h = height_dp};
    say_more(&field, (struct say){.kind = SAY_NAME, .text = composer->text, .private_ = b->secret});
    put(b, column, field);
}

void put_letter_rows(struct builder *b, int rows, int key_dp)
{
    const struct layout *layout = layout_of(LAYER_VIETNAMESE);
    int at = layout->row_keys[0] + layout->row_keys[1]; /* behind the accented letters and tones */
    for (int r = 2; r < 5; r++) {
        const int row = put_group(
            b, rows,
            (struct view_node){.flow = FLOW_ROW, .gap = 12, .h = key_dp, .align = ALIGN_STRETCH});
        for (int i = 0; i < layout->row_keys[r]; i++, at++) {
            if (layout->keys[at].kind != CAP_SHIFT) {
                put_key(b, row, &layout->keys[at], LOOK_KEY,
                        (struct view_node){.w = layout->keys[at].width,
                                           .intent = {.kind = INTENT_KEY, .argument = at}});
            }
        }
    }
}
