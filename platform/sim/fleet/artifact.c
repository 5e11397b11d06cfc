#include "platform/sim/fleet/artifact.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "platform/sim/fleet/action.h"
#include "platform/sim/fleet/auth.h"
#include "platform/sim/fleet/deployment.h"
#include "platform/sim/fleet/hashes.h"
#include "platform/sim/fleet/range.h"

#define ARTIFACT_MAX ((int64_t)1024 * 1024 * 1024)

struct file {
    char sha1[41], md5[33], sha256[65];
    int64_t size, at;
};

/* The module's file of the path's name; false after 404. */
static bool find(const struct call *c, struct file *f)
{
    const char *text[3] = {"", "", ""};
    json_int_t size = 0;
    json_int_t at = 0;
    json_t *rows = store_rows(c->store,
                              "SELECT a.sha1, a.md5, a.sha256, a.size, a.at FROM module_artifact m "
                              "JOIN artifact a ON a.id = m.artifact WHERE m.module = ? AND "
                              "m.filename = ?",
                              "is", c->place->id, c->place->file);
    const bool there =
        json_unpack(json_array_get(rows, 0), "{s:s,s:s,s:s,s:I,s:I}", "sha1", &text[0], "md5",
                    &text[1], "sha256", &text[2], "size", &size, "at", &at) == 0;
    if (there) {
        snprintf(f->sha1, sizeof f->sha1, "%s", text[0]);
        snprintf(f->md5, sizeof f->md5, "%s", text[1]);
        snprintf(f->sha256, sizeof f->sha256, "%s", text[2]);
        f->size = size;
        f->at = at;
    } else {
        answer_mishap(c->r, MISHAP_NOT_FOUND);
    }
    json_decref(rows);
    return there;
}

/* The running action that brings the module; 0 = none, as while it is being cancelled. */
static int64_t action_of_module(const struct call *c)
{
    return store_number(c->store, 0,
                        "SELECT a.id FROM action a JOIN distribution_module d ON d.distribution = "
                        "a.distribution WHERE a.target = ? AND d.module = ? AND a.active = 1 AND "
                        "a.state NOT IN ('CANCELING', 'CANCELED', 'SCHEDULED') ORDER BY a.id",
                        "si", c->place->target, c->place->id);
}

/* A whole download is told in the action's history; false after it was refused. */
static bool note_download(const struct call *c)
{
    struct action a;
    char sentence[700];
    if (!action_load(c->store, action_of_module(c), &a)) {
        answer_mishap(c->r, MISHAP_NOT_ASSIGNED);
        return false;
    }
    if (!action_has_room(c->store, &a)) {
        answer_mishap(c->r, MISHAP_QUOTA);
        c->r->status = c->fleet->quota_status;
        return false;
    }
    snprintf(sentence, sizeof sentence, "Target downloads %s", c->q->path);
    action_note_server(c->store, &a, "DOWNLOAD", sentence, c->q->now);
    return true;
}

void artifact_list(struct call *c)
{
    if (!auth_known(c)) {
        return;
    }
    const int64_t known =
        store_number(c->store, 0,
                     "SELECT count(*) FROM action a JOIN distribution_module d ON d.distribution = "
                     "a.distribution WHERE a.target = ? AND d.module = ?",
                     "si", c->place->target, c->place->id);
    if (known == 0) {
        answer_mishap(c->r, MISHAP_NOT_ASSIGNED);
    } else {
        answer_json(c->r, 200, deployment_artifacts(c, c->place->id));
    }
}

static void write_date(int64_t ms, char *out, size_t cap)
{
    struct tm t;
    const time_t seconds = (time_t)(ms / 1000);
    gmtime_r(&seconds, &t);
    strftime(out, cap, "%a, %d %b %Y %H:%M:%S GMT", &t);
}

static void open_bytes(struct call *c, const struct file *f)
{
    char path[700];
    store_artifact_path(c->store, f->sha256, path, sizeof path);
    c->r->file = open(path, O_RDONLY | O_CLOEXEC);
    if (c->r->file < 0) {
        answer_mishap(c->r, MISHAP_GENERIC);
    }
}

static void send_part(struct call *c, const struct file *f, const char *tag, bool ranges)
{
    struct fleet_reply *r = c->r;
    int64_t from = 0;
    int64_t length = f->size;
    enum range range = RANGE_WHOLE;
    if (ranges && range_still(c->q->if_range, tag, f->at)) {
        range = range_read(c->q->range, f->size, &from, &length);
    }
    answer_empty(r, range == RANGE_PART ? 206 : range == RANGE_WRONG ? 416 : 200);
    snprintf(r->etag, sizeof r->etag, "\"%s\"", tag);
    write_date(f->at, r->modified, sizeof r->modified);
    r->ranges = true;
    if (range == RANGE_WRONG) {
        snprintf(r->content_range, sizeof r->content_range, "bytes */%lld", (long long)f->size);
        return;
    }
    if (range == RANGE_PART) {
        snprintf(r->content_range, sizeof r->content_range, "bytes %lld-%lld/%lld", (long long)from,
                 (long long)(from + length - 1), (long long)f->size);
    }
    r->type = "application/octet-stream";
    r->from = from;
    r->length = length;
    snprintf(r->disposition, sizeof r->disposition, "attachment;filename=%s", c->place->file);
    open_bytes(c, f);
}

void artifact_answer(struct call *c)
{
    struct file f;
    char tag[41];
    if (!auth_known(c) || !find(c, &f)) {
        return;
    }
    snprintf(tag, sizeof tag, "%s", f.sha1);
    if (c->trouble->effect == TROUBLE_ETAG) {
        tag[0] = tag[0] == 'f' ? '0' : 'f';
        f.at = c->q->now;
    }
    if (c->q->if_match != NULL && !range_names(c->q->if_match, tag)) {
        answer_empty(c->r, 412);
        return;
    }
    /* Many ranges are asked of one download, so only whole ones are told and counted. */
    if (c->q->range == NULL && !note_download(c)) {
        return;
    }
    send_part(c, &f, tag, c->trouble->effect != TROUBLE_NO_RANGE);
}

void artifact_md5sum(struct call *c)
{
    struct file f;
    char line[300];
    if (auth_known(c) && find(c, &f) && note_download(c)) {
        snprintf(line, sizeof line, "%s  %s", f.md5, c->place->file);
        answer_text(c->r, 200, "text/plain", line);
        snprintf(c->r->disposition, sizeof c->r->disposition, "attachment;filename=%s.MD5SUM",
                 c->place->file);
    }
}

/* Copies into a file beside the goal, which then takes its place. */
static struct err copy(int fd, const char *goal)
{
    char piece[16384];
    char part[800];
    ssize_t got = 0;
    snprintf(part, sizeof part, "%s.part", goal);
    const int out = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    bool whole = out >= 0 && lseek(fd, 0, SEEK_SET) == 0;
    while (whole && (got = read(fd, piece, sizeof piece)) > 0) {
        whole = write(out, piece, (size_t)got) == got;
    }
    whole = whole && got == 0;
    if (out >= 0) {
        whole = close(out) == 0 && whole;
    }
    return whole && rename(part, goal) == 0 ? ERR_OK
                                            : ERR(ERR_IO, errno, "fleet: keep an artifact");
}

struct err artifact_keep(struct store *s, const char *path, const char *filename, int64_t now_ms,
                         json_t **ret_row)
{
    char goal[700];
    struct hashes h = {.size = 0};
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return ERR(ERR_IO, errno, "fleet: open an artifact");
    }
    struct err e = hashes_of_file(fd, &h);
    if (!failed(e) && h.size > ARTIFACT_MAX) {
        e = ERR(ERR_FULL, 0, "fleet: an artifact of more than 1 GiB");
    }
    store_artifact_path(s, h.sha256, goal, sizeof goal);
    if (!failed(e) && access(goal, R_OK) != 0) {
        e = copy(fd, goal);
    }
    close(fd);
    if (failed(e)) {
        return e;
    }
    store_run(s,
              "INSERT INTO artifact(filename, size, sha1, md5, sha256, at) VALUES(?, ?, ?, ?, ?, "
              "?)",
              "sisssi", filename, h.size, h.sha1, h.md5, h.sha256, now_ms);
    *ret_row = json_pack("{s:I,s:s,s:I,s:s,s:s,s:s}", "id", (json_int_t)store_last_id(s),
                         "filename", filename, "size", (json_int_t)h.size, "sha1", h.sha1, "md5",
                         h.md5, "sha256", h.sha256);
    return ERR_OK;
}
