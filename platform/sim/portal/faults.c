#include "platform/sim/portal/faults.h"

#include <stdlib.h>
#include <string.h>

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

enum value_kind { VALUE_NONE, VALUE_TIME, VALUE_STATUS, VALUE_SECONDS, VALUE_WORD };

struct effect_name {
    const char *name;
    enum fault_effect effect;
    enum value_kind kind;
    int64_t otherwise; /* value when none is given */
    const char *word;  /* VALUE_WORD: the word that makes it 1 */
    const char *meaning;
};

static const struct effect_name effects[] = {
    {"reset", FAULT_RESET, VALUE_NONE, 0, NULL, "resets the line (RST)"},
    {"close", FAULT_CLOSE, VALUE_NONE, 0, NULL, "closes the line without an answer (FIN)"},
    {"stall", FAULT_STALL, VALUE_TIME, 30000, NULL, "stall=30s: waits, then carries on"},
    {"slow", FAULT_SLOW, VALUE_TIME, 10000, NULL,
     "slow=10s: spreads body or answer over that time"},
    {"status", FAULT_STATUS, VALUE_STATUS, 503, NULL, "status=503: answers with that status"},
    {"retry-after", FAULT_RETRY_AFTER, VALUE_SECONDS, 5, NULL, "retry-after=N: 503, come in N s"},
    {"garbage", FAULT_GARBAGE, VALUE_WORD, 0, "json", "200 with HTML; garbage=json: broken JSON"},
    {"captive", FAULT_CAPTIVE, VALUE_WORD, 0, "html", "302 to another host; captive=html: 200"},
    {"wrong-uuid", FAULT_WRONG_UUID, VALUE_NONE, 0, NULL, "stores, answers with another uuid"},
    {"wrong-hash", FAULT_WRONG_HASH, VALUE_NONE, 0, NULL, "stores, answers with another hash"},
    {"then-reset", FAULT_THEN_RESET, VALUE_NONE, 0, NULL, "stores, then drops the line"},
};

#define COUNT_OF(list) (sizeof(list) / sizeof(list)[0])

void faults_init(struct faults *f)
{
    pthread_mutex_init(&f->lock, NULL);
    f->count = 0;
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

static bool parse_value(const struct effect_name *e, const char *at, const char *end,
                        int64_t *ret_value)
{
    if (e->kind == VALUE_WORD) {
        *ret_value = 1;
        return same(at, (size_t)(end - at), e->word);
    }
    if (e->kind == VALUE_NONE || !take_number(&at, end, ret_value)) {
        return false;
    }
    if (e->kind == VALUE_TIME) {
        bool thousandths = same(at, (size_t)(end - at), "ms");
        *ret_value *= thousandths ? 1 : 1000;
        return thousandths || at == end || same(at, (size_t)(end - at), "s");
    }
    bool in_range = e->kind == VALUE_SECONDS || (*ret_value >= 200 && *ret_value <= 599);
    return at == end && in_range;
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

static bool acts_on_line(enum fault_effect effect)
{
    return effect == FAULT_RESET || effect == FAULT_CLOSE || effect == FAULT_STALL;
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
    if (f.phase == FAULT_ACCEPT && !acts_on_line(f.effect)) {
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
    pthread_mutex_unlock(&f->lock);
    return found;
}

bool fault_carries_out(const struct fault *f)
{
    return f->phase == FAULT_ANSWER || f->effect == FAULT_WRONG_UUID ||
           f->effect == FAULT_WRONG_HASH || f->effect == FAULT_THEN_RESET ||
           f->effect == FAULT_STALL || f->effect == FAULT_SLOW;
}

void faults_help(FILE *out)
{
    fprintf(out, "A fault SPEC is PHASE:EFFECT[:COUNT]; without COUNT it stays. Phases:\n");
    for (size_t i = 0; i < COUNT_OF(phases); i++) {
        fprintf(out, "  %-12s %s\n", phases[i].name, phases[i].meaning);
    }
    fprintf(out, "Effects:\n");
    for (size_t i = 0; i < COUNT_OF(effects); i++) {
        fprintf(out, "  %-12s %s\n", effects[i].name, effects[i].meaning);
    }
    fprintf(out, "Ended or lied to before the answer, a request is not carried out.\n"
                 "Only requests under /applications/ meet faults; accept meets every line.\n"
                 "Examples: answer:reset:3  body:stall=30s  any:status=503  accept:then-reset\n");
}
