#include "app/pack/pack_forms.h"

#include <string.h>

#include "app/form/checker.h"
#include "app/form/procedure.h"
#include "app/pack/pack_rows.h"
#include "platform/base/buf.h"

#define TRIAL_NOW      1764288000 /* any day will do: what a form says of "today" is not judged */
#define PATH_MAX_BYTES (PACK_NAME + 32)

static bool is_code(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (i == 1 ? text[i] != '.' : text[i] < '0' || text[i] > '9') {
            return false;
        }
    }
    return len == PACK_CODE - 1;
}

static bool ends(const char *name, const char *end)
{
    const size_t n = strlen(name);
    return n > strlen(end) && strcmp(name + n - strlen(end), end) == 0;
}

const char *pack_form_file(const struct pack_entry *e, char code[PACK_CODE])
{
    const char *at = e->name + strlen(PACK_FORMS);
    if (strncmp(e->name, PACK_FORMS, strlen(PACK_FORMS)) != 0) {
        return NULL;
    }
    const char *slash = strchr(at, '/');
    if (slash == NULL || !is_code(at, (size_t)(slash - at)) || strchr(slash + 1, '/') != NULL) {
        return NULL;
    }
    (void)memcpy(code, at, PACK_CODE - 1);
    code[PACK_CODE - 1] = '\0';
    return slash + 1;
}

static void check_size(struct pack_telling *t, const struct pack_entry *e, size_t most)
{
    if (e->size > most) {
        pack_tell(t, "%s: it has %zu bytes, and %zu are the most", e->name, e->size, most);
    }
}

bool pack_forms_take(struct pack_telling *t, const struct pack_entry *e)
{
    char code[PACK_CODE];
    const char *file = pack_form_file(e, code);
    if (file == NULL) {
        const bool rows = strcmp(e->name, PACK_PROCEDURES) == 0 || strcmp(e->name, PACK_NEEDS) == 0;
        if (rows) {
            check_size(t, e, PACK_ROWS_BYTES);
        }
        return rows;
    }
    if (strcmp(file, PACK_PROCEDURE) == 0) {
        check_size(t, e, PACK_INI_BYTES);
    } else if (ends(file, ".xml") || ends(file, ".csv")) {
        check_size(t, e, PACK_FORM_BYTES);
    } else {
        pack_tell(t,
                  "%s: no file of a form: it has " PACK_PROCEDURE ", its XForm (.xml) and its "
                  "lists (.csv); pictures are the firmware's own, by their names",
                  e->name);
    }
    return true;
}

struct trying {
    struct arena *arena;
    const struct pack_file *pack;
    struct pack_telling *t;
    char code[PACK_CODE];
    const char *form; /* its file, "form.xml" */
    bool refused;
};

static bool find_beside(const struct trying *y, const char *file, struct pack_entry *ret_entry)
{
    char name[PATH_MAX_BYTES];
    struct buf b;
    buf_init(&b, name, sizeof name);
    buf_printf(&b, PACK_FORMS "%s/%s", y->code, file);
    return !b.full && pack_find(y->pack, name, ret_entry);
}

static struct err read_media(void *context, const char *name, const char **ret_bytes,
                             size_t *ret_size)
{
    struct pack_entry e;
    if (!find_beside(context, name, &e)) {
        return ERR(ERR_NOT_FOUND, 0, "pack: no such list");
    }
    *ret_bytes = (const char *)e.bytes;
    *ret_size = e.size;
    return ERR_OK;
}

/* A mistake counts: a list that is not there is one that its author forgot. */
static void take_finding(void *context, enum finding finding, const struct form_where *where)
{
    struct trying *y = context;
    if (finding != FINDING_WARNING) {
        y->refused = true;
        pack_tell(y->t, PACK_FORMS "%s/%s:%d: %s: %s", y->code, y->form, where->line, where->path,
                  where->message);
    }
}

static struct err try_form(struct trying *y, const struct pack_entry *xml)
{
    const size_t mark = arena_mark(y->arena);
    const struct form_media media = {y, read_media};
    const struct form_clock clock = {.now_s = TRIAL_NOW, .offset_minutes = 420, .seed = 1};
    const struct form_report report = {y, take_finding};
    struct form_where where = {0};
    struct form *form = NULL;
    const char *text = (const char *)xml->bytes;
    struct err e = form_examine(y->arena, text, xml->size, &media, &clock, &report);
    arena_release(y->arena, mark);
    if (!failed(e) && !y->refused) {
        e = form_load(y->arena, text, xml->size, &media, &clock, &form, &where);
        arena_release(y->arena, mark);
    }
    if (failed(e) && !y->refused) {
        pack_tell(y->t, PACK_FORMS "%s/%s:%d: it does not load: %s", y->code, y->form, where.line,
                  where.message[0] != '\0' ? where.message : e.at);
    }
    return e.code == ERR_FULL ? e : ERR_OK;
}

/* What the summary says of it, and the form that it names. */
static struct err try_procedure(struct trying *y, const struct pack_entry *ini)
{
    struct procedure p;
    struct procedure_problem problem = {0};
    struct pack_entry xml;
    const char *text = arena_copy(y->arena, (const char *)ini->bytes, ini->size);
    if (text == NULL) {
        return ERR(ERR_FULL, 0, "pack: no room to try its forms");
    }
    if (failed(procedure_read(y->arena, text, &p, &problem))) {
        pack_tell(y->t, PACK_FORMS "%s/" PACK_PROCEDURE ":%d: %s", y->code, problem.line,
                  problem.message);
        return ERR_OK;
    }
    if (strcmp(p.code, y->code) != 0) {
        pack_tell(y->t,
                  PACK_FORMS "%s/" PACK_PROCEDURE ": code is %.20s; make it its folder's name",
                  y->code, p.code);
    }
    if (p.form[0] == '\0') {
        return ERR_OK;
    }
    if (strchr(p.form, '/') != NULL || !find_beside(y, p.form, &xml)) {
        pack_tell(y->t, PACK_FORMS "%s/" PACK_PROCEDURE ": its form %.40s is not in the pack",
                  y->code, p.form);
        return ERR_OK;
    }
    y->form = p.form;
    return try_form(y, &xml);
}

static struct err try_one(struct arena *arena, const struct pack_file *p, struct pack_telling *t,
                          const char code[PACK_CODE])
{
    struct trying y = {arena, p, t, "", "", false};
    struct pack_entry ini;
    const size_t mark = arena_mark(arena);
    (void)memcpy(y.code, code, PACK_CODE);
    if (!find_beside(&y, PACK_PROCEDURE, &ini)) {
        pack_tell(t, PACK_FORMS "%s: there is no " PACK_PROCEDURE ": it says title, fee, days",
                  code);
        return ERR_OK;
    }
    const struct err e = ini.size > PACK_INI_BYTES ? ERR_OK : try_procedure(&y, &ini);
    arena_release(arena, mark);
    return e;
}

struct err pack_forms_try(struct arena *arena, const struct pack_file *p, struct pack_telling *t)
{
    char last[PACK_CODE] = "";
    int count = 0;
    for (uint32_t i = 0; i < p->files; i++) { /* sorted: those of a form lie together */
        char code[PACK_CODE];
        const struct pack_entry entry = pack_at(p, i);
        if (pack_form_file(&entry, code) == NULL || strcmp(code, last) == 0) {
            continue;
        }
        (void)memcpy(last, code, PACK_CODE);
        if (++count > PACK_FORMS_MAX) {
            pack_tell(t, "more than %d forms: make two packs", PACK_FORMS_MAX);
            return ERR_OK;
        }
        const struct err e = try_one(arena, p, t, code);
        if (failed(e)) {
            pack_tell(t, PACK_FORMS "%s: %s", code, e.at);
            return e;
        }
    }
    pack_rows_try(p, t);
    return ERR_OK;
}
