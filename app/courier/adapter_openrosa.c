/* OpenRosa 1.0 as ODK Central and KoboToolbox speak it: a pre-flight that tells an OpenRosa server
 * from anything else and names the longest body it takes, then POSTs of the same instance until
 * every file was along. The instance's orx:instanceID is our uuid, which makes every repetition the
 * same submission.
 *
 * What a paper of several pages becomes: each page is a part of its own. Servers keep the files
 * their form's own elements name (ODK Central: every text of an element of a binary question), so
 * behind the element that names the first page stand its copies naming the others; the instance of
 * an application without such a paper goes out byte for byte as the kiosk froze it.
 *
 * Received: OpenRosa knows no file number and cannot be asked, and only a portal's file number
 * makes an application "received". So the last POST's acknowledgement means "sent" and at rest: the
 * row stays SENT for good, and its content is deleted as a received one's is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/courier/application.h"
#include "app/courier/multipart.h"
#include "app/courier/verdict.h"

#define SUBMISSION    "/submission"
#define VERSION       0 /* places in exchange.wanted and http_answer.wanted */
#define LENGTH        1
#define DEFAULT_LIMIT 10000000 /* bytes, for a server that names none */
#define INSTANCE_PART "xml_submission_file", "submission.xml", "text/xml"

/* --- parcel to exchanges ---------------------------------------------------------------------- */

static struct exchange talk(enum exchange_kind kind, const char *method)
{
    struct exchange x = {
        .kind = kind,
        .method = method,
        .accept = "text/xml, application/xml",
        .dated = true,
        .headers = {{"X-OpenRosa-Version", "1.0"}},
        .wanted = {"X-OpenRosa-Version", "X-OpenRosa-Accept-Content-Length"},
    };
    snprintf(x.path, sizeof x.path, SUBMISSION);
    return x;
}

static size_t limit_of(const struct errand *e)
{
    const unsigned long long limit = strtoull(e->learnt[0], NULL, 10);
    return limit > 0 && limit <= SIZE_MAX ? (size_t)limit : DEFAULT_LIMIT;
}

/* The text of the element that names this file, from `at` on: ">name</". */
static const char *find_name(const char *at, const char *name)
{
    char text[256];
    struct buf needle;
    buf_init(&needle, text, sizeof text);
    buf_puts(&needle, ">");
    buf_xml(&needle, name);
    buf_puts(&needle, "</");
    return needle.full ? NULL : strstr(at, text);
}

/* The element around the text at `text`, with another name in it. */
static void put_copy(struct buf *out, const char *instance, const char *text, const char *name)
{
    const char *start = text;
    while (start > instance && *start != '<') {
        start--;
    }
    const char *close = strstr(text, "</");
    buf_add(out, start, (size_t)(text + 1 - start));
    buf_xml(out, name);
    buf_add(out, close, strcspn(close, ">") + 1);
}

/* The instance with every page named. */
static struct err put_instance(const struct application *a, struct buf *out)
{
    const char *at = a->instance;
    const char *text = NULL; /* where the first page of this paper is named */
    char first[128] = "";
    for (int i = 0; i < application_paper_count(a); i++) {
        const struct application_paper p = application_paper(a, i);
        const bool more = i > 0 && !p.handed_in && strcmp(p.ref, first) == 0;
        if (!more) {
            snprintf(first, sizeof first, "%s", p.ref);
            text = p.handed_in ? NULL : find_name(at, p.name);
            continue;
        }
        if (text == NULL) {
            return ERR(ERR_BAD_INPUT, 0, "openrosa: the instance does not name a paper's file");
        }
        const char *close = strstr(text, "</");
        const char *end = close + strcspn(close, ">") + 1;
        if (at < end) {
            buf_add(out, at, (size_t)(end - at));
            at = end;
        }
        put_copy(out, a->instance, text, p.name);
    }
    buf_puts(out, at);
    return out->full ? ERR(ERR_FULL, 0, "openrosa: instance") : ERR_OK;
}

/* Without our uuid as its instanceID a repetition would be a second submission; two files of one
 * name would be one. */
static struct err fits(const struct application *a, const struct parcel *p)
{
    char id[64];
    snprintf(id, sizeof id, "instanceID>uuid:%s</", p->uuid);
    if (strstr(a->instance, id) == NULL) {
        return ERR(ERR_BAD_INPUT, 0, "openrosa: the instance does not carry the uuid");
    }
    int files = 0;
    for (int i = 0; i < application_paper_count(a); i++) {
        const struct application_paper one = application_paper(a, i);
        files += !one.handed_in;
        for (int k = 0; k < i && !one.handed_in; k++) {
            if (strcmp(application_paper(a, k).name, one.name) == 0) {
                return ERR(ERR_BAD_INPUT, 0, "openrosa: two papers have one file name");
            }
        }
    }
    return files == p->paper_count ? ERR_OK
                                   : ERR(ERR_BAD_INPUT, 0, "openrosa: files and names differ");
}

struct file {
    const char *name;
    const char *type;
    size_t cost; /* of the whole part */
    int paper;
};

/* The papers with files, in order. */
static int list_files(const struct application *a, const struct parcel *p,
                      struct file files[RECORD_PAPERS_MAX])
{
    int count = 0;
    for (int i = 0; i < application_paper_count(a) && count < p->paper_count; i++) {
        const struct application_paper one = application_paper(a, i);
        if (!one.handed_in) {
            const struct parcel_paper *paper = &p->papers[one.file];
            files[count++] = (struct file){
                one.name, paper->type,
                paper->size + multipart_head_size(one.name, one.name, paper->type), one.file};
        }
    }
    return count;
}

/* What goes along with POST number `post`: files from first to before last. How files are shared
 * out may never change: an application may be half sent. */
static void share(const struct file *files, int count, size_t room, int post, int *ret_first,
                  int *ret_last)
{
    int first = 0;
    int last = 0;
    for (int n = 0; n <= post; n++) {
        size_t used = 0;
        first = last;
        while (last < count && (last == first || used + files[last].cost <= room)) {
            used += files[last++].cost;
        }
    }
    *ret_first = first;
    *ret_last = last;
}

struct plan {
    struct application a;
    struct file files[RECORD_PAPERS_MAX];
    int count;
    size_t room; /* for files, in one POST */
};

static struct err plan_open(const struct errand *e, struct buf *words, struct plan *ret_plan)
{
    const struct parcel *p = e->parcel;
    struct err error = application_open(p, &ret_plan->a);
    if (failed(error)) {
        return error;
    }
    error = application_is_whole(&ret_plan->a)
                ? fits(&ret_plan->a, p)
                : ERR(ERR_BAD_INPUT, 0, "openrosa: a supplement, or papers of another portal");
    buf_clear(words);
    if (!failed(error)) {
        error = put_instance(&ret_plan->a, words);
    }
    if (failed(error)) {
        application_close(&ret_plan->a);
        return error;
    }
    const size_t base = multipart_head_size(INSTANCE_PART) + words->len + MULTIPART_REST;
    const size_t limit = limit_of(e);
    ret_plan->count = list_files(&ret_plan->a, p, ret_plan->files);
    ret_plan->room = limit > base ? limit - base : 0;
    return ERR_OK;
}

static struct err post(const struct errand *e, const struct plan *plan, int number,
                       struct buf *words, struct exchange *ret_exchange)
{
    struct exchange x = talk(EXCHANGE_PAPER, "POST");
    struct multipart m = multipart_begin(&x, words, e->parcel->sha256);
    int first = 0;
    int last = 0;
    snprintf(x.uuid, sizeof x.uuid, "%s", e->parcel->uuid);
    snprintf(x.sha256, sizeof x.sha256, "%s", e->parcel->sha256);
    buf_clear(words);
    multipart_part(&m, INSTANCE_PART);
    const size_t mark = words->len;
    const struct err error = put_instance(&plan->a, words);
    if (failed(error)) {
        return error;
    }
    x.pieces[0].size += words->len - mark;
    x.size += words->len - mark;
    share(plan->files, plan->count, plan->room, number, &first, &last);
    for (int i = first; i < last; i++) {
        const struct file *f = &plan->files[i];
        multipart_part(&m, f->name, f->name, f->type);
        multipart_paper(&m, e->parcel, f->paper);
    }
    x.kind = last < plan->count ? EXCHANGE_PAPER : EXCHANGE_RECORD;
    *ret_exchange = x;
    m.x = ret_exchange;
    return multipart_end(&m);
}

static struct exchange preflight(const struct errand *e)
{
    struct exchange x = talk(EXCHANGE_FIRST, "HEAD");
    x.again = true;
    snprintf(x.uuid, sizeof x.uuid, "%s", e->parcel->uuid);
    return x;
}

/* The plan is made anew for every exchange: a moment beside sending it. */
static struct err exchange_number(const struct errand *e, int i, struct buf *words,
                                  struct exchange *ret_exchange)
{
    struct plan plan;
    if (i == 0) {
        *ret_exchange = preflight(e);
        return ERR_OK;
    }
    struct err error = plan_open(e, words, &plan);
    if (!failed(error)) {
        error = post(e, &plan, i - 1, words, ret_exchange);
        application_close(&plan.a);
    }
    return error;
}

static void check(struct exchange *ret_exchange)
{
    *ret_exchange = talk(EXCHANGE_CHECK, "HEAD");
}

/* --- answer to meaning ------------------------------------------------------------------------ */

/* Only 204 and the protocol's own header tell an OpenRosa server from a hotel's login page. */
static const struct status_row head_rows[] = {
    {204, 204, LOOK},  {401, 401, UNAUTHORIZED}, {403, 403, UNAUTHORIZED}, {408, 408, LATER},
    {425, 425, LATER}, {429, 429, LATER},        {500, 510, LATER},        {512, 599, LATER},
};

/* Only 201 and 202 acknowledge (a login page answers 200 or 302). 409 is ambiguous: ODK Central
 * answers it for a moment to repetitions of what it has just stored. */
static const struct status_row post_rows[] = {
    {201, 202, LOOK},    {400, 400, REFUSED}, {401, 401, UNAUTHORIZED}, {403, 403, UNAUTHORIZED},
    {404, 406, REFUSED}, {408, 408, LATER},   {409, 409, CONFLICT},     {410, 410, REFUSED},
    {413, 415, REFUSED}, {422, 422, REFUSED}, {425, 425, LATER},        {429, 429, LATER},
    {500, 510, LATER},   {512, 599, LATER},
};

#define VERDICT(rows, status) verdict_of((rows), sizeof(rows) / sizeof(rows)[0], (status))

/* Form Submission API, "Server Response Format": nothing is submitted before a 201 or 202 came with
 * this body. */
static bool has_envelope(const struct http_answer *answer)
{
    return answer->size > 0 && strstr(answer->body, "http://openrosa.org/http/response") != NULL;
}

/* A refusal of an OpenRosa server says so in a header or in its XML; but for "too large", which may
 * come from what stands before it ("clients MUST NOT rely on" a header there). */
static bool is_from_server(const struct http_answer *answer, enum verdict verdict)
{
    return has_envelope(answer) ||
           (verdict != LOOK &&
            (strncmp(answer->wanted[VERSION], "1.", 2) == 0 || answer->status == 413));
}

static struct reading read_head(const struct exchange *x, const struct http_answer *answer)
{
    struct reading r;
    if (reading_without_body(VERDICT(head_rows, answer->status), answer, &r)) {
        return r;
    }
    if (strncmp(answer->wanted[VERSION], "1.", 2) != 0) {
        return reading_stranger("not-the-portal");
    }
    if (x->kind == EXCHANGE_CHECK) {
        return reading_plain(MEANS_READY, "");
    }
    r = reading_plain(MEANS_STORED, "");
    const char *limit = answer->wanted[LENGTH];
    const bool number = limit[0] != '\0' && strspn(limit, "0123456789") == strlen(limit);
    snprintf(r.learnt, sizeof r.learnt, "%.19s", number ? limit : "");
    return r;
}

static struct reading read_post(const struct exchange *x, const struct http_answer *answer)
{
    const enum verdict verdict = VERDICT(post_rows, answer->status);
    struct reading r;
    if (reading_without_body(verdict, answer, &r)) {
        return r;
    }
    if (!is_from_server(answer, verdict)) {
        return reading_stranger("not-the-portal");
    }
    if (verdict == CONFLICT) {
        return reading_plain(MEANS_CONFLICT, "conflict");
    }
    if (verdict == REFUSED) {
        r = reading_plain(MEANS_REFUSED, answer->status == 413 ? "too-large" : "refused");
        r.replan = answer->status == 413; /* its limit may have changed */
        return r;
    }
    if (x->kind == EXCHANGE_PAPER) {
        return reading_plain(MEANS_STORED, "");
    }
    r = reading_plain(MEANS_SENT, "at-rest");
    r.at_rest = true;
    return r;
}

static struct reading read_answer(const struct exchange *x, const struct http_answer *answer)
{
    return x->kind == EXCHANGE_FIRST || x->kind == EXCHANGE_CHECK ? read_head(x, answer)
                                                                  : read_post(x, answer);
}

const struct adapter adapter_openrosa = {
    .name = "openrosa",
    .users = true,
    .exchange = exchange_number,
    .check = check,
    .read = read_answer,
};
