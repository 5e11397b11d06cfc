#include "app/typing/telex.h"

#include <string.h>

#include "app/typing/rhyme.h"
#include "platform/base/utf8.h"

/* The syllable as read so far. */
struct word {
    struct letter letters[SYLLABLE_KEYS_MAX];
    bool from_w[SYLLABLE_KEYS_MAX]; /* this u-horn was a lone w */
    int count;
    enum letter_tone tone;
    bool undone;   /* a repeated key took something back: what stands is meant */
    int pinned;    /* the tone stays on this letter once a mark was taken back; -1 = free */
    bool unhorned; /* ... and it was a horn: uo is not given another one */
    bool lent;     /* the o of an u-horn has its horn from us: a key for it only says so too */
    bool explicit; /* a tone key was pressed: the word is meant, foreign or not */
    bool changed;  /* at least one key was not a letter */
    int at_undo;   /* letters there were when a key was taken back last */
};

static void append(struct word *w, uint32_t cp)
{
    if (w->count > 0 && utf8_is_mark(cp) && letter_add_mark(&w->letters[w->count - 1], cp)) {
        return;
    }
    struct letter l = letter_of(cp);
    const bool vowel_tone = letter_is_vowel(&l) && l.tone != TONE_NONE;
    if (vowel_tone) {
        w->tone = l.tone;
        l.tone = TONE_NONE;
    }
    w->from_w[w->count] = false;
    w->letters[w->count++] = l;
}

static struct shape shape(const struct word *w)
{
    return shape_of(w->letters, w->count);
}

/* The word is Vietnamese so far and has a vowel to act on. */
static bool is_vietnamese(const struct word *w)
{
    const struct shape s = shape(w);
    return s.onset_ok && s.rhyme_ok;
}

static void undo_with(struct word *w, uint32_t key)
{
    append(w, key);
    w->undone = true;
    w->at_undo = w->count;
    w->pinned = is_vietnamese(w) ? -1 : w->pinned; /* choof-o-ng goes on as a syllable */
}

/* The letter that carries the tone keeps it, whatever the key that was meant as a letter makes of
 * the syllable: ven-dot-e, not a dot on the second e. */
static void pin(struct word *w, int at)
{
    w->pinned = w->tone != TONE_NONE ? at : w->pinned;
}

static void apply_tone(struct word *w, enum letter_tone tone, uint32_t key)
{
    const struct shape s = shape(w);
    const bool wrong_for_stop = s.stop && tone != TONE_ACUTE && tone != TONE_DOT;
    if (!s.onset_ok || !s.rhyme_ok || (tone == TONE_NONE && w->tone == TONE_NONE) ||
        (tone != TONE_NONE && wrong_for_stop)) {
        append(w, key);
    } else if (tone != TONE_NONE && tone == w->tone) {
        w->tone = TONE_NONE;
        undo_with(w, key);
    } else {
        w->tone = tone;
        w->changed = true;
    }
}

/* Gives letters[at] the mark when the syllable can be Vietnamese with it. */
static bool try_mark(struct word *w, int at, enum letter_mark mark, bool breve)
{
    struct word next = *w;
    next.letters[at].mark = mark;
    next.letters[at].breve = breve;
    next.from_w[at] = false;
    const bool behind_u_horn =
        at > 0 && next.letters[at - 1].base == 'u' && next.letters[at - 1].mark == MARK_HORN;
    if (mark == MARK_CIRCUMFLEX && behind_u_horn) {
        next.letters[at - 1].mark = MARK_NONE;
    }
    if (!is_vietnamese(&next)) {
        return false;
    }
    next.changed = true;
    *w = next;
    return true;
}

/* base: 'a' 'e' 'o', or 0 for whichever takes it (VNI 6). */
static void apply_circumflex(struct word *w, uint32_t base, uint32_t key)
{
    const struct shape s = shape(w);
    const bool foreign = !s.onset_ok || !s.rhyme_ok; /* nothing in it was changed by keys */
    for (int i = s.coda - 1; !foreign && i >= s.vowels; i--) {
        struct letter *l = &w->letters[i];
        const bool takes = base == 0 ? strchr("aeo", (int)l->base) != NULL : l->base == base;
        if (!takes) {
            continue;
        }
        if (l->mark == MARK_CIRCUMFLEX) {
            l->mark = MARK_NONE;
            pin(w, i);
            undo_with(w, key);
            return;
        }
        if (try_mark(w, i, MARK_CIRCUMFLEX, false)) {
            return;
        }
    }
    append(w, key);
}

static void apply_stroke(struct word *w, uint32_t key)
{
    struct letter *first = &w->letters[0];
    if (w->count > 0 && first->base == 'd' && (w->count == 1 || is_vietnamese(w))) {
        if (first->mark == MARK_STROKE) {
            const struct shape s = shape(w);
            pin(w, shape_tone_place(&s, w->letters, w->count, false));
            first->mark = MARK_NONE;
            undo_with(w, key);
        } else {
            first->mark = MARK_STROKE;
            w->changed = true;
        }
        return;
    }
    struct letter *last = w->count > 0 ? &w->letters[w->count - 1] : NULL;
    const struct shape s = shape(w);
    if (last != NULL && last->base == 'd' && last->mark == MARK_NONE && s.coda == s.vowels &&
        !w->undone) {
        last->mark = MARK_STROKE; /* abbreviations: HDDND */
        w->changed = true;
        return;
    }
    append(w, key);
}

/* Index of a u that an o follows in the vowels, or -1. */
static int find_uo(const struct word *w, const struct shape *s)
{
    for (int i = s->vowels; i + 1 < s->coda; i++) {
        if (w->letters[i].base == 'u' && w->letters[i + 1].base == 'o') {
            return i;
        }
    }
    return -1;
}

/* Alone and after h, th, kh an open uo takes its horn on the o: thuo -> thuở; a second one on both.
 */
static bool is_open_uow(const struct word *w, const struct shape *s, int u)
{
    const bool open = u + 2 == w->count && u == s->vowels;
    const bool after_h = u > 0 && w->letters[u - 1].base == 'h';
    const bool th_or_kh = u == 2 && (w->letters[0].base == 't' || w->letters[0].base == 'k');
    return open && (u == 0 || (after_h && (u == 1 || th_or_kh)));
}

/* True when the pair was handled. */
static bool horn_on_pair(struct word *w, const struct shape *s, int u, uint32_t key)
{
    struct letter *first = &w->letters[u];
    struct letter *second = &w->letters[u + 1];
    if (first->mark == MARK_HORN && second->mark == MARK_HORN && w->lent) {
        w->lent = false;
        return true;
    }
    if (first->mark == MARK_HORN && second->mark == MARK_HORN) {
        first->mark = second->mark = MARK_NONE;
        w->unhorned = true;
        pin(w, u + 1);
        undo_with(w, key);
        return true;
    }
    struct word next = *w;
    if (!(is_open_uow(w, s, u) && first->mark == MARK_NONE && second->mark != MARK_HORN)) {
        next.letters[u].mark = MARK_HORN;
    }
    next.letters[u + 1].mark = MARK_HORN;
    if (!is_vietnamese(&next)) {
        return false;
    }
    next.changed = true;
    *w = next;
    return true;
}

static bool has_horn_or_breve(const struct letter *l, bool horn, bool breve)
{
    return (horn && l->mark == MARK_HORN) || (breve && l->base == 'a' && l->breve);
}

/* A key that repeats: the mark goes, the key stays. A lone w that was a u-horn is a w again. */
static void undo_horn(struct word *w, int at, uint32_t key)
{
    if (w->from_w[at] && at == w->count - 1) {
        w->count--;
    } else {
        w->letters[at].mark = MARK_NONE;
        w->letters[at].breve = false;
        pin(w, at);
    }
    w->unhorned = true;
    undo_with(w, key);
}

/* Telex w, VNI 7 (horn) and 8 (breve). */
static void apply_horn_or_breve(struct word *w, bool horn, bool breve, uint32_t key)
{
    const struct shape s = shape(w);
    const bool foreign = !s.onset_ok || !s.rhyme_ok;
    const int u = !foreign && horn ? find_uo(w, &s) : -1;
    if (u >= 0 && horn_on_pair(w, &s, u, key)) {
        return;
    }
    for (int i = s.coda - 1; !foreign && i >= s.vowels; i--) {
        if (has_horn_or_breve(&w->letters[i], horn, breve)) {
            undo_horn(w, i, key);
            return;
        }
    }
    for (int i = s.vowels; !foreign && i < s.coda; i++) {
        const uint32_t base = w->letters[i].base;
        if ((breve && base == 'a' && try_mark(w, i, MARK_NONE, true)) ||
            (horn && (base == 'o' || base == 'u') && try_mark(w, i, MARK_HORN, false))) {
            return;
        }
    }
    append(w, key);
}

/* A w where a vowel is due is u-horn. */
static bool is_lone_w(const struct word *w)
{
    const struct shape s = shape(w);
    const bool only_gi = w->count == 2 && w->letters[0].base == 'g' && w->letters[1].base == 'i';
    return s.onset_ok && (s.coda == s.vowels || only_gi);
}

static void telex_key(struct word *w, uint32_t key)
{
    static const char tones[] = "zfrxsj"; /* by enum letter_tone */
    const uint32_t lower = letter_lower(key);
    const char *tone = strchr(tones, (int)lower);
    if (tone != NULL) {
        apply_tone(w, (enum letter_tone)(tone - tones), key);
    } else if (lower == 'a' || lower == 'e' || lower == 'o') {
        apply_circumflex(w, lower, key);
    } else if (lower == 'd') {
        apply_stroke(w, key);
    } else if (lower == 'w' && is_lone_w(w)) {
        append(w, key == 'W' ? 0x1AF : 0x1B0);
        w->from_w[w->count - 1] = true;
        w->changed = true;
    } else if (lower == 'w') {
        apply_horn_or_breve(w, true, true, key);
    } else {
        append(w, key);
    }
}

static void vni_key(struct word *w, uint32_t key)
{
    static const enum letter_tone tones[] = {TONE_NONE, TONE_ACUTE, TONE_GRAVE,
                                             TONE_HOOK, TONE_TILDE, TONE_DOT};
    if (key >= '0' && key <= '5') {
        apply_tone(w, tones[key - '0'], key);
    } else if (key == '6') {
        apply_circumflex(w, 0, key);
    } else if (key == '7' || key == '8') {
        apply_horn_or_breve(w, key == '7', key == '8', key);
    } else if (key == '9') {
        apply_stroke(w, key);
    } else {
        append(w, key);
    }
}

static void press(struct word *w, uint16_t key, enum typing_method method)
{
    if (key >= KEY_TONE) {
        const enum letter_tone tone = (enum letter_tone)(key - KEY_TONE);
        w->tone = w->tone == tone ? TONE_NONE : tone;
        w->explicit = true;
        return;
    }
    if (key >= 0x80 || method == TYPING_OFF) {
        append(w, key & ~KEY_LITERAL);
    } else if (method == TYPING_TELEX) {
        telex_key(w, key);
    } else {
        vni_key(w, key);
    }
}

/* One horn of a closed uo brings the other: "uwon", "uown" -> ươn. */
static void complete_uo(struct word *w)
{
    const struct shape s = shape(w);
    const int u = find_uo(w, &s);
    if (u < 0 || u + 2 >= w->count || !s.onset_ok) {
        return;
    }
    struct letter *first = &w->letters[u];
    struct letter *second = &w->letters[u + 1];
    const bool one = (first->mark == MARK_HORN && second->mark == MARK_NONE) ||
                     (first->mark == MARK_NONE && second->mark == MARK_HORN);
    if (one) {
        struct word next = *w;
        next.letters[u].mark = next.letters[u + 1].mark = MARK_HORN;
        if (is_vietnamese(&next)) {
            next.lent = first->mark == MARK_HORN && u + 2 < s.coda; /* uwoi, not uwong */
            *w = next;
        }
    }
}

static struct word read(const struct syllable *s, enum typing_method method)
{
    struct word w = {.count = 0, .pinned = -1};
    for (int i = 0; i < s->count; i++) {
        press(&w, s->keys[i], method);
        if (method != TYPING_OFF && !w.unhorned) {
            complete_uo(&w);
        }
    }
    return w;
}

static bool has_signs(const struct word *w)
{
    bool signs = w->tone != TONE_NONE;
    for (int i = 0; i < w->count; i++) {
        signs |= w->letters[i].mark != MARK_NONE || w->letters[i].breve;
    }
    return signs;
}

/* A foreign word with doubled letters: warranty, reference. What was taken back on the way was no
 * wish of hers when signs are left over in what is no Vietnamese word; boxxer leaves none. */
static bool is_doubled(const struct word *w, const struct shape *s)
{
    bool went_on = false; /* not with the same key a third time */
    for (int i = w->at_undo; w->undone && i < w->count; i++) {
        went_on |= w->letters[i].base != w->letters[w->at_undo - 1].base;
    }
    return went_on && !(s->onset_ok && s->rhyme_ok) && has_signs(w);
}

/* Typed keys changed letters, yet the result is no Vietnamese syllable: the keys were meant. While
 * it is typed a mark may still come (díe, diế); when it ended, a tone on a rhyme that
 * lacks its mark was none (dies, user). */
static bool is_misread(const struct word *w, bool ended)
{
    const struct shape s = shape(w);
    if (ended && !w->explicit && is_doubled(w, &s)) {
        return true;
    }
    if (!w->changed || w->undone || w->explicit || s.coda == s.vowels) {
        return false;
    }
    const bool wrong_tone =
        s.stop && w->tone != TONE_NONE && w->tone != TONE_ACUTE && w->tone != TONE_DOT;
    const bool half = ended && w->tone != TONE_NONE && !s.marked;
    return !s.onset_ok || !s.rhyme_ok || wrong_tone || half;
}

static void write_raw(const struct syllable *s, struct buf *out)
{
    for (int i = 0; i < s->count; i++) {
        char bytes[4];
        buf_add(out, bytes, utf8_encode(s->keys[i] & ~KEY_LITERAL, bytes));
    }
}

bool syllable_add(struct syllable *s, uint16_t key)
{
    if (s->count == SYLLABLE_KEYS_MAX) {
        return false;
    }
    s->keys[s->count++] = key;
    return true;
}

static void write(const struct syllable *s, const struct typing_rules *rules, bool ended,
                  struct buf *out)
{
    struct word w = read(s, rules->method);
    if (is_misread(&w, ended)) {
        write_raw(s, out);
        return;
    }
    const struct shape parts = shape(&w);
    const int free = shape_tone_place(&parts, w.letters, w.count, rules->new_tone);
    const int place = w.pinned >= 0 ? w.pinned : free;
    for (int i = 0; i < w.count; i++) {
        if (i == place) {
            w.letters[i].tone = w.tone;
        }
        char bytes[LETTER_BYTES_MAX];
        buf_add(out, bytes, letter_write(&w.letters[i], bytes));
    }
}

void syllable_write(const struct syllable *s, const struct typing_rules *rules, struct buf *out)
{
    write(s, rules, false, out);
}

void syllable_end(const struct syllable *s, const struct typing_rules *rules, struct buf *out)
{
    write(s, rules, true, out);
}

/* Adds the cluster's letter without its tone, which is returned. */
static bool add_cluster(struct syllable *s, const char *text, size_t len,
                        enum letter_tone *ret_tone)
{
    for (size_t at = 0; at < len;) {
        size_t bytes = 0;
        uint32_t cp = utf8_decode(text + at, len - at, &bytes);
        struct letter l = letter_of(cp);
        if (letter_is_vowel(&l) && l.tone != TONE_NONE) {
            *ret_tone = l.tone;
            l.tone = TONE_NONE;
            char plain[LETTER_BYTES_MAX];
            const size_t size = letter_write(&l, plain);
            size_t ignored = 0;
            cp = utf8_decode(plain, size, &ignored);
        }
        if (cp >= KEY_LITERAL || !syllable_add(s, (uint16_t)(cp < 0x80 ? cp | KEY_LITERAL : cp))) {
            return false;
        }
        at += bytes;
    }
    return true;
}

bool syllable_from_text(struct syllable *s, const char *text, size_t len)
{
    struct syllable made = {.count = 0};
    enum letter_tone tone = TONE_NONE;
    for (size_t at = 0; at < len;) {
        const size_t bytes = utf8_cluster(text + at, len - at);
        if (!add_cluster(&made, text + at, bytes, &tone)) {
            return false;
        }
        at += bytes;
    }
    if (tone != TONE_NONE && !syllable_add(&made, (uint16_t)(KEY_TONE + tone))) {
        return false;
    }
    *s = made;
    return true;
}

bool syllable_backspace(struct syllable *s, const struct typing_rules *rules)
{
    char text[SYLLABLE_KEYS_MAX * LETTER_BYTES_MAX];
    struct buf b;
    buf_init(&b, text, sizeof text);
    syllable_write(s, rules, &b);
    if (b.len == 0) {
        const bool had_keys = s->count > 0;
        s->count = 0;
        return had_keys;
    }
    if (!syllable_from_text(s, text, utf8_last_cluster(text, b.len))) {
        s->count = 0;
    }
    return true;
}
