#include "app/cli/cli_studio.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/assets.h"
#include "app/cli/cli_studio_bring.h"
#include "app/cli/cli_studio_record.h"
#include "app/studio/issue.h"
#include "platform/base/options.h"
#include "platform/base/secret.h"
#include "platform/port_clock.h"

#define TEXT_BYTES  (2u << 20)
#define ISSUE_BYTES (64u << 20)
#define VIETNAM     (7 * 3600)

struct request {
    const char *state, *from, *key, *role, *name, *dialect, *place, *since, *out, *expires, *today;
    bool approve, refuse;
    char day[16];
};

static struct desk desk;
static struct take_room room;

static int trouble(const char *what, struct err e)
{
    fprintf(stderr, "studio: %s (%s, %s, %d)\n", what, e.at, err_name(e.code), e.os);
    return 1;
}

/* On which screens each sentence stands; without them sentences come as they are written. */
static bool read_places(struct places *places)
{
    struct assets assets;
    struct file_bytes file = {0};
    bool read = !failed(assets_open(&assets, files_linux(), getenv("RONG_ASSETS"))) &&
                !failed(assets_map(&assets, "languages/screens.tsv", &file));
    if (read) {
        read = !failed(places_read(file.bytes, file.size, places));
        assets_unmap(&assets, &file);
    }
    return read;
}

static bool open_desk(const struct request *r)
{
    static struct port_dir dir;
    static uint8_t storage[TEXT_BYTES];
    dir = dir_linux();
    static struct places places;
    const struct err e = desk_open(&desk, &dir, r->state, read_places(&places) ? &places : NULL,
                                   storage, sizeof storage);
    return !failed(e) || trouble("the desk of this state directory cannot be opened", e) == 0;
}

static bool open_language(const char *code)
{
    const struct err e = desk_language(&desk, code);
    if (e.code == ERR_NOT_FOUND) {
        fprintf(stderr,
                "studio: %s was not brought to this kiosk: `kioskctl studio bring %s --from DIR`\n",
                code, code);
    } else if (failed(e)) {
        (void)trouble(code, e);
    }
    return !failed(e);
}

/* --- what is there --------------------------------------------------------------------------- */

static void tell_language(void)
{
    int drafts = 0;
    int refused = 0;
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        drafts += folder_state(&desk.folder, (enum message_id)id) == STATE_DRAFT;
        refused += desk.refused[id];
    }
    printf("%s\t%s\t%d of %d recorded\t%d to review\t%d refused\n", desk.code, desk.folder.name,
           desk.done, desk.prompts.count, drafts - refused, refused);
    for (int id = MSG_NONE + 1; id < MSG_COUNT; id++) {
        if (desk.refused[id]) {
            printf("%s\t%s\tto be written anew\n", desk.code, message_name((enum message_id)id));
        }
    }
}

static int status(void)
{
    for (int i = 0; i < desk.codes.count; i++) {
        if (!open_language(desk.codes.list[i])) {
            return 1;
        }
        tell_language();
    }
    for (int i = 0; i < desk.people.count; i++) {
        const struct person *p = &desk.people.list[i];
        printf("%s\t%s\t%s\t%s\t%s\tagreed on %s\n", p->language,
               p->role == PERSON_VOICE ? "voice" : "reviewer", p->name, p->dialect, p->place,
               p->since);
    }
    if (desk.codes.count == 0) {
        printf("no language was brought to this kiosk yet: see kioskctl studio --help\n");
    }
    return 0;
}

static int list(const char *code)
{
    static const char *const words[] = {[SHELF_NONE] = "to record",
                                        [SHELF_CAME] = "came with a pack",
                                        [SHELF_KEPT] = "approved",
                                        [SHELF_TAKEN] = "to approve"};
    if (!open_language(code)) {
        return 1;
    }
    for (int i = 0; i < desk.prompts.count; i++) {
        char name[80];
        char vietnamese[1024];
        const struct prompt *p = &desk.prompts.list[i];
        cli_studio_name(p, name);
        (void)snprintf(vietnamese, sizeof vietnamese, "%s", message_text("vi", p->message));
        for (char *c = vietnamese; *c != '\0'; c++) {
            *c = *c == '\n' ? ' ' : *c;
        }
        printf("%s.wav\t%s\t%s\t%s\n", name, words[desk.states[i]], p->text, vietnamese);
    }
    return 0;
}

/* --- what is done ---------------------------------------------------------------------------- */

static int enter_person(const char *code, const struct request *r)
{
    struct person p = {.role = PERSON_VOICE};
    if (strcmp(r->role, "reviewer") == 0) {
        p.role = PERSON_REVIEWER;
    }
    (void)snprintf(p.language, sizeof p.language, "%s", code);
    (void)snprintf(p.name, sizeof p.name, "%s", r->name);
    (void)snprintf(p.dialect, sizeof p.dialect, "%s", r->dialect);
    (void)snprintf(p.place, sizeof p.place, "%s", r->place);
    (void)snprintf(p.since, sizeof p.since, "%s", r->since);
    if (strcmp(p.name, r->name) != 0 || strcmp(p.dialect, r->dialect) != 0 ||
        strcmp(p.place, r->place) != 0) {
        fprintf(stderr, "studio: name, dialect and place have at most %d bytes\n", PERSON_WORD - 1);
        return 1;
    }
    if (person_fault(&p) != NULL) {
        fprintf(stderr, "studio: %s\n", person_fault(&p));
        return 1;
    }
    const struct err e = desk_person(&desk, &p);
    return failed(e) ? trouble("the person cannot be entered", e) : 0;
}

static const struct person *person_of(const char *code, enum person_role role, const char *name)
{
    const struct person *p = people_find(&desk.people, code, role, name);
    if (p == NULL) {
        fprintf(
            stderr,
            "studio: %s is no %s of %s here: `kioskctl studio person` enters who agreed to it\n",
            name, role == PERSON_VOICE ? "voice" : "reviewer", code);
    }
    return p;
}

static int record(const char *code, char **files, int count, const struct request *r)
{
    int refused = 0;
    const struct person *voice = NULL;
    if (!open_language(code) ||
        (r->approve && (voice = person_of(code, PERSON_VOICE, r->name)) == NULL)) {
        return 1;
    }
    for (int i = 0; i < count; i++) {
        refused += !cli_studio_record(&desk, &room, files[i], voice, r->today);
    }
    printf("%s: %d recorded, %d refused; %d of %d sentences have a recording\n", code,
           count - refused, refused, desk.done, desk.prompts.count);
    return refused > 0 ? 1 : 0;
}

static int review(const char *code, char **names, int count, const struct request *r)
{
    const struct person *reviewer =
        open_language(code) ? person_of(code, PERSON_REVIEWER, r->name) : NULL;
    for (int i = 0; i < count && reviewer != NULL; i++) {
        const enum message_id id = message_find(names[i]);
        const struct err e = id == MSG_NONE
                                 ? ERR(ERR_NOT_FOUND, 0, "studio: no such sentence")
                                 : desk_review(&desk, id, !r->refuse, reviewer, r->today);
        if (failed(e)) {
            return trouble(names[i], e);
        }
        printf("%s\t%s\t%s\t%s\n", names[i], state_name(folder_state(&desk.folder, id)), r->today,
               reviewer->name);
    }
    return reviewer == NULL ? 1 : 0;
}

static int issue(const char *code, const struct request *r)
{
    struct arena arena = {0};
    struct issue_result result;
    const struct issue to = {.folder = r->out, .today = r->today, .expires = r->expires};
    if (!open_language(code)) {
        return 1;
    }
    struct err e = secret_open_large(&arena, ISSUE_BYTES);
    if (!failed(e)) {
        e = issue_write(&desk, &to, &arena, &room, &result);
        secret_close(&arena);
    }
    if (e.code == ERR_NOT_FOUND) {
        fprintf(stderr, "studio: nothing of %s is recorded and approved yet\n", code);
        return 1;
    }
    if (failed(e)) {
        return trouble("it cannot be written", e);
    }
    printf("%s: studio-%s version %d, %u recordings, %d sentences recorded whole. Now: kioskctl "
           "pack build %s --key FILE -o FILE\n",
           r->out, code, result.version, result.clips, result.recorded, r->out);
    return 0;
}

/* --- command line ---------------------------------------------------------------------------- */

static bool has_person(const struct request *r)
{
    return r->name != NULL && r->dialect != NULL && r->place != NULL && r->since != NULL &&
           r->role != NULL && (strcmp(r->role, "voice") == 0 || strcmp(r->role, "reviewer") == 0);
}

/* What is missing of a request, or NULL. */
static const char *missing(const char *what, int count, const struct request *r)
{
    static const char *const names[] = {"status", "list",   "bring",  "person",
                                        "record", "review", "export", NULL};
    int i = 0;
    while (names[i] != NULL && strcmp(names[i], what) != 0) {
        i++;
    }
    const bool many = i == 4 || i == 5;
    const int words = i == 0 ? 1 : many ? 3 : 2;
    if (names[i] == NULL || (many ? count < words : count != words)) {
        return "it is `status`, `list L`, `bring L`, `person L`, `record L FILE...`, `review L "
               "MSG_ID...` or `export L`.";
    }
    if (r->state == NULL) {
        return "--state DIR is needed.";
    }
    if (i == 2 && r->from == NULL) {
        return "bring needs --from, a folder or a pack.";
    }
    if (i == 3 && !has_person(r)) {
        return "person needs --role voice or reviewer, --name, --dialect, --place and --since.";
    }
    if ((i == 5 || (i == 4 && r->approve)) && r->name == NULL) {
        return "who answers for it is needed: --name.";
    }
    return i == 6 && (r->out == NULL || r->expires == NULL)
               ? "export needs -o FOLDER and --expires DAY."
               : NULL;
}

static int run(char **words, int count, const struct request *r)
{
    const char *what = words[0];
    const char *code = count > 1 ? words[1] : "";
    if (!open_desk(r)) {
        return 1;
    }
    if (strcmp(what, "status") == 0) {
        return status();
    }
    if (strcmp(what, "list") == 0) {
        return list(code);
    }
    if (strcmp(what, "bring") == 0) {
        return cli_studio_bring(&desk, code, r->from, r->key);
    }
    if (strcmp(what, "person") == 0) {
        return enter_person(code, r);
    }
    if (strcmp(what, "record") == 0) {
        return record(code, words + 2, count - 2, r);
    }
    return strcmp(what, "review") == 0 ? review(code, words + 2, count - 2, r) : issue(code, r);
}

static void find_day(struct request *r)
{
    struct port_clock clock = clock_linux();
    const time_t now = (time_t)(clock.ops->now_s(&clock) + VIETNAM);
    struct tm t;
    if (gmtime_r(&now, &t) == NULL || strftime(r->day, sizeof r->day, "%Y-%m-%d", &t) == 0) {
        (void)snprintf(r->day, sizeof r->day, "1970-01-01");
    }
    r->today = r->today != NULL ? r->today : r->day;
}

static const char help_examples[] =
    "  kioskctl studio bring jra --from jrai.pack --key packs.key.pub --state /var/lib/rong\n"
    "  kioskctl studio person jra --role voice --name 'NAME' --dialect 'DIALECT' --place 'PLACE' "
    "\\\n      --since 2026-11-20 --state /var/lib/rong\n"
    "      who agreed on paper to read, or to answer for the words: --role reviewer\n"
    "  kioskctl studio list jra --state /var/lib/rong\n"
    "      every sentence to be read, as the name of its WAV file\n"
    "  kioskctl studio record jra --approve --name 'NAME' --state /var/lib/rong MSG_YES.wav\n"
    "      48 kHz, 16 bit, mono; refused with a sentence when it is silent, clipped, noisy, cut, "
    "too\n      short or too long; without --approve it waits to be approved on the kiosk\n"
    "  kioskctl studio review jra --name 'NAME' --state /var/lib/rong MSG_YES MSG_NO\n"
    "  kioskctl studio export jra -o folder --expires 2027-11-30 --state /var/lib/rong\n"
    "      the folder of a pack: sign it with kioskctl pack build\n";

int cli_studio(int argc, char **argv)
{
    struct request r = {0};
    const struct option_row rows[] = {
        {"--state", "DIR", "the kiosk's state directory", &r.state, NULL, NULL, NULL},
        {"--from", "PATH", "bring: a pack, or a folder with languages/L", &r.from, NULL, NULL,
         NULL},
        {"--key", "FILE", "bring: the public key a pack is to be signed by", &r.key, NULL, NULL,
         NULL},
        {"--role", "ROLE", "person: voice or reviewer", &r.role, NULL, NULL, NULL},
        {"--name", "NAME", "the person's", &r.name, NULL, NULL, NULL},
        {"--dialect", "WORDS", "person: whose speech it is", &r.dialect, NULL, NULL, NULL},
        {"--place", "WORDS", "person: where she is from", &r.place, NULL, NULL, NULL},
        {"--since", "DAY", "person: the day of her consent", &r.since, NULL, NULL, NULL},
        {"--approve", NULL, "record: what passes is approved", NULL, &r.approve, NULL, NULL},
        {"--refuse", NULL, "review: it is to be written anew", NULL, &r.refuse, NULL, NULL},
        {"-o", "FOLDER", "export: where to", &r.out, NULL, NULL, NULL},
        {"--expires", "DAY", "export: last day it may be installed", &r.expires, NULL, NULL, NULL},
        {"--today", "DAY", "the day that is written down; default: the clock's", &r.today, NULL,
         NULL, NULL},
    };
    const struct program program = {
        .name = "kioskctl studio",
        .summary = "recording voices and reviewing sentences, as on the kiosk's own screen.",
        .usage = "kioskctl studio status | list L | bring L | person L | record L FILE... | review "
                 "L MSG_ID... | export L   --state DIR",
        .examples = help_examples,
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    const char *lacks = missing(words > 0 ? argv[1] : "", words, &r);
    if (lacks != NULL) {
        return options_wrong(&program, lacks);
    }
    find_day(&r);
    if (!folder_is_date(r.today, strlen(r.today)) ||
        (r.expires != NULL && !folder_is_date(r.expires, strlen(r.expires)))) {
        return options_wrong(&program, "a day is like 2026-11-30.");
    }
    return run(argv + 1, words, &r);
}
