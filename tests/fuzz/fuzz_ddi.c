/* What a fleet server answers. The first letter says as what the rest is read: p a poll, d a
 * deployment, n one to confirm, c a cancellation, s a sleep, h a link; l a steward's life: answers
 * in order, whatever it asks, each
 *
 *   =STATUS|RETRY-AFTER|ETAG|CONTENT-RANGE|CONTENT-LENGTH|LOCATION
 *   its body, up to the next line that begins so
 *
 * and "!" on a line of its own in place of one: the steward is killed and starts again. A file that
 * is installed or handed over has the announced hash; what the server is told is JSON that it
 * takes; the plan keeps its invariants and the pace is kept. */
#define _GNU_SOURCE /* nftw */
#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/outbox/seal.h"
#include "app/steward/steward.h"
#include "platform/linux/part_file.h"
#include "platform/port_files.h"
#include "platform/sim/hold_script.h"
#include "platform/sim/http_script.h"
#include "platform/sim/slots_script.h"
#include "tests/unit/scratch.h"

#define BASE    "https://fleet.example/DEFAULT/controller/v1/k"
#define TURNS   80
#define ANSWERS 24

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* --- the readers ------------------------------------------------------------------------------ */

static void must_lead(const char *href)
{
    char origin[DDI_ORIGIN];
    must(ddi_href_is_fine(href) && strlen(href) < DDI_HREF);
    if (ddi_origin(href, origin)) {
        must(strncmp(origin, "http", 4) == 0 && strlen(origin) < DDI_ORIGIN);
    }
}

static void read_poll(const char *text, size_t size)
{
    struct ddi_poll p;
    if (failed(ddi_poll_read(text, size, &p))) {
        must(p.task == DDI_NOTHING && p.sleep_s == -1 && p.configure[0] == '\0');
        return;
    }
    must(p.sleep_s == -1 || (p.sleep_s >= DDI_SLEEP_MIN && p.sleep_s <= DDI_SLEEP_MAX));
    must((p.task == DDI_NOTHING) == (p.href[0] == '\0'));
    if (p.task != DDI_NOTHING) {
        must_lead(p.href);
        must(ddi_id_is_fine(p.id));
    }
    if (p.configure[0] != '\0') {
        must_lead(p.configure);
    }
}

static void must_be_file(const struct ddi_file *f)
{
    must(f->part <= DDI_UNKNOWN && f->size >= 1 && f->size <= DDI_FILE_MAX);
    must(strlen(f->sha256) == DDI_HASH - 1 &&
         strspn(f->sha256, "0123456789abcdef") == DDI_HASH - 1);
    must(f->name[0] != '\0' && strlen(f->name) < DDI_NAME && strlen(f->version) < DDI_VERSION);
    must_lead(f->href);
}

static void read_deployment(const char *text, size_t size, bool confirmation)
{
    static struct ddi_deployment d;
    static struct slots_script slots;
    struct plan p = {.state = PLAN_IDLE};
    if (failed(ddi_deployment_read(text, size, confirmation, &d))) {
        must(d.count == 0 && d.id[0] == '\0');
        return;
    }
    must(ddi_id_is_fine(d.id) && d.count >= 0 && d.count <= DDI_FILES);
    must(d.download <= DDI_FORCED && d.update <= DDI_FORCED && d.window <= DDI_WINDOW_SHUT);
    must(d.fault != DDI_SOUND || d.count > 0);
    for (int i = 0; i < d.count; i++) {
        must_be_file(&d.files[i]);
    }
    slots_script_init(&slots, "1.0");
    plan_offered(&p, &d, BASE "/deploymentBase/1", &slots.view);
    must(plan_check(&p) == 0 && p.state != PLAN_IDLE);
    must((p.state == PLAN_REPORT) == (plan_judge(&d, &slots.view) != REASON_DONE));
}

static void read_others(char kind, const char *text, size_t size)
{
    char id[DDI_ID];
    char origin[DDI_ORIGIN];
    char plain[DDI_DETAIL];
    if (kind == 'c') {
        const bool good = !failed(ddi_cancel_read(text, size, id));
        must(good ? ddi_id_is_fine(id) : id[0] == '\0');
    } else if (kind == 's') {
        const int64_t s = ddi_sleep(text);
        must(s == -1 || (s >= DDI_SLEEP_MIN && s <= DDI_SLEEP_MAX));
    } else {
        must(!ddi_origin(text, origin) || ddi_href_is_fine(text));
        must(!ddi_id_of(text, "deploymentBase", id) || ddi_id_is_fine(id));
        ddi_plain(text, plain);
        must(strlen(plain) < DDI_DETAIL && strpbrk(plain, "<>&\n") == NULL);
    }
}

/* --- a life ----------------------------------------------------------------------------------- */

static struct {
    struct steward steward;
    struct steward fresh; /* as it was opened at first */
    struct http_script http;
    struct ddi_line line;
    struct port_dir dir;
    struct part_file part;
    struct slots_script slots;
    struct hold_script kiosk;
    struct port_clock clock;
    struct port_random random;
    struct http_step answers[ANSWERS];
    bool killed[ANSWERS + 1]; /* before this answer */
    int count, next;
} life;

/* Nothing gets so far whose bytes are not the announced ones. */
static void must_be_whole(const char *path)
{
    struct file_bytes bytes = {0};
    uint8_t hash[SEAL_HASH];
    char hex[SEAL_HEX];
    const char *name = strrchr(path, '/');
    must(name != NULL && !failed(life.dir.files->ops->map(path, &bytes)));
    seal_hash(bytes.bytes, bytes.size, hash);
    seal_hex(hash, hex);
    must(strcmp(name + 1, hex) == 0);
    life.dir.files->ops->unmap(&bytes);
}

static enum reason take_pack(void *context, const char *path, char ret_handle[PLAN_HANDLE],
                             char ret_why[DDI_DETAIL])
{
    (void)context;
    ret_handle[0] = '\0';
    must_be_whole(path);
    snprintf(ret_why, DDI_DETAIL, "as it is");
    return life.next % 2 == 0 ? REASON_DONE : REASON_SIGNATURE;
}

/* What hawkBit would take. */
static void must_be_heard(const struct http_request *r)
{
    json_t *root = json_loadb(r->body, r->size, JSON_REJECT_DUPLICATES, NULL);
    must(json_is_object(root) && r->size <= DDI_STATUS_MAX);
    must(memchr(r->body, '<', r->size) == NULL && memchr(r->body, '>', r->size) == NULL);
    const json_t *status = json_object_get(root, "status");
    const json_t *result = json_object_get(status, "result");
    const char *word = json_string_value(json_object_get(status, "execution"));
    if (status != NULL) {
        must(word != NULL && json_is_string(json_object_get(result, "finished")));
        const bool done =
            strcmp(word, "closed") == 0 && strstr(r->path, "cancelAction") == NULL &&
            strcmp(json_string_value(json_object_get(result, "finished")), "success") == 0;
        if (done && plan_bundle(&life.steward.plan) >= 0) {
            must(strcmp(life.slots.view.running, life.steward.plan.to) == 0);
            must(life.slots.view.health == SLOTS_GOOD);
        }
    }
    json_decref(root);
}

static struct http_step answer(struct http_script *s, const struct http_request *r)
{
    (void)s;
    must(r->path[0] == '/' && strlen(r->path) <= DDI_HREF);
    for (int i = 0; i < HTTP_HEADERS && r->headers[i].name != NULL; i++) {
        must(strpbrk(r->headers[i].value, "\r\n") == NULL);
    }
    if (r->body != NULL) {
        must_be_heard(r);
    }
    if (life.next >= life.count) {
        return (struct http_step){.error = ERR(ERR_OFFLINE, 0, "fuzz: no line")};
    }
    return life.answers[life.next++];
}

static void start(void)
{
    part_file_init(&life.part);
    hold_script_open(&life.kiosk);
    const struct steward_params params = {.state_dir = scratch_root,
                                          .url = BASE,
                                          .line = &life.line,
                                          .dir = &life.dir,
                                          .part = &life.part.port,
                                          .slots = &life.slots.port,
                                          .hold = &life.kiosk.port,
                                          .clock = &life.clock,
                                          .random = &life.random,
                                          .reserve = 1,
                                          .take_pack = take_pack};
    must(!failed(steward_open(&life.steward, &params)));
}

static void restart(void)
{
    life.part.port.ops->close(&life.part.port);
    steward_close(&life.steward);
    start();
    must(plan_check(&life.steward.plan) == 0);
}

static void remove_scratch(void)
{
    scratch_close();
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    must(!failed(seal_start()));
    (void)scratch_open_in_memory();
    (void)atexit(remove_scratch);
    life.dir = dir_linux();
    life.clock = clock_manual(1795400640);
    life.random = random_seeded(4);
    http_script_init(&life.http);
    life.http.answer = answer;
    must(!failed(ddi_line_init(&life.line, &life.http.port, BASE, NULL, NULL)));
    slots_script_init(&life.slots, "1.0");
    start();
    life.fresh = life.steward;
    return 0;
}

/* Nothing is going on, whatever the last input left. */
static void begin(void)
{
    const struct plan idle = {.state = PLAN_IDLE};
    life.clock = clock_manual(1795400640);
    life.random = random_seeded(4);
    life.part.port.ops->close(&life.part.port);
    slots_script_init(&life.slots, "1.0");
    life.slots.turns = 2;
    snprintf(life.slots.bundle.version, SLOTS_VERSION, "2.0");
    hold_script_open(&life.kiosk);
    const struct action_journal journal = life.steward.journal;
    life.steward = life.fresh;
    life.steward.journal = journal;
    must(!failed(action_journal_write(&life.steward.journal, &idle)));
    must(!failed(action_journal_set_fact(&life.steward.journal, "sleep", "")));
    must(!failed(action_journal_set_fact(&life.steward.journal, "denied", "")));
    download_tidy(&life.steward.download, &idle);
    steward_poll_now(&life.steward);
}

/* One line of an answer's head; its fields are cut in place. */
static struct http_step read_head(char *line)
{
    struct http_step step = {.status = 200};
    char *field[6] = {NULL};
    for (int i = 0; i < 6 && line != NULL; i++) {
        field[i] = strsep(&line, "|");
    }
    step.status = (int)strtol(field[0], NULL, 10) % 1000;
    step.retry_after_s = field[1] == NULL ? 0 : strtoll(field[1], NULL, 10);
    for (int i = 2; i < 6; i++) {
        step.wanted[i - 2] = field[i] == NULL || field[i][0] == '\0' ? NULL : field[i];
    }
    return step;
}

/* The answers of a text that may be written into. */
static void read_answers(char *text)
{
    life.count = life.next = 0;
    memset(life.killed, 0, sizeof life.killed);
    while (text != NULL && life.count < ANSWERS) {
        char *line = strsep(&text, "\n");
        if (line[0] == '!') {
            life.killed[life.count] = true;
        }
        if (line[0] != '=') {
            continue;
        }
        life.answers[life.count] = read_head(line + 1);
        if (text != NULL && text[0] != '=' && text[0] != '!') {
            char *end = strstr(text, "\n=");
            char *kill = strstr(text, "\n!");
            end = end == NULL || (kill != NULL && kill < end) ? kill : end;
            life.answers[life.count].body = text;
            if (end != NULL) {
                *end++ = '\0';
            }
            text = end;
        }
        life.count++;
    }
}

static void must_be_well(const struct steward *s)
{
    const int64_t now = (int64_t)life.clock.ms;
    must(plan_check(&s->plan) == 0);
    must(s->schedule.last_ms == 0 || s->schedule.next_ms >= s->schedule.last_ms + SCHEDULE_PACE_MS);
    must(s->schedule.next_ms <= now + (int64_t)DDI_SLEEP_MAX * 1100);
    must(life.slots.installs <= ANSWERS * PLAN_INSTALLS);
}

static void live(char *text)
{
    int installs = 0;
    int reboots = 0;
    read_answers(text);
    begin();
    for (int turn = 0; turn < TURNS && (life.next < life.count || turn < 8); turn++) {
        int64_t wait = 0;
        must(!failed(steward_turn(&life.steward, &wait)));
        must_be_well(&life.steward);
        if (life.slots.installs != installs) {
            installs = life.slots.installs;
            must_be_whole(life.slots.installed);
        }
        life.clock.ops->pass(&life.clock, (int)(wait < 1 ? 1 : wait));
        const bool starts = life.slots.reboots != reboots;
        if (starts) {
            reboots = life.slots.reboots;
            slots_script_boot(&life.slots);
            slots_script_judge(&life.slots);
        }
        if (starts || (life.next < life.count && life.killed[life.next])) {
            life.killed[life.next] = false;
            restart();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    char *text = malloc(size); /* no more: what reads beyond is found */
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    switch (data[0]) {
    case 'p':
        read_poll(text, size - 1);
        break;
    case 'd':
    case 'n':
        read_deployment(text, size - 1, data[0] == 'n');
        break;
    case 'l':
        live(text);
        break;
    default:
        read_others((char)data[0], text, size - 1);
        break;
    }
    free(text);
    return 0;
}
