#include "platform/sim/portal/faults.h"

#include <stdlib.h>
#include <string.h>

#include "platform/sim/portal/chaos.h"

struct phase_name {
    const char *name;
    enum fault_phase phase;
    const char *meaning;
};

static const struct phase_name phases[] = {
    {"accept", FAULT_ACCEPT, "as soon as the line opens, whoever calls"},
    {"headers", FAULT_HEADERS, "after the request line, before its body"},
    {"body", FAULT_BODY, "after the first bytes of the body"},
    {"answer", FAULT_ANSWER, "after the request was carried out and stored"},
    {"any", FAULT_HEADERS, "every request of the contract, at the first chance (as headers)"},
};

enum value_kind {
    VALUE_NONE,
    VALUE_TIME,
    VALUE_STATUS,
    VALUE_NUMBER,
    VALUE_WORD,
    VALUE_RETRY,
};

/* Which phases an effect makes sense in; others become the nearest that does. */
enum when {
    ANY_TIME,     /* as soon as the line is open, too */
    WITH_REQUEST, /* once there is a request */
    BEFORE_STORE, /* before it is carried out */
};

struct effect_name {
    const char *name;
    enum fault_effect effect;
    enum fault_kind kind;
    enum when when;
    bool stores; /* the request is carried out even when the fault strikes first */
    enum value_kind value;
    int64_t otherwise; /* value when none is given */
    const char *words; /* VALUE_WORD: "a|b|c" are 1, 2 and 3 */
    const char *meaning;
};

static const struct effect_name effects[] = {
    {"reset", FAULT_RESET, FAULT_KIND_LINE, ANY_TIME, false, VALUE_NONE, 0, NULL,
     "resets the line (RST)"},
    {"close", FAULT_CLOSE, FAULT_KIND_LINE, ANY_TIME, false, VALUE_NONE, 0, NULL,
     "closes the line without an answer (FIN)"},
    {"half-close", FAULT_HALF_CLOSE, FAULT_KIND_LINE, WITH_REQUEST, true, VALUE_NONE, 0, NULL,
     "ends its own side and goes on reading; stores"},
    {"flap", FAULT_FLAP, FAULT_KIND_LINE, ANY_TIME, true, VALUE_TIME, 10000, NULL,
     "flap=10s: ten seconds reset, ten not"},
    {"stall", FAULT_STALL, FAULT_KIND_LINE, ANY_TIME, true, VALUE_TIME, 30000, NULL,
     "stall=30s: waits, then carries on"},
    {"slow", FAULT_SLOW, FAULT_KIND_LINE, WITH_REQUEST, true, VALUE_TIME, 10000, NULL,
     "slow=10s: spreads body or answer over that time"},
    {"break", FAULT_BREAK, FAULT_KIND_LINE, BEFORE_STORE, true, VALUE_NUMBER, 1024, NULL,
     "break=1024: resets once more than so many KiB of the body came"},
    {"status", FAULT_STATUS, FAULT_KIND_LIE, WITH_REQUEST, false, VALUE_STATUS, 503, NULL,
     "status=503: answers with that status"},
    {"retry-after", FAULT_RETRY_AFTER, FAULT_KIND_LIE, WITH_REQUEST, false, VALUE_RETRY, 5, NULL,
     "503, come in N s; also =-1, date, past, years, text"},
    {"garbage", FAULT_GARBAGE, FAULT_KIND_LIE, WITH_REQUEST, false, VALUE_WORD, 0, "json",
     "200 with HTML; garbage=json: broken JSON"},
    {"captive", FAULT_CAPTIVE, FAULT_KIND_LIE, WITH_REQUEST, false, VALUE_WORD, 0, "html",
     "302 to another host; captive=html: 200"},
    {"moved", FAULT_MOVED, FAULT_KIND_LIE, WITH_REQUEST, false, VALUE_NONE, 0, NULL,
     "308 to another host"},
    {"proxy", FAULT_PROXY, FAULT_KIND_LIE, WITH_REQUEST, false, VALUE_NONE, 0, NULL,
     "407: a proxy wants a password"},
    {"storm", FAULT_STORM, FAULT_KIND_LIE, WITH_REQUEST, false, VALUE_NUMBER, 1, NULL,
     "storm=1: 429, too many, come in N s"},
    {"maintenance", FAULT_MAINTENANCE, FAULT_KIND_LIE, WITH_REQUEST, false, VALUE_NONE, 0, NULL,
     "503 with a page, come in an hour"},
    {"retired", FAULT_RETIRED, FAULT_KIND_LIE, WITH_REQUEST, false, VALUE_NONE, 0, NULL,
     "410: this version of the contract is gone"},
    {"running", FAULT_RUNNING, FAULT_KIND_LIE, WITH_REQUEST, true, VALUE_NONE, 0, NULL,
     "stores, answers 409: the first is still running"},
    {"deleted", FAULT_DELETED, FAULT_KIND_LIE, WITH_REQUEST, true, VALUE_NONE, 0, NULL,
     "stores, answers 409: it has been deleted"},
    {"wrong-uuid", FAULT_WRONG_UUID, FAULT_KIND_LIE, WITH_REQUEST, true, VALUE_NONE, 0, NULL,
     "stores, answers with another uuid (iGate: MaHoSo)"},
    {"wrong-hash", FAULT_WRONG_HASH, FAULT_KIND_LIE, WITH_REQUEST, true, VALUE_NONE, 0, NULL,
     "stores, answers with another hash"},
    {"then-reset", FAULT_THEN_RESET, FAULT_KIND_LINE, WITH_REQUEST, true, VALUE_NONE, 0, NULL,
     "stores, then drops the line"},
    {"empty", FAULT_EMPTY, FAULT_KIND_LIE, WITH_REQUEST, false, VALUE_NONE, 0, NULL,
     "200 with nothing in it"},
    {"type", FAULT_TYPE, FAULT_KIND_LIE, WITH_REQUEST, true, VALUE_NONE, 0, NULL,
     "stores, says its answer is text/html"},
    {"truncated", FAULT_TRUNCATED, FAULT_KIND_LIE, WITH_REQUEST, true, VALUE_NONE, 0, NULL,
     "stores, answers with the first half"},
    {"deep", FAULT_DEEP, FAULT_KIND_LIE, WITH_REQUEST, true, VALUE_NONE, 0, NULL,
     "stores, answers 100,000 levels deep"},
    {"duplicate-keys", FAULT_DUPLICATE_KEYS, FAULT_KIND_LIE, WITH_REQUEST, true, VALUE_NONE, 0,
     NULL, "stores, answers with two of each member"},
    {"nul", FAULT_NUL, FAULT_KIND_LIE, WITH_REQUEST, true, VALUE_NONE, 0, NULL,
     "stores, a NUL in its answer"},
    {"utf8", FAULT_UTF8, FAULT_KIND_LIE, WITH_REQUEST, true, VALUE_NONE, 0, NULL,
     "stores, no UTF-8 in its answer"},
    {"huge-number", FAULT_HUGE_NUMBER, FAULT_KIND_LIE, WITH_REQUEST, true, VALUE_NONE, 0, NULL,
     "stores, numbers beyond all types"},
    {"malformed", FAULT_MALFORMED, FAULT_KIND_LIE, WITH_REQUEST, true, VALUE_NUMBER, 1, NULL,
     "malformed=SEED: stores, mutates its answer"},
    {"cut", FAULT_CUT, FAULT_KIND_RAW, WITH_REQUEST, true, VALUE_WORD, 0, "headers|body",
     "stores, resets in the first header; cut=headers, =body: after them, in it"},
    {"unclean", FAULT_UNCLEAN, FAULT_KIND_LIE, WITH_REQUEST, true, VALUE_NONE, 0, NULL,
     "stores, ends in the body without saying so (TLS: no close_notify)"},
    {"drip", FAULT_DRIP, FAULT_KIND_RAW, WITH_REQUEST, true, VALUE_TIME, 1000, NULL,
     "drip=1s: stores, answers one byte a second"},
    {"interim", FAULT_INTERIM, FAULT_KIND_RAW, WITH_REQUEST, true, VALUE_WORD, 0, "only",
     "stores, 1xx before the answer; interim=only: and no answer"},
    {"length", FAULT_LENGTH, FAULT_KIND_RAW, WITH_REQUEST, true, VALUE_WORD, 1,
     "missing|short|long|twice|negative|text|huge", "length=short: stores, a false Content-Length"},
    {"chunks", FAULT_CHUNKS, FAULT_KIND_RAW, WITH_REQUEST, true, VALUE_WORD, 1,
     "garbage|huge|unended|endless", "chunks=garbage: stores, false chunks"},
    {"giant-header", FAULT_GIANT_HEADER, FAULT_KIND_RAW, WITH_REQUEST, true, VALUE_NUMBER, 999999,
     NULL, "giant-header=KIB: stores, headers of 1 GB"},
    {"gzip-bomb", FAULT_GZIP_BOMB, FAULT_KIND_RAW, WITH_REQUEST, true, VALUE_NUMBER, 10240, NULL,
     "gzip-bomb=MIB: stores, so much when unpacked"},
    {"hang-up", FAULT_HANG_UP, FAULT_KIND_RAW, WITH_REQUEST, true, VALUE_NONE, 0, NULL,
     "answers, resets the line at the next request"},
    {"goaway", FAULT_GOAWAY, FAULT_KIND_RAW, WITH_REQUEST, false, VALUE_NONE, 0, NULL,
     "speaks HTTP/2: SETTINGS and GOAWAY"},
    {"forget", FAULT_FORGET, FAULT_KIND_LEDGER, BEFORE_STORE, true, VALUE_TIME, 86400000, NULL,
     "forget=1h: first loses what came since (a backup)"},
    {"double", FAULT_DOUBLE, FAULT_KIND_LEDGER, BEFORE_STORE, true, VALUE_NONE, 0, NULL,
     "stores again what is here already"},
    {"chaos", FAULT_CHAOS, FAULT_KIND_LINE, WITH_REQUEST, true, VALUE_NUMBER, 1, NULL,
     "chaos=SEED: draws one that passes, or none"},
};

#define COUNT_OF(list) (sizeof(list) / sizeof(list)[0])

void faults_init(struct faults *f)
{
    pthread_mutex_init(&f->lock, NULL);
    f->count = 0;
    f->draws = 0;
    memset(f->made, 0, sizeof f->made);
}

void faults_done(struct faults *f)
{
    pthread_mutex_destroy(&f->lock);
}

static bool same(const char *text, size_t len, const char *word)
{
    return strlen(word) == len && memcmp(text, word, len) == 0;
}

/* A number of at most six digits at *text; moves behind it. */
static bool take_number(const char **text, const char *end, int64_t *ret_number)
{
    int64_t n = 0;
    int digits = 0;
    while (*text < end && **text >= '0' && **text <= '9' && digits < 7) {
        n = n * 10 + (**text - '0');
        (*text)++;
        digits++;
    }
    *ret_number = n;
    return digits > 0 && digits <= 6;
}

/* Which of "a|b|c" it is, from 1; 0 when none. */
static int64_t find_word(const char *words, const char *at, size_t len)
{
    for (int64_t n = 1; words != NULL; n++) {
        const size_t here = strcspn(words, "|");
        if (here == len && memcmp(at, words, len) == 0) {
            return n;
        }
        words = words[here] == '|' ? words + here + 1 : NULL;
    }
    return 0;
}

static bool parse_retry(const char *at, const char *end, int64_t *ret_value)
{
    static const struct {
        const char *word;
        int64_t value;
    } rows[] = {{"-1", RETRY_NEGATIVE},
                {"date", RETRY_DATE},
                {"past", RETRY_PAST},
                {"text", RETRY_TEXT},
                {"years", 10LL * 365 * 86400}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (same(at, (size_t)(end - at), rows[i].word)) {
            *ret_value = rows[i].value;
            return true;
        }
    }
    return take_number(&at, end, ret_value) && at == end;
}

static bool parse_time(const char *at, const char *end, int64_t *ret_value)
{
    if (!take_number(&at, end, ret_value)) {
        return false;
    }
    const size_t len = (size_t)(end - at);
    const bool thousandths = same(at, len, "ms");
    const bool hours = same(at, len, "h");
    *ret_value *= thousandths ? 1 : hours ? 3600000 : 1000;
    return thousandths || hours || len == 0 || same(at, len, "s");
}

static bool parse_value(const struct effect_name *e, const char *at, const char *end,
                        int64_t *ret_value)
{
    switch (e->value) {
    case VALUE_NONE:
        return false;
    case VALUE_TIME:
        return parse_time(at, end, ret_value);
    case VALUE_STATUS:
        return take_number(&at, end, ret_value) && at == end && *ret_value >= 200 &&
               *ret_value <= 599;
    case VALUE_NUMBER:
        return take_number(&at, end, ret_value) && at == end;
    case VALUE_WORD:
        *ret_value = find_word(e->words, at, (size_t)(end - at));
        return *ret_value > 0;
    case VALUE_RETRY:
        return parse_retry(at, end, ret_value);
    }
    return false;
}

static const struct effect_name *find_effect(const char *at, size_t len)
{
    for (size_t i = 0; i < COUNT_OF(effects); i++) {
        if (same(at, len, effects[i].name)) {
            return &effects[i];
        }
    }
    return NULL;
}

static const struct effect_name *row_of(enum fault_effect effect)
{
    size_t i = 0;
    while (i + 1 < COUNT_OF(effects) && effects[i].effect != effect) {
        i++;
    }
    return &effects[i];
}

static bool parse_effect(const char *at, const char *end, struct fault *ret_fault)
{
    const char *sign = memchr(at, '=', (size_t)(end - at));
    const struct effect_name *e = find_effect(at, (size_t)((sign != NULL ? sign : end) - at));
    if (e == NULL) {
        return false;
    }
    ret_fault->effect = e->effect;
    ret_fault->value = e->otherwise;
    return sign == NULL || parse_value(e, sign + 1, end, &ret_fault->value);
}

bool fault_parse_effect(const char *text, struct fault *ret_fault)
{
    return parse_effect(text, text + strlen(text), ret_fault);
}

static bool parse_phase(const char *at, const char *end, struct fault *ret_fault)
{
    for (size_t i = 0; i < COUNT_OF(phases); i++) {
        if (same(at, (size_t)(end - at), phases[i].name)) {
            ret_fault->phase = phases[i].phase;
            return true;
        }
    }
    return false;
}

struct err fault_parse(const char *spec, struct fault *ret_fault, const char **ret_why)
{
    const char *end = spec + strlen(spec);
    const char *first = strchr(spec, ':');
    const char *second = first == NULL ? NULL : strchr(first + 1, ':');
    struct fault f = {FAULT_HEADERS, FAULT_RESET, 0, -1};
    if (first == NULL || !parse_phase(spec, first, &f)) {
        *ret_why = "the phase before the first ':' must be accept, headers, body, answer or any";
        return ERR(ERR_BAD_INPUT, 0, "fault: phase");
    }
    if (!parse_effect(first + 1, second != NULL ? second : end, &f)) {
        *ret_why = "the effect after the first ':' is unknown or its value is; see --help";
        return ERR(ERR_BAD_INPUT, 0, "fault: effect");
    }
    if (second != NULL) {
        int64_t left = 0;
        const char *at = second + 1;
        if (!take_number(&at, end, &left) || at != end || left == 0) {
            *ret_why = "the count after the second ':' must be a number from 1";
            return ERR(ERR_BAD_INPUT, 0, "fault: count");
        }
        f.left = (int)left;
    }
    /* What needs a request waits for the first one on the line. */
    const enum when when = row_of(f.effect)->when;
    if ((f.phase == FAULT_ACCEPT && when != ANY_TIME) ||
        (f.phase == FAULT_ANSWER && when == BEFORE_STORE)) {
        f.phase = FAULT_HEADERS;
    }
    *ret_fault = f;
    return ERR_OK;
}

struct err faults_add(struct faults *f, struct fault fault)
{
    struct err e = ERR_OK;
    pthread_mutex_lock(&f->lock);
    if (f->count == FAULTS_MAX) {
        e = ERR(ERR_FULL, 0, "faults: list is full");
    } else {
        f->list[f->count++] = fault;
    }
    pthread_mutex_unlock(&f->lock);
    return e;
}

void faults_clear(struct faults *f)
{
    pthread_mutex_lock(&f->lock);
    f->count = 0;
    pthread_mutex_unlock(&f->lock);
}

/* A well-mixed number for each number: SplitMix64's last step. */
static uint64_t mix(uint64_t n)
{
    n += 0x9E3779B97F4A7C15U;
    n = (n ^ (n >> 30)) * 0xBF58476D1CE4E5B9U;
    n = (n ^ (n >> 27)) * 0x94D049BB133111EBU;
    return n ^ (n >> 31);
}

/* What depends on chance, drawn; false when it drew nothing. */
static bool draw(struct faults *f, struct fault *fault)
{
    const enum fault_phase phase = fault->phase;
    if (fault->effect != FAULT_CHAOS && fault->effect != FAULT_MALFORMED) {
        return true;
    }
    uint64_t drawn = mix((uint64_t)fault->value * 0x100000001B3U + f->draws++);
    if (fault->effect == FAULT_CHAOS && !chaos_draw(drawn, fault)) {
        return false;
    }
    fault->phase = phase;
    if (fault->effect == FAULT_MALFORMED) {
        fault->value = (int64_t)(mix(drawn) >> 1);
    }
    return true;
}

bool faults_take(struct faults *f, enum fault_phase phase, struct fault *ret_fault)
{
    bool found = false;
    pthread_mutex_lock(&f->lock);
    for (int i = 0; i < f->count && !found; i++) {
        struct fault *here = &f->list[i];
        if (here->phase != phase) {
            continue;
        }
        *ret_fault = *here;
        found = true;
        if (here->left > 0 && --here->left == 0) {
            memmove(here, here + 1, (size_t)(f->count - i - 1) * sizeof *here);
            f->count--;
        }
    }
    found = found && draw(f, ret_fault);
    if (found) {
        f->made[ret_fault->effect]++;
    }
    pthread_mutex_unlock(&f->lock);
    return found;
}

bool faults_made(struct faults *f, int index, const char **ret_name, int64_t *ret_count)
{
    if (index < 0 || (size_t)index >= COUNT_OF(effects)) {
        return false;
    }
    pthread_mutex_lock(&f->lock);
    *ret_name = effects[index].name;
    *ret_count = f->made[effects[index].effect];
    pthread_mutex_unlock(&f->lock);
    return true;
}

bool fault_carries_out(const struct fault *f)
{
    return f->phase == FAULT_ANSWER || row_of(f->effect)->stores;
}

enum fault_kind fault_kind(const struct fault *f)
{
    return row_of(f->effect)->kind;
}

void faults_help(FILE *out)
{
    fprintf(out, "A fault SPEC is PHASE:EFFECT[:COUNT]; without COUNT it stays. Phases:\n");
    for (size_t i = 0; i < COUNT_OF(phases); i++) {
        fprintf(out, "  %-12s %s\n", phases[i].name, phases[i].meaning);
    }
    fprintf(out, "Effects:\n");
    for (size_t i = 0; i < COUNT_OF(effects); i++) {
        fprintf(out, "  %-14s %s\n", effects[i].name, effects[i].meaning);
    }
    fprintf(
        out,
        "Ended or lied to before the answer, a request is not carried out.\n"
        "Only requests of the three adapters meet faults; accept meets every line. Inside TLS,\n"
        "cut, drip, interim, length, chunks, giant-header, gzip-bomb, hang-up and goaway break\n"
        "the session itself.\n"
        "Examples: answer:reset:3  body:stall=30s  any:status=503  accept:then-reset\n");
}
