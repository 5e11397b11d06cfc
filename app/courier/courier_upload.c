/* A large paper over a line that is cut: the portal is asked how much of it is there, and gets the
 * rest. Only the upload's name is kept; where to go on is asked anew before each try, so that an
 * answer that was lost, or a portal that lost something, costs bytes and nothing else. */
#include <stdio.h>
#include <string.h>

#include "app/courier/courier_inside.h"

#define PLACES 2 /* in one try: an old one that is gone, and a new one */

/* Keeps an upload's name, "" = none, on the disk before anything is sent to it. */
static struct err keep_place(struct way *w, int n, const char *name)
{
    snprintf(w->learnt[n], LEARNT_SIZE, "%s", name);
    return courier_queue_teach(&w->c->queue, w->parcel->uuid, n, name);
}

static struct outcome step(struct way *w, const struct exchange *paper, int n,
                           enum exchange_kind kind, size_t offset)
{
    struct exchange x;
    if (!w->c->params.adapter->upload(paper, kind, w->learnt[n], offset, &x)) {
        return (struct outcome){
            .reading = {.meaning = MEANS_FORGOTTEN, .reason = "forgotten", .retry_after_s = -1}};
    }
    return courier_say(w, &x);
}

/* A place for it, unless there is one; FORGOTTEN where a portal has no uploads. */
static struct outcome find_place(struct way *w, const struct exchange *paper, int n)
{
    struct outcome out = {.reading = {.meaning = MEANS_STORED, .reason = ""}};
    if (w->learnt[n][0] != '\0') {
        return out;
    }
    out = step(w, paper, n, EXCHANGE_UPLOAD, 0);
    if (out.reading.meaning == MEANS_STORED) {
        out.disk = keep_place(w, n, out.reading.learnt);
    }
    return out;
}

/* What the portal could not make the paper from is begun anew at the next try, which counts. Where
 * a part cannot be sent at all, the whole can. */
static struct outcome send_rest(struct way *w, const struct exchange *paper, int n, size_t offset)
{
    struct outcome out = step(w, paper, n, EXCHANGE_REST, offset);
    const bool gone = out.reading.meaning == MEANS_FORGOTTEN;
    if (gone || out.reading.meaning == MEANS_REFUSED) {
        out.disk = keep_place(w, n, "");
    }
    return gone && !failed(out.disk) ? courier_say(w, paper) : out;
}

struct outcome courier_upload(struct way *w, const struct exchange *paper, int n)
{
    for (int i = 0; i < PLACES; i++) {
        struct outcome out = find_place(w, paper, n);
        if (out.reading.meaning == MEANS_FORGOTTEN) {
            break;
        }
        if (out.reading.meaning != MEANS_STORED || failed(out.disk)) {
            return out;
        }
        out = step(w, paper, n, EXCHANGE_OFFSET, 0);
        if (out.reading.meaning == MEANS_STORED && out.reading.offset < paper->size) {
            return send_rest(w, paper, n, out.reading.offset);
        }
        if (out.reading.meaning == MEANS_STORED && w->missing) {
            break; /* it says that all of it is there, and that it is missing */
        }
        const bool gone = out.reading.meaning == MEANS_FORGOTTEN;
        if (!gone && out.reading.meaning != MEANS_NOT_PORTAL) {
            return out;
        }
        out.disk = keep_place(w, n, ""); /* what answers so is not asked for it again */
        if (!gone || failed(out.disk)) {
            return out;
        }
    }
    return courier_say(w, paper);
}
