/* A portal's OpenRosa form list and the manifest of a form, as far as packs travel by them: the
 * form FORM_LIST_CARRIER is nobody's to fill in; its media files named NAME.pack are content packs.
 * Other forms of the list are not taken: nobody signed them. Hostile input; pure; any thread. */
#ifndef APP_STEWARD_FORM_LIST_H
#define APP_STEWARD_FORM_LIST_H

#include "app/pack/pack_about.h"
#include "app/steward/ddi_poll.h"
#include "platform/base/arena.h"

#define FORM_LIST_CARRIER "rong-packs"
#define FORM_LIST_PACKS   8
#define FORM_LIST_HASH    100
#define FORM_LIST_ROOM    ((size_t)2 << 20) /* what reading one takes at most */

struct form_pack {
    char name[PACK_TITLE]; /* of its file, without ".pack" */
    char hash[FORM_LIST_HASH];
    char href[DDI_HREF];
};

/* The link to the carrier's manifest. ERR_NOT_FOUND: it is not on the list, or has none;
 * ERR_BAD_INPUT: it is no list. The arena is used and given back. */
MUST_USE struct err form_list_manifest(struct arena *arena, const char *xml, size_t size,
                                       char ret_href[DDI_HREF]);

/* The packs of a manifest, in its order; what is no pack is passed over, and what is more than
 * FORM_LIST_PACKS. ERR_BAD_INPUT. */
MUST_USE struct err form_list_packs(struct arena *arena, const char *xml, size_t size,
                                    struct form_pack ret_list[FORM_LIST_PACKS], int *ret_count);

#endif
