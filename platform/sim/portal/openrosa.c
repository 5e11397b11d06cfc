#include "platform/sim/portal/openrosa.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "platform/base/buf.h"
#include "platform/sim/portal/form_data.h"
#include "platform/sim/portal/intake.h"
#include "platform/sim/portal/ledger_adapters.h"
#include "platform/sim/portal/submission.h"
#include "platform/sim/serve/digest.h"

static const char tail[] = "/submission";

bool openrosa_is_path(const char *path)
{
    const size_t len = strlen(path);
    return len >= sizeof tail - 1 && strcmp(path + len - (sizeof tail - 1), tail) == 0;
}

void openrosa_say(struct portal_reply *ret_reply, int status, const char *nature,
                  const char *message)
{
    char text[600];
    struct buf out;
    buf_init(&out, text, sizeof text);
    buf_printf(&out,
               "<OpenRosaResponse xmlns=\"http://openrosa.org/http/response\" items=\"0\">"
               "<message nature=\"%s\">%s</message></OpenRosaResponse>",
               nature, message);
    reply_set(ret_reply, status, "text/xml; charset=utf-8", out.data, out.len);
}

static void refuse(struct portal_reply *ret_reply, int status, const char *message)
{
    openrosa_say(ret_reply, status, "error", message);
}

static void trouble(struct portal_reply *ret_reply, struct err e)
{
    refuse(ret_reply, e.code == ERR_FULL ? 507 : 503, e.at);
    ret_reply->retry_after = 5;
}

/* By bearer or by the token of the path. */
bool openrosa_allows(const struct portal *p, const struct portal_request *q)
{
    static const char scheme[] = "Bearer ";
    char key[160] = "";
    const char *at = strstr(q->path, "/key/");
    if (p->token == NULL) {
        return true;
    }
    if (at != NULL) {
        at += strlen("/key/");
        snprintf(key, sizeof key, "%.*s", (int)strcspn(at, "/"), at);
        return portal_same_secret(key, p->token);
    }
    return q->authorization != NULL && strncasecmp(q->authorization, scheme, strlen(scheme)) == 0 &&
           portal_same_secret(q->authorization + strlen(scheme), p->token);
}

/* What one post brought. */
struct post {
    struct form_data data;
    struct submission submission;
    const struct form_field *xml;
    struct ledger_file files[LEDGER_PAPERS_MAX];
    int file_count;
    struct intake_peek peek; /* at a record that came along */
};

/* Every file but the XML is an attachment; its name is its file's, or else its field's. */
static const char *take_files(struct post *post)
{
    for (int i = 0; i < post->data.count; i++) {
        const struct form_field *f = &post->data.fields[i];
        const char *name = f->filename[0] != '\0' ? f->filename : f->name;
        if (f == post->xml || !f->file) {
            continue;
        }
        if (post->file_count == LEDGER_PAPERS_MAX || strlen(name) >= LEDGER_NAME) {
            return "there are too many attachments, or a name is too long";
        }
        intake_peek(f->value, f->size, &post->peek);
        post->files[post->file_count++] = (struct ledger_file){
            name, f->type[0] != '\0' ? f->type : "application/octet-stream", f->value, f->size};
    }
    return NULL;
}

static void store(struct portal *p, const struct portal_request *q, struct post *post,
                  struct portal_reply *ret_reply)
{
    enum ledger_put put = LEDGER_NEW;
    if (post->peek.procedure[0] == '\0') {
        snprintf(post->peek.procedure, sizeof post->peek.procedure, "%.23s", post->submission.form);
    }
    const struct ledger_record record = {.uuid = post->submission.uuid,
                                         .body = post->xml->value,
                                         .size = post->xml->size,
                                         .token_sha256 = post->peek.token_sha256,
                                         .adapter = "openrosa",
                                         .procedure = post->peek.procedure};
    struct err e =
        ledger_put_submission(p->ledger, &record, post->files, post->file_count, q->now, &put);
    if (!failed(e) && put == LEDGER_SAME && q->doubled) {
        e = ledger_copy(p->ledger, record.uuid, q->now);
    }
    if (e.code == ERR_FULL && e.os == 0) {
        refuse(ret_reply, 400, "this submission has 64 attachments");
    } else if (failed(e)) {
        trouble(ret_reply, e);
    } else if (put == LEDGER_CONFLICT) {
        refuse(ret_reply, 409, "A submission already exists with this ID, but with different XML.");
    } else {
        openrosa_say(ret_reply, 201, "", "full submission upload was successful!");
    }
}

static void take_post(struct portal *p, const struct portal_request *q, struct post *post,
                      struct portal_reply *ret_reply)
{
    const char *why = NULL;
    if (failed(form_data_read(q->content_type, q->body, q->size, &post->data))) {
        refuse(ret_reply, 400, "the body must be multipart/form-data");
        return;
    }
    post->xml = form_data_find(&post->data, "xml_submission_file");
    if (post->xml == NULL) {
        refuse(ret_reply, 400, "there must be a part xml_submission_file");
    } else if (failed(
                   submission_read(post->xml->value, post->xml->size, &post->submission, &why)) ||
               (why = take_files(post)) != NULL) {
        refuse(ret_reply, 400, why);
    } else {
        store(p, q, post, ret_reply);
    }
    form_data_free(&post->data);
}

static void answer_post(struct portal *p, const struct portal_request *q,
                        struct portal_reply *ret_reply)
{
    if (q->openrosa_version == NULL || strcmp(q->openrosa_version, "1.0") != 0) {
        refuse(ret_reply, 400, "the header X-OpenRosa-Version must be 1.0");
        return;
    }
    if (q->too_large) {
        refuse(ret_reply, 413, "the post is longer than X-OpenRosa-Accept-Content-Length");
        return;
    }
    struct post *post = calloc(1, sizeof *post);
    if (post == NULL) {
        trouble(ret_reply, ERR(ERR_FULL, 1, "submission: memory"));
        return;
    }
    take_post(p, q, post, ret_reply);
    free(post);
}

void openrosa_answer(struct portal *p, const struct portal_request *q,
                     struct portal_reply *ret_reply)
{
    ret_reply->accept_length = p->accept_length > 0 ? p->accept_length : OPENROSA_LIMIT;
    if (!openrosa_allows(p, q)) {
        refuse(ret_reply, 401, "the token is missing or wrong");
        ret_reply->challenge = true;
    } else if (strcmp(q->method, "HEAD") == 0) {
        ret_reply->status = 204;
    } else if (strcmp(q->method, "POST") == 0) {
        answer_post(p, q, ret_reply);
    } else {
        refuse(ret_reply, 405, "this address takes HEAD and POST");
        ret_reply->allow = "HEAD, POST";
    }
}
