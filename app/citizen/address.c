#include "app/citizen/address.h"

#include <string.h>

#include "app/typing/fold.h"
#include "platform/base/log.h"

#define PARTS_MAX 8
#define PART_MAX  128

/* One part between commas. */
struct part {
    const char *text; /* in the address */
    size_t len;
    char key[PART_MAX];   /* folded, without its type */
    char whole[PART_MAX]; /* folded, with its type */
    int type;             /* enum part_type */
};

enum part_type {
    PART_PLAIN,
    PART_XA,
    PART_PHUONG,
    PART_DAC_KHU,
    PART_THI_TRAN,
    PART_DISTRICT,
    PART_PROVINCE,
    PART_HAMLET
};

struct type_word {
    const char *word;
    enum part_type type;
};

/* "thanh pho" may be a district or a province: its place decides. */
static const struct type_word type_words[] = {
    {"xa ", PART_XA},           {"x ", PART_XA},
    {"phuong ", PART_PHUONG},   {"p ", PART_PHUONG},
    {"dac khu ", PART_DAC_KHU}, {"thi tran ", PART_THI_TRAN},
    {"tt ", PART_THI_TRAN},     {"huyen ", PART_DISTRICT},
    {"h ", PART_DISTRICT},      {"thi xa ", PART_DISTRICT},
    {"tx ", PART_DISTRICT},     {"thanh pho ", PART_DISTRICT},
    {"tp ", PART_DISTRICT},     {"quan ", PART_DISTRICT},
    {"tinh ", PART_PROVINCE},   {"t ", PART_PROVINCE},
};

static const char *const hamlet_words[] = {"thon ", "lang ", "buon ", "bon ",       "plei ",
                                           "to ",   "khu ",  "khoi ", "to dan pho "};

struct question {
    const struct communes *c;
    struct part parts[PARTS_MAX];
    int count;                /* parts before the province */
    int province;             /* of today; -1 when the text names none */
    const char *old_province; /* its old name when the text uses that, else NULL */
    bool new_times;           /* issued after the units changed on 1 July 2025 */
    struct address *found;
};

static void read_type(struct part *p)
{
    p->type = PART_PLAIN;
    memcpy(p->key, p->whole, sizeof p->key);
    for (size_t i = 0; i < sizeof type_words / sizeof type_words[0]; i++) {
        const size_t len = strlen(type_words[i].word);
        if (strncmp(p->whole, type_words[i].word, len) == 0) {
            p->type = type_words[i].type;
            memmove(p->key, p->whole + len, strlen(p->whole + len) + 1);
            return;
        }
    }
    for (size_t i = 0; i < sizeof hamlet_words / sizeof hamlet_words[0]; i++) {
        if (strncmp(p->whole, hamlet_words[i], strlen(hamlet_words[i])) == 0) {
            p->type = PART_HAMLET;
            return;
        }
    }
}

/* Splits at commas, the last PARTS_MAX parts at most; false when there is nothing to read. */
static bool split(struct question *q, const char *text)
{
    size_t start = 0;
    const size_t len = strlen(text);
    for (size_t i = 0; i <= len; i++) {
        if (i < len && text[i] != ',' && text[i] != ';') {
            continue;
        }
        if (q->count == PARTS_MAX) {
            memmove(&q->parts[0], &q->parts[1], sizeof q->parts - sizeof q->parts[0]);
            q->count--;
        }
        struct part *p = &q->parts[q->count];
        struct buf b;
        *p = (struct part){.text = text + start, .len = i - start};
        buf_init(&b, p->whole, sizeof p->whole);
        fold_add(&b, p->text, p->len);
        start = i + 1;
        if (b.len > 0 && strcmp(p->whole, "viet nam") != 0) {
            read_type(p);
            q->count++;
        }
    }
    return q->count > 0;
}

/* Folded names without their blanks: "Al Bá" and "Albá" are one. */
static bool same_key(const char *a, const char *b)
{
    for (;; a++, b++) {
        a += *a == ' ';
        b += *b == ' ';
        if (*a != *b) {
            return false;
        }
        if (*a == '\0') {
            return true;
        }
    }
}

static bool is_named(const struct part *p, const char *key)
{
    return same_key(p->whole, key) || same_key(p->key, key);
}

/* Takes the last part away when it names a province of today or of before. */
static void take_province(struct question *q)
{
    const struct part *last = &q->parts[q->count - 1];
    q->province = -1;
    for (int i = 0; i < q->c->province_count; i++) {
        if (is_named(last, q->c->provinces[i].key)) {
            q->province = i;
        }
    }
    for (int i = 0; i < q->c->old_province_count && q->province < 0; i++) {
        if (is_named(last, q->c->old_provinces[i].key)) {
            q->province = q->c->old_provinces[i].province;
            q->old_province = q->c->old_provinces[i].name;
        }
    }
    q->count -= q->province >= 0;
}

static void add_unit(struct question *q, int unit)
{
    struct address *a = q->found;
    for (int i = 0; i < a->count; i++) {
        if (a->units[i] == unit) {
            return;
        }
    }
    if (a->count < ADDRESS_UNITS_MAX) {
        a->units[a->count++] = (uint16_t)unit;
    }
}

/* The name as written, case aside: settles names that differ only in their marks. */
static bool is_written(const struct part *p, const char *name)
{
    const size_t len = strlen(name);
    for (size_t i = 0; i + len <= p->len; i++) {
        if (memcmp(p->text + i, name, len) == 0 && (i + len == p->len || p->text[i + len] == ' ')) {
            return true;
        }
    }
    return false;
}

/* Of several units keeps those whose marks or type fit what is written, if any does. */
static void prefer_written(struct question *q, const struct part *p)
{
    struct address *a = q->found;
    uint16_t kept[ADDRESS_UNITS_MAX];
    int count = 0;
    for (int i = 0; i < a->count; i++) {
        const struct commune *u = &q->c->units[a->units[i]];
        const bool typed = p->type >= PART_XA && p->type <= PART_DAC_KHU;
        if (is_written(p, u->name) && (!typed || p->type - PART_XA == u->type)) {
            kept[count++] = a->units[i];
        }
    }
    if (count > 0) {
        memcpy(a->units, kept, sizeof kept);
        a->count = count;
    }
}

/* Today's units of the province that have this name. */
static bool find_new(struct question *q, const struct part *p)
{
    for (int i = 0; i < q->c->count; i++) {
        const struct commune *u = &q->c->units[i];
        if ((q->province < 0 ? u->province == q->c->home : u->province == q->province) &&
            is_named(p, u->key)) {
            add_unit(q, i);
        }
    }
    if (q->found->count > 1) {
        prefer_written(q, p);
    }
    return q->found->count > 0;
}

/* Where the home province's old units of this name went; district NULL = any. */
static bool find_old(struct question *q, const struct part *p, const struct part *district)
{
    bool exact_marks = false;
    for (int pass = 0; pass < 2 && q->found->count == 0; pass++) {
        exact_marks = pass == 0;
        for (int i = 0; i < q->c->old_count; i++) {
            const struct old_commune *o = &q->c->old[i];
            const bool name = is_named(p, o->key) && (!exact_marks || is_written(p, o->name));
            const bool place = district == NULL || is_named(district, o->district_key);
            const bool province =
                q->old_province == NULL || strcmp(q->old_province, o->province) == 0;
            if (name && place && province) {
                add_unit(q, o->unit);
            }
        }
    }
    return q->found->count > 0;
}

/* An old card may leave the district out: then old units of this name are meant as likely. */
static void add_namesakes(struct question *q, const struct part *p)
{
    for (int i = 0; i < q->c->old_count; i++) {
        if (is_named(p, q->c->old[i].key)) {
            add_unit(q, q->c->old[i].unit);
        }
    }
}

static bool is_home(const struct question *q)
{
    return q->province < 0 || q->province == q->c->home;
}

static bool is_old_district(const struct question *q, const struct part *p)
{
    for (int i = 0; i < q->c->old_count; i++) {
        if (is_named(p, q->c->old[i].district_key)) {
            return true;
        }
    }
    return false;
}

/* Keeps what stands before part number at. */
static void keep_detail(struct question *q, int at)
{
    struct buf b;
    buf_init(&b, q->found->detail, sizeof q->found->detail);
    for (int i = 0; i < at; i++) {
        const struct part *p = &q->parts[i];
        size_t skip = 0;
        size_t len = p->len;
        while (skip < len && p->text[skip] == ' ') {
            skip++;
        }
        while (len > skip && p->text[len - 1] == ' ') {
            len--;
        }
        buf_puts(&b, i > 0 ? ", " : "");
        buf_add(&b, p->text + skip, len - skip);
    }
}

/* The written commune may stand for a unit of today only when the times fit: an old card's last
 * part before the province is usually a district, and many communes now carry a district's name. */
static bool is_surely_new(const struct question *q, int at)
{
    const struct part *p = &q->parts[at];
    const bool typed = p->type == PART_XA || p->type == PART_PHUONG || p->type == PART_DAC_KHU;
    if (q->province < 0 || q->old_province != NULL) {
        return false;
    }
    if (q->new_times || typed) {
        return true;
    }
    const bool below_is_hamlet = at == 0 || q->parts[at - 1].type == PART_HAMLET;
    return is_home(q) && p->type == PART_PLAIN && (below_is_hamlet || !is_old_district(q, p));
}

static void settle(struct question *q, bool sure, bool old, int at)
{
    struct address *a = q->found;
    a->result = sure && a->count == 1 ? ADDRESS_EXACT : ADDRESS_ASK;
    a->old = old;
    keep_detail(q, at);
}

/* A split unit went to several; each of them must be asked for even when found through one row. */
static void resolve(struct question *q)
{
    const int last = q->count - 1;
    const struct part *end = &q->parts[last];
    if (q->new_times && q->old_province == NULL && find_new(q, end)) {
        settle(q, q->province >= 0, false, last);
    } else if (is_home(q) && last > 0 && find_old(q, end - 1, end)) {
        settle(q, q->province >= 0, true, last - 1);
    } else if (end->type != PART_DISTRICT && end->type != PART_THI_TRAN && find_new(q, end)) {
        if (is_home(q) && !q->new_times) {
            add_namesakes(q, end);
        }
        settle(q, is_surely_new(q, last), false, last);
    } else if (is_home(q) && find_old(q, end, NULL)) {
        settle(q, q->province >= 0 && end->type != PART_DISTRICT, true, last);
    } else if (last > 0 && find_new(q, end - 1)) {
        settle(q, false, true, last - 1);
    } else if (is_home(q) && last > 0 && find_old(q, end - 1, NULL)) {
        settle(q, false, true, last - 1);
    } else {
        keep_detail(q, q->count);
    }
}

void address_find(const struct communes *c, const char *text, struct date issued,
                  struct address *ret_address)
{
    *ret_address = (struct address){.result = ADDRESS_UNKNOWN};
    struct question q = {.c = c, .found = ret_address};
    q.new_times = issued.year > 2025 || (issued.year == 2025 && issued.month >= 7);
    if (!split(&q, text)) {
        return;
    }
    take_province(&q);
    if (q.count > 0) {
        resolve(&q);
    }
}

const char *address_result_word(enum address_result result)
{
    static const char *const words[] = {"exact", "ask", "unknown"};
    INVARIANT(result <= ADDRESS_UNKNOWN);
    return words[result];
}
