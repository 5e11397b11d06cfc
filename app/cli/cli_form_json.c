#include "app/cli/cli_form_json.h"

#define REF_BYTES (16 << 10) /* 64 names deep */

static const char *kind_word(enum form_kind kind)
{
    static const char *const words[] = {
        [FORM_TEXT] = "string",         [FORM_INTEGER] = "int",        [FORM_DECIMAL] = "decimal",
        [FORM_DATE] = "date",           [FORM_TIME] = "time",          [FORM_DATETIME] = "dateTime",
        [FORM_SELECT_ONE] = "select1",  [FORM_SELECT_MANY] = "select", [FORM_NOTE] = "note",
        [FORM_PAPER] = "upload",        [FORM_TRIGGER] = "trigger",    [FORM_BARCODE] = "barcode",
        [FORM_SIGNATURE] = "signature", [FORM_GROUP] = "group",        [FORM_REPEAT] = "repeat",
        [FORM_VALUE] = "value"};
    return words[kind];
}

static void set_text(json_t *object, const char *key, const char *text)
{
    json_object_set_new(object, key, text != NULL ? json_string(text) : json_null());
}

static json_t *choices_json(struct form *f, const struct form_question *q)
{
    json_t *list = json_array();
    struct form_choice c;
    for (int i = 0; i < q->choice_count && !failed(form_choice(f, q->node, i, &c)); i++) {
        json_t *choice = json_object();
        set_text(choice, "value", c.value);
        set_text(choice, "label", c.label);
        set_text(choice, "audio", c.audio);
        set_text(choice, "image", c.image);
        json_array_append_new(list, choice);
    }
    return list;
}

json_t *form_json_ref(struct form *f, form_node n)
{
    char ref[REF_BYTES];
    struct buf out;
    buf_init(&out, ref, sizeof ref);
    return n != FORM_NONE && !failed(form_ref(f, n, &out)) ? json_string(ref) : json_string("");
}

json_t *form_json_question(struct form *f, form_node n, bool with_choices)
{
    struct form_question q;
    if (failed(form_question(f, n, &q))) {
        return NULL;
    }
    json_t *object = json_object();
    json_object_set_new(object, "ref", form_json_ref(f, n));
    set_text(object, "type", kind_word(q.kind));
    set_text(object, "label", q.label);
    set_text(object, "hint", q.hint);
    set_text(object, "audio", q.audio);
    set_text(object, "image", q.image);
    json_object_set_new(object, "required", json_boolean(q.required));
    json_object_set_new(object, "readonly", json_boolean(q.readonly));
    json_object_set_new(object, "relevant", json_boolean(q.relevant));
    set_text(object, "value", q.value);
    json_object_set_new(object, "choices", with_choices ? choices_json(f, &q) : json_array());
    return object;
}
