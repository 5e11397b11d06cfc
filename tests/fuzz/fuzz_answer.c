/* Whatever a portal answers over HTTP to any step of any adapter: read as a meaning or refused, and
 * only what echoes the request acknowledges it. The first line is the adapter's and the step's
 * letter, the status, and header values behind a '|' each; the body follows. */
#define _GNU_SOURCE /* memmem */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/courier/adapter.h"

#define UUID   "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
#define NUMBER "H21-7"
#define HASH   "8339ad71850214033f95b7eabd9b60c9b9f482b738914d8a56d368d09a3f07e2"
#define UPLOAD "/upload"
#define NAMES  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
#define DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-/"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool good)
{
    if (!good) {
        abort();
    }
}

static const struct adapter *adapter_of(char letter)
{
    return letter == 'o' ? &adapter_openrosa : letter == 'i' ? &adapter_igate : &adapter_rest;
}

/* 'p' a paper, 'a' the application, 's' its status, 'c' the check, 'f' the first, 'l' the login; of
 * a large paper 'u' the upload, 'o' its offset, 'r' the rest. */
static struct exchange step_of(const struct adapter *adapter, char letter)
{
    static const char letters[] = "pascfluor";
    static const enum exchange_kind kinds[] = {EXCHANGE_PAPER,  EXCHANGE_RECORD, EXCHANGE_STATUS,
                                               EXCHANGE_CHECK,  EXCHANGE_FIRST,  EXCHANGE_LOGIN,
                                               EXCHANGE_UPLOAD, EXCHANGE_OFFSET, EXCHANGE_REST};
    const char *asked = adapter == &adapter_igate  ? "pascfl"
                        : adapter == &adapter_rest ? "pascuor"
                                                   : "pacf"; /* the steps this adapter has */
    const char *at = strchr(letters, letter);
    const bool known = letter != '\0' && strchr(asked, letter) != NULL;
    return (struct exchange){.kind = known ? kinds[at - letters] : EXCHANGE_RECORD,
                             .path = UPLOAD,
                             .length = 22,
                             .from = 10,
                             .uuid = UUID,
                             .sha256 = HASH,
                             .number = NUMBER,
                             .size = 2};
}

/* The fields of the first line. */
static struct http_answer head_of(const char *line)
{
    struct http_answer answer = {.retry_after_s = -1};
    int used = 0;
    if (sscanf(line, "%3d%n", &answer.status, &used) != 1) {
        return answer;
    }
    const char *at = line + used;
    for (int i = 0; i < HTTP_HEADERS && *at == '|'; i++) {
        const size_t length = strcspn(at + 1, "|");
        snprintf(answer.wanted[i], HTTP_VALUE, "%.*s", (int)(length % HTTP_VALUE), at + 1);
        at += 1 + length;
    }
    if (answer.status >= 425) {
        answer.retry_after_s = strtol(answer.wanted[0], NULL, 10);
    }
    return answer;
}

/* Somewhere in the body, as it stands or written with escapes. */
static bool says(const struct http_answer *a, const char *text)
{
    return memmem(a->body, a->size, text, strlen(text)) != NULL ||
           memmem(a->body, a->size, "\\u", 2) != NULL || memmem(a->body, a->size, "\\/", 2) != NULL;
}

/* rest echoes uuid and hash, igate the number; openrosa acknowledges by its status alone. */
static void judge_acknowledgement(const struct adapter *adapter, const struct exchange *x,
                                  const struct http_answer *a, const struct reading *r)
{
    must(x->kind == EXCHANGE_RECORD || x->kind == EXCHANGE_STATUS);
    if (adapter == &adapter_rest) {
        must((a->status == 200 || a->status == 201) && says(a, UUID) && says(a, HASH));
    } else if (adapter == &adapter_igate) {
        must(a->status == 200 || a->status == 201);
        must(says(a, NUMBER) && strcmp(r->file_number, NUMBER) == 0);
        must(!r->ours || says(a, UUID));
    } else {
        must((a->status == 201 || a->status == 202) && r->meaning == MEANS_SENT && r->at_rest);
    }
    must(r->meaning != MEANS_RECEIVED || (r->file_number[0] != '\0' && !r->papers_missing));
}

static bool is_upload(const struct exchange *x)
{
    return x->kind == EXCHANGE_UPLOAD || x->kind == EXCHANGE_OFFSET || x->kind == EXCHANGE_REST;
}

/* A name goes into a path, an offset into the paper. */
static void judge_upload(const struct exchange *x, const struct http_answer *a,
                         const struct reading *r)
{
    must(r->meaning != MEANS_SENT && r->meaning != MEANS_RECEIVED);
    if (r->meaning != MEANS_STORED) {
        return;
    }
    must(strcmp(a->wanted[0], "1.0.0") == 0 && a->status >= 200 && a->status <= 204);
    if (x->kind == EXCHANGE_UPLOAD) {
        must(r->learnt[0] != '\0' && strlen(r->learnt) <= 24 &&
             strspn(r->learnt, NAMES) == strlen(r->learnt));
    } else {
        must(r->learnt[0] == '\0' && r->offset <= x->length);
        must(x->kind == EXCHANGE_OFFSET || r->offset == x->length);
    }
}

static void judge(const struct adapter *adapter, const struct exchange *x,
                  const struct http_answer *a, const struct reading *r)
{
    must(r->reason != NULL && memchr(r->file_number, '\0', sizeof r->file_number) != NULL &&
         memchr(r->learnt, '\0', sizeof r->learnt) != NULL &&
         memchr(r->state_text, '\0', sizeof r->state_text) != NULL);
    must(strspn(r->file_number, DIGITS) == strlen(r->file_number));
    for (const char *at = r->state_text; *at != '\0'; at++) {
        must((unsigned char)*at >= 0x20 && *at != 0x7F);
    }
    must(r->meaning == MEANS_LATER || r->retry_after_s == -1);
    must(r->learnt[0] == '\0' || r->meaning == MEANS_STORED);
    must(r->meaning != MEANS_READY || x->kind == EXCHANGE_CHECK || x->kind == EXCHANGE_LOGIN);
    must(r->meaning != MEANS_FORGOTTEN || x->kind == EXCHANGE_STATUS || is_upload(x));
    if (is_upload(x)) {
        judge_upload(x, a, r);
    }
    if (r->meaning == MEANS_SENT || r->meaning == MEANS_RECEIVED) {
        judge_acknowledgement(adapter, x, a, r);
    }
    if (r->meaning == MEANS_STORED && x->kind == EXCHANGE_PAPER && adapter != &adapter_openrosa) {
        must(says(a, HASH));
    }
    if (adapter == &adapter_igate && x->kind == EXCHANGE_FIRST) {
        must(strspn(r->learnt, DIGITS) == strlen(r->learnt)); /* goes into a path */
    }
}

/* A token goes into a header. */
static void read_session(const struct adapter *adapter, const struct http_answer *a)
{
    static struct session session;
    if (adapter->session == NULL || !adapter->session(a, &session)) {
        return;
    }
    must(session.token[0] != '\0' && session.lasts_s >= 0);
    for (const char *at = session.token; *at != '\0'; at++) {
        must((unsigned char)*at > 0x20 && (unsigned char)*at < 0x7F);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = memchr(data, '\n', size);
    char line[128];
    if (end == NULL || end - data < 5 || end - data >= (ptrdiff_t)sizeof line) {
        return 0;
    }
    const size_t head = (size_t)(end - data);
    memcpy(line, data, head);
    line[head] = '\0';
    const struct adapter *adapter = adapter_of(line[0]);
    const struct exchange x = step_of(adapter, line[1]);
    struct http_answer answer = head_of(line + 2);
    char *body = malloc(size - head); /* the NUL takes the line's end's place */
    answer.size = size - head - 1;
    memcpy(body, end + 1, answer.size);
    body[answer.size] = '\0';
    answer.body = body;
    const struct reading r = adapter->read(&x, &answer);
    judge(adapter, &x, &answer, &r);
    read_session(adapter, &answer);
    free(body);
    return 0;
}
