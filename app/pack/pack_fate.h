/* What has become of a pack that was taken over, for whoever handed it over and must tell others:
 * read from what lies in packs/ (pack_store.h, pack_trial.h), changed by nobody here. */
#ifndef APP_PACK_PACK_FATE_H
#define APP_PACK_PACK_FATE_H

#include "app/pack/pack_about.h"
#include "app/pack/pack_trial.h"

#define PACK_HANDLE   (PACK_TITLE + PACK_MARK) /* "NAME MARK" with its NUL */
#define PACK_WEEK_S   ((int64_t)7 * 24 * 3600) /* so long a first visit is waited for */
#define PACK_FATE_WHY 120

enum pack_fate {
    FATE_TRYING,  /* in use, or about to be; no visit has ended with it yet */
    FATE_STANDS,  /* a visit went well with it */
    FATE_UNTRIED, /* in use for a week, and nobody came */
    FATE_FELL,    /* undone after it failed */
    FATE_GONE,    /* taken out of use here, or another took its place, before it was proved */
};

/* By what a pack is asked for later. */
void pack_handle(const char *name, const char *mark, char ret_handle[PACK_HANDLE]);

/* What became of it by now (Unix seconds), with a sentence in ret_why. A handle that is none is
 * FATE_GONE. */
enum pack_fate pack_fate(struct port_dir *dir, const char *state, const char *handle, int64_t now_s,
                         char ret_why[PACK_FATE_WHY]);

/* Whether the newest pack of that name that ever came was undone here: what serves is the one
 * before, or none. */
bool pack_newest_fell(struct port_dir *dir, const char *state, const char *name);

#endif
