#include "ui/scene.h"

#include <inttypes.h>

static const char *role_name(enum view_role role)
{
    static const char *const names[] = {
        [ROLE_GROUP] = "group", [ROLE_TITLE] = "title",   [ROLE_HINT] = "hint",
        [ROLE_TEXT] = "text",   [ROLE_BUTTON] = "button", [ROLE_CHOICE] = "choice",
        [ROLE_CHECK] = "check", [ROLE_FIELD] = "field",   [ROLE_KEY] = "key",
        [ROLE_IMAGE] = "image", [ROLE_STATUS] = "status", [ROLE_PROGRESS] = "progress",
        [ROLE_CODE] = "code",   [ROLE_QR] = "qr",         [ROLE_NOTE] = "note",
    };
    return names[role];
}

/* In quotes, a line break as a blank. */
static void quoted(struct buf *out, const char *text)
{
    buf_puts(out, " \"");
    for (const char *at = text != NULL ? text : ""; *at != '\0'; at++) {
        const char letter = *at == '\n' ? ' ' : *at;
        buf_add(out, &letter, 1);
    }
    buf_puts(out, "\"");
}

static void states(struct buf *out, unsigned state)
{
    static const struct {
        unsigned bit;
        const char *name;
    } rows[] = {
        {STATE_CHOSEN, "chosen"},   {STATE_DISABLED, "disabled"}, {STATE_ERROR, "error"},
        {STATE_CURRENT, "current"}, {STATE_FALLBACK, "fallback"}, {STATE_FOREIGN, "foreign"},
        {STATE_FOCUSED, "focused"}, {STATE_PRESSED, "pressed"},   {STATE_SPOKEN, "spoken"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if ((state & rows[i].bit) != 0) {
            buf_printf(out, " [%s]", rows[i].name);
        }
    }
}

static void item(const struct say *say, const char *language, struct buf *out)
{
    switch (say->kind) {
    case SAY_MESSAGE:
        buf_puts(out, message_spoken(language, say->message));
        break;
    case SAY_TEXT:
    case SAY_DIGITS:
    case SAY_LETTERS:
    case SAY_NAME:
        buf_puts(out, say->text != NULL ? say->text : "");
        break;
    case SAY_NUMBER:
    case SAY_DATE:
    case SAY_MONEY:
        buf_printf(out, "%" PRId64, say->number);
        break;
    case SAY_CUE:
        buf_puts(out, "(gong)");
        break;
    case SAY_PAUSE:
    case SAY_END:
        break;
    }
}

/* What a spoken sequence says, as text. */
static void write_spoken(const struct say *say, const char *language, struct buf *out)
{
    for (int i = 0; i < SAY_MAX && say[i].kind != SAY_END; i++) {
        buf_puts(out, i > 0 ? " | " : "");
        item(&say[i], language, out);
    }
}

static void line(const struct view_node *n, int order, const char *language, struct buf *out)
{
    if (order > 0) {
        buf_printf(out, "%02d ", order);
    } else {
        buf_puts(out, "-- ");
    }
    buf_printf(out, "%s %s %d,%d %dx%d", n->name != NULL ? n->name : "-", role_name(n->role),
               n->rect.x, n->rect.y, n->rect.w, n->rect.h);
    quoted(out, n->label);
    quoted(out, n->sub);
    quoted(out, n->value);
    states(out, n->state);
    buf_puts(out, n->private_ ? " private" : "");
    buf_puts(out, " says \"");
    write_spoken(n->say, language, out);
    buf_puts(out, "\"\n");
}

/* Every node's place in the order of focus, walked as the shell walks it; 0 = none. */
static void focus_order(const struct view *v, int ret_order[VIEW_NODES_MAX])
{
    for (int i = 0; i < VIEW_NODES_MAX; i++) {
        ret_order[i] = 0;
    }
    const int first = view_focus_step(v, -1, 1);
    int place = 0;
    for (int i = first; i >= 0 && ret_order[i] == 0; i = view_focus_step(v, i, 1)) {
        ret_order[i] = ++place;
    }
}

void scene_write(const struct view *v, const char *language, struct buf *out)
{
    int order[VIEW_NODES_MAX];
    focus_order(v, order);
    buf_printf(out, "screen %s\n", v->screen);
    for (int i = 0; i < v->count; i++) {
        const struct view_node *n = &v->nodes[i];
        if (n->role != ROLE_GROUP && view_is_shown(n) && (n->name != NULL || n->label != NULL)) {
            line(n, order[i], language, out);
        }
    }
}
