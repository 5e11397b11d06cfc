#include "app/cli/cli_form.h"

#include <stdio.h>
#include <string.h>

#include "app/cli/cli_form_json.h"
#include "app/cli/cli_form_load.h"
#include "app/cli/cli_line.h"
#include "platform/base/options.h"
#include "platform/base/secret.h"

#define LINE_MAX_BYTES ((size_t)1 << 20)
#define INSTANCE_BYTES ((size_t)16 << 20)
#define PAGE_MAX       2000

/* A running session: where it stands and what the last operation found. */
struct running {
    struct form *form;
    form_node page;
    json_t *errors;
    json_t *instance;
    bool whole; /* show every node, not only the page */
    bool choices;
    bool refused;
    struct arena *room;
    char *xml; /* room for an instance, taken by the first submit */
};

static void add_error(struct running *r, form_node n, const char *kind, const char *text)
{
    json_t *error = json_object();
    json_object_set_new(error, "ref", form_json_ref(r->form, n));
    json_object_set_new(error, "kind", json_string(kind));
    json_object_set_new(error, "text", text != NULL ? json_string(text) : json_null());
    json_array_append_new(r->errors, error);
}

static bool add_problem(struct running *r, const struct form_problem *p)
{
    static const char *const kinds[] = {[FAULT_NONE] = "",
                                        [FAULT_REQUIRED] = "required",
                                        [FAULT_CONSTRAINT] = "constraint",
                                        [FAULT_TYPE] = "type"};
    if (p->fault != FAULT_NONE) {
        add_error(r, p->node, kinds[p->fault], p->text);
    }
    return p->fault != FAULT_NONE;
}

static json_t *page_json(struct running *r)
{
    json_t *list = json_array();
    form_node nodes[PAGE_MAX];
    if (r->whole) {
        for (form_node n = form_next_node(r->form, FORM_NONE); n != FORM_NONE;
             n = form_next_node(r->form, n)) {
            json_t *question = form_json_question(r->form, n, r->choices);
            if (question != NULL) {
                json_array_append_new(list, question);
            }
        }
        return list;
    }
    const int count =
        r->page != FORM_NONE ? form_page_questions(r->form, r->page, nodes, PAGE_MAX) : 0;
    for (int i = 0; i < count; i++) {
        json_t *question = form_json_question(r->form, nodes[i], true);
        if (question != NULL) {
            json_array_append_new(list, question);
        }
    }
    return list;
}

static void answer(struct running *r, FILE *to)
{
    json_t *line = json_object();
    json_object_set_new(line, "ok", json_boolean(!r->refused && json_array_size(r->errors) == 0));
    json_object_set_new(line, "page", page_json(r));
    json_object_set(line, "errors", r->errors);
    if (r->instance != NULL) {
        json_object_set(line, "instance", r->instance);
    }
    json_dumpf(line, to, JSON_COMPACT);
    fputc('\n', to);
    fflush(to);
    json_decref(line);
}

static void refuse(struct running *r, const char *text)
{
    r->refused = true;
    add_error(r, FORM_NONE, "wrong-use", text);
}

static void do_set(struct running *r, form_node n, const json_t *value)
{
    struct form_problem problem;
    if (n == FORM_NONE) {
        refuse(r, "set needs the \"ref\" of a field that is there now");
        return;
    }
    if (!json_is_string(value) && !json_is_null(value)) {
        refuse(r, "set needs a \"value\" in quotes, \"\" to empty the field");
        return;
    }
    const struct err e = form_set(r->form, n, json_string_value(value), &problem);
    if (failed(e)) {
        refuse(r, e.at);
    } else {
        (void)add_problem(r, &problem);
    }
}

static void do_next(struct running *r)
{
    form_node nodes[PAGE_MAX];
    const int count =
        r->page != FORM_NONE ? form_page_questions(r->form, r->page, nodes, PAGE_MAX) : 0;
    bool wrong = false;
    for (int i = 0; i < count; i++) {
        const struct form_problem problem = form_check(r->form, nodes[i]);
        wrong = add_problem(r, &problem) || wrong;
    }
    const form_node next =
        r->page != FORM_NONE && !wrong ? form_page_next(r->form, r->page) : FORM_NONE;
    r->page = next != FORM_NONE ? next : r->page;
}

static void do_submit(struct running *r)
{
    for (form_node n = form_next_node(r->form, FORM_NONE); n != FORM_NONE;
         n = form_next_node(r->form, n)) {
        const struct form_problem problem = form_check(r->form, n);
        (void)add_problem(r, &problem);
    }
    if (json_array_size(r->errors) > 0) {
        return;
    }
    r->xml = r->xml != NULL ? r->xml : arena_alloc(r->room, INSTANCE_BYTES);
    struct buf out;
    buf_init(&out, r->xml, INSTANCE_BYTES);
    if (r->xml == NULL || failed(form_instance_xml(r->form, &out))) {
        refuse(r, "the instance is larger than this command takes");
    } else {
        r->instance = json_string(r->xml);
    }
}

static void do_repeat(struct running *r, const char *op, const char *ref)
{
    form_node added = FORM_NONE;
    if (ref == NULL) {
        refuse(r, "add and remove need the \"ref\" of a repeat");
        return;
    }
    const struct err e = strcmp(op, "add") == 0
                             ? form_repeat_add_at(r->form, ref, &added)
                             : form_repeat_remove(r->form, form_find(r->form, ref));
    if (failed(e)) {
        refuse(r, e.at);
    } else if (form_page_index(r->form, r->page) < 0) {
        r->page = form_page_first(r->form);
    }
}

static void operate(struct running *r, const json_t *in)
{
    const char *op = json_string_value(json_object_get(in, "op"));
    const char *ref = json_string_value(json_object_get(in, "ref"));
    const json_t *value = json_object_get(in, "value");
    if (op == NULL) {
        refuse(r, "each line is an object with \"op\"");
    } else if (strcmp(op, "set") == 0) {
        do_set(r, ref != NULL ? form_find(r->form, ref) : FORM_NONE, value);
    } else if (strcmp(op, "add") == 0 || strcmp(op, "remove") == 0) {
        do_repeat(r, op, ref);
    } else if (strcmp(op, "next") == 0) {
        do_next(r);
    } else if (strcmp(op, "prev") == 0) {
        const form_node before = form_page_prev(r->form, r->page);
        r->page = before != FORM_NONE ? before : r->page;
    } else if (strcmp(op, "language") == 0) {
        const json_t *named = json_object_get(in, "language");
        const char *language = json_string_value(value != NULL ? value : named);
        if (language == NULL || failed(form_set_language(r->form, language))) {
            refuse(r, "the form does not speak this language");
        }
    } else if (strcmp(op, "state") == 0) {
        r->whole = true;
        r->choices = !json_is_false(json_object_get(in, "choices"));
    } else if (strcmp(op, "submit") == 0) {
        do_submit(r);
    } else {
        refuse(r, "op is set, add, remove, next, prev, language, state or submit");
    }
}

struct err cli_form_lines(struct form *f, FILE *from, FILE *to)
{
    size_t len = 0;
    bool cut = false, locked = false;
    struct arena room;
    const struct err e = secret_open(&room, LINE_MAX_BYTES + INSTANCE_BYTES + 64, &locked);
    if (failed(e)) {
        return e;
    }
    char *line = arena_alloc(&room, LINE_MAX_BYTES);
    struct running r = {.form = f, .page = form_page_first(f), .room = &room};
    while (line != NULL && cli_line(from, line, LINE_MAX_BYTES, &len, &cut)) {
        json_error_t mistake;
        json_t *in = len > 0 && !cut ? json_loadb(line, len, 0, &mistake) : NULL;
        r.errors = json_array();
        r.instance = NULL;
        r.whole = false;
        r.refused = false;
        if (in == NULL) {
            refuse(&r, cut ? "this line is longer than 1 MiB" : "this line is not one JSON object");
        } else {
            operate(&r, in);
        }
        answer(&r, to);
        json_decref(in);
        json_decref(r.errors);
        json_decref(r.instance);
    }
    secret_close(&room);
    return ERR_OK;
}

int cli_form_run(int argc, char **argv)
{
    const char *media = NULL, *language = NULL, *now = NULL, *seed = NULL;
    const struct option_row rows[] = {
        {"--media", "DIR", "folder of the lists (the form's own)", &media, NULL, NULL, NULL},
        {"--language", "L", "language of labels (the form's default)", &language, NULL, NULL, NULL},
        {"--now", "ISO8601", "the moment that counts as now", &now, NULL, NULL, NULL},
        {"--seed", "N", "fixes uuid() and instanceID", &seed, NULL, NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl form run",
        .summary = "drives a form: JSON lines in, one JSON line out for each",
        .usage = "kioskctl form run [OPTION]... FILE",
        .examples = "  echo '{\"op\":\"next\"}' | kioskctl form run FORM.xml\n"
                    "  echo '{\"op\":\"set\",\"ref\":\"/data/a\",\"value\":\"1\"}' | kioskctl form "
                    "run --now 2026-11-23T08:00:00+07:00 --seed 1 FORM.xml\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    struct form_clock clock;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    if (words != 1 || !loaded_clock(now, seed, &clock)) {
        return options_wrong(&program, "one FILE is needed, --now as 2026-11-23T08:00:00+07:00.");
    }
    struct loaded_form l;
    struct err e = loaded_open(&l, argv[1], media, &clock);
    if (failed(e)) {
        fprintf(stderr, "%s:%d: %s: %s\n", argv[1], l.where.line, l.where.path, l.where.message);
    } else if (language != NULL && failed(form_set_language(l.form, language))) {
        fprintf(stderr, "kioskctl form run: the form does not speak %s.\n", language);
        e = ERR(ERR_NOT_FOUND, 0, "form: language");
    } else {
        e = cli_form_lines(l.form, stdin, stdout);
    }
    loaded_close(&l);
    return failed(e) ? 1 : 0;
}
