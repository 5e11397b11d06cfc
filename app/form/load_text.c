#include <string.h>

#include "app/form/profile.h"
#include "app/form/texts.h"

#define JR_ITEXT "jr:itext("

static uint32_t hash_of(const char *text)
{
    uint32_t hash = 2166136261u;
    for (const char *p = text; *p != '\0'; p++) {
        hash = (hash ^ (uint8_t)*p) * 16777619u;
    }
    return hash;
}

/* Words and <output value="..."/> of an element, in order. */
static struct err load_output(struct loader *l, const struct element *e,
                              struct xpath_expression **ret_output)
{
    const char *value = element_attribute(e, SPACE_NONE, "value");
    value = value != NULL ? value : element_attribute(e, SPACE_NONE, "ref");
    if (value == NULL) {
        load_warn(l, WARN_IGNORED, e, "an output needs value=\"...\"; nothing is written here");
        return ERR_OK;
    }
    return load_expression(l, e, "output", value, ret_output);
}

/* As deep as elements may be: of other elements (<b>, <span>) only the words are kept. */
static struct err add_pieces(struct loader *l, const struct element *e, struct piece ***tail)
{
    struct err error = ERR_OK;
    for (const struct element *c = e->first; c != NULL && !failed(error); c = c->next) {
        if (c->name != NULL && strcmp(c->name, "output") != 0) {
            error = add_pieces(l, c, tail);
            continue;
        }
        struct piece *p = arena_alloc(l->form->arena, sizeof *p);
        if (p == NULL) {
            return ERR(ERR_FULL, 0, "form: arena");
        }
        p->words = c->name == NULL ? c->text : "";
        error = c->name != NULL ? load_output(l, c, &p->output) : ERR_OK;
        **tail = p;
        *tail = &p->next;
    }
    return error;
}

static struct err load_pieces(struct loader *l, const struct element *e, struct piece **ret_first)
{
    struct piece *first = NULL, **tail = &first;
    const struct err error = add_pieces(l, e, &tail);
    *ret_first = first;
    return error;
}

/* "jr://images/home.png" -> "home": pictures are icons of the kiosk, named without an ending. */
static const char *media_name(struct loader *l, const char *uri, bool is_image)
{
    const char *slash = strrchr(uri, '/');
    const char *name = slash != NULL ? slash + 1 : uri;
    const char *dot = strrchr(name, '.');
    return is_image && dot != NULL ? arena_copy(l->form->arena, name, (size_t)(dot - name)) : name;
}

static struct err load_value(struct loader *l, const struct element *e, struct form_text *t,
                             int language)
{
    static const char *const words[] = {
        [TEXT_LONG] = "long", [TEXT_SHORT] = "short", [TEXT_GUIDANCE] = "guidance"};
    const char *form = element_attribute(e, SPACE_NONE, "form");
    for (int i = 0; i < TEXT_FORMS; i++) {
        if (strcmp(form != NULL ? form : words[TEXT_LONG], words[i]) != 0) {
            continue;
        }
        if (t->in[language].words[i] != NULL) {
            load_warn(l, WARN_IGNORED, e,
                      "the text \"%.60s\" is written twice in %.20s: the last counts; remove one",
                      t->id, l->form->languages[language]);
        }
        return load_pieces(l, e, &t->in[language].words[i]);
    }
    const bool image = strcmp(form, "image") == 0;
    const char *left_out = profile_text_form(form);
    if (left_out != NULL) {
        return element_refuse(e, l->where, "%s", left_out);
    }
    if (!image && strcmp(form, "audio") != 0) {
        load_warn(l, WARN_IGNORED, e,
                  "a text has no form \"%.40s\"; use short, guidance, image or "
                  "audio",
                  form);
        return ERR_OK;
    }
    const char *uri = element_text(l->form->arena, e);
    const char *name = uri != NULL ? media_name(l, uri, image) : NULL;
    if (name == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    if (image) {
        t->in[language].image = name;
    } else {
        t->in[language].audio = name;
    }
    return ERR_OK;
}

static struct form_text *add_itext(struct form *f, const char *id)
{
    struct form_text *t = itext_find(f, id);
    if (t != NULL) {
        return t;
    }
    struct itext_entry *entry = arena_alloc(f->arena, sizeof *entry);
    t = text_new(f);
    if (entry == NULL || t == NULL) {
        return NULL;
    }
    t->id = id;
    struct itext_entry **bucket = &f->itext[hash_of(id) & f->itext_mask];
    *entry = (struct itext_entry){id, t, *bucket};
    *bucket = entry;
    return t;
}

static struct err load_translation(struct loader *l, const struct element *translation,
                                   int language)
{
    struct err error = ERR_OK;
    for (const struct element *e = element_first(translation); e != NULL && !failed(error);
         e = element_next(e)) {
        const char *id = element_attribute(e, SPACE_NONE, "id");
        if (id == NULL || strcmp(e->name, "text") != 0) {
            load_warn(l, WARN_IGNORED, e, "only <text id=\"...\"> belongs in a translation");
            continue;
        }
        struct form_text *t = add_itext(l->form, id);
        if (t == NULL) {
            return ERR(ERR_FULL, 0, "form: arena");
        }
        for (const struct element *v = element_first(e); v != NULL && !failed(error);
             v = element_next(v)) {
            error = load_on(l, load_value(l, v, t, language));
        }
    }
    return error;
}

static struct err prepare_table(struct loader *l, const struct element *itext)
{
    size_t count = 0, buckets = 64;
    int languages = 0;
    for (const struct element *t = element_first(itext); t != NULL; t = element_next(t)) {
        languages++;
        for (const struct element *e = element_first(t); e != NULL; e = element_next(e)) {
            count++;
        }
    }
    while (buckets < count) {
        buckets *= 2;
    }
    l->form->itext = arena_alloc(l->form->arena, buckets * sizeof(struct itext_entry *));
    l->form->itext_mask = buckets - 1;
    if (languages > LANGUAGES_MOST) {
        return element_refuse(itext, l->where, "a form speaks at most %d languages; remove some",
                              LANGUAGES_MOST);
    }
    l->form->language_room = languages > 0 ? languages : 1;
    l->form->languages =
        arena_alloc(l->form->arena, (size_t)l->form->language_room * sizeof(const char *));
    return l->form->itext != NULL && l->form->languages != NULL ? ERR_OK
                                                                : ERR(ERR_FULL, 0, "form: arena");
}

/* The place of a translation's language, a new one at first; -1 when it is none. */
static int language_place(struct loader *l, const struct element *translation)
{
    struct form *f = l->form;
    const char *language = element_attribute(translation, SPACE_NONE, "lang");
    if (language == NULL || strcmp(translation->name, "translation") != 0) {
        load_warn(l, WARN_IGNORED, translation,
                  "<translation lang=\"...\"> is expected here; what is in it is not shown");
        return -1;
    }
    for (int i = 0; i < f->language_count; i++) {
        if (strcmp(f->languages[i], language) == 0) {
            load_warn(l, WARN_IGNORED, translation, "two translations are for %.20s; join them",
                      language);
            return i;
        }
    }
    f->languages[f->language_count] = language;
    return f->language_count++;
}

struct err load_itext(struct loader *l, const struct element *itext)
{
    struct form *f = l->form;
    struct err error = prepare_table(l, itext);
    for (const struct element *t = element_first(itext); t != NULL && !failed(error);
         t = element_next(t)) {
        const int place = language_place(l, t);
        if (place < 0) {
            continue;
        }
        if (element_attribute(t, SPACE_NONE, "default") != NULL) {
            f->default_language = place;
        }
        error = load_on(l, load_translation(l, t, place));
    }
    f->language = f->default_language;
    f->host.language = f->language_count > 0 ? f->languages[f->language] : NULL;
    return error;
}

/* The text of an expression: jr:itext(...) computed for each node, or the text itself. */
static struct err load_computed(struct loader *l, const struct element *at, const char *expression,
                                bool is_itext, struct form_text **ret_text)
{
    struct form_text *t = text_new(l->form);
    struct piece *p = arena_alloc(l->form->arena, sizeof *p);
    if (t == NULL || p == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    *ret_text = t;
    if (is_itext) {
        return load_expression(l, at, "label", expression, &t->reference);
    }
    p->words = "";
    t->in[0].words[TEXT_LONG] = p;
    return load_expression(l, at, "label", expression, &p->output);
}

/* A reference jr:itext('id') or jr:itext(expression), or the path of a field that holds the text.
 */
static struct err load_reference(struct loader *l, const struct element *at, const char *reference,
                                 struct form_text **ret_text)
{
    const size_t head = strlen(JR_ITEXT);
    const size_t len = strlen(reference);
    const char *inner = reference + head;
    if (strncmp(reference, JR_ITEXT, head) != 0 || reference[len - 1] != ')') {
        return load_computed(l, at, reference, false, ret_text);
    }
    const bool quoted = len >= head + 3 && (*inner == '\'' || *inner == '"');
    if (quoted && reference[len - 2] == *inner) {
        const char *id = arena_copy(l->form->arena, inner + 1, len - head - 3);
        *ret_text = id != NULL ? itext_find(l->form, id) : NULL;
        if (*ret_text != NULL) {
            return ERR_OK;
        }
        load_warn(l, WARN_TRANSLATION, at, "no translation holds the text %.60s; add it",
                  id != NULL ? id : "");
        *ret_text = text_new(l->form);
        return id != NULL && *ret_text != NULL ? ERR_OK : ERR(ERR_FULL, 0, "form: arena");
    }
    const char *text = arena_copy(l->form->arena, inner, len - head - 1);
    return text != NULL ? load_computed(l, at, text, true, ret_text)
                        : ERR(ERR_FULL, 0, "form: arena");
}

struct err load_label(struct loader *l, const struct element *e, struct form_text **ret_text)
{
    const char *reference = element_attribute(e, SPACE_NONE, "ref");
    if (reference != NULL) {
        return load_reference(l, e, reference, ret_text);
    }
    struct form_text *t = text_new(l->form);
    if (t == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    *ret_text = t;
    return load_pieces(l, e, &t->in[0].words[TEXT_LONG]);
}

struct err load_message(struct loader *l, const struct element *at, const char *message,
                        struct form_text **ret_text)
{
    if (strncmp(message, JR_ITEXT, strlen(JR_ITEXT)) == 0) {
        return load_reference(l, at, message, ret_text);
    }
    struct form_text *t = text_new(l->form);
    struct piece *p = arena_alloc(l->form->arena, sizeof *p);
    if (t == NULL || p == NULL) {
        return ERR(ERR_FULL, 0, "form: arena");
    }
    p->words = message;
    t->in[0].words[TEXT_LONG] = p;
    *ret_text = t;
    return ERR_OK;
}
