/* What is to be installed: the answer to deploymentBase/ID and confirmationBase/ID, read strictly
 * (hostile input). A chunk is known by its part; every file must come with its SHA-256, its size
 * and a link. Pure; any thread. */
#ifndef APP_STEWARD_DDI_DEPLOYMENT_H
#define APP_STEWARD_DDI_DEPLOYMENT_H

#include "app/steward/ddi_poll.h"

#define DDI_FILES    8 /* of one deployment, all chunks together */
#define DDI_NAME     128
#define DDI_VERSION  64
#define DDI_HASH     65
#define DDI_CONTENT  65                 /* a digest of all that a deployment brings */
#define DDI_FILE_MAX ((int64_t)1 << 30) /* bytes of a file */

enum ddi_urge { DDI_SKIP, DDI_ATTEMPT, DDI_FORCED };

enum ddi_window {
    DDI_NO_WINDOW, /* none was set */
    DDI_WINDOW_OPEN,
    DDI_WINDOW_SHUT,
};

/* What a chunk is for. */
enum ddi_part {
    DDI_OS,      /* a bundle for the other slot */
    DDI_PACK,    /* a signed content pack */
    DDI_CONFIG,  /* signed settings */
    DDI_COMMAND, /* a signed order */
    DDI_UNKNOWN,
};

struct ddi_file {
    enum ddi_part part;
    char version[DDI_VERSION]; /* of its chunk */
    char name[DDI_NAME];       /* told, never a path */
    char sha256[DDI_HASH];     /* 64 lower-case hex digits */
    int64_t size;              /* 1..DDI_FILE_MAX */
    char href[DDI_HREF];
};

/* What of an offer cannot be taken; the first of it. */
enum ddi_fault {
    DDI_SOUND,
    DDI_NO_HASH,   /* a file without SHA-256 */
    DDI_TOO_LARGE, /* a file of more than DDI_FILE_MAX */
    DDI_TOO_MANY,  /* files */
    DDI_EMPTY,     /* no chunk, or a chunk without a file */
    DDI_ENCRYPTED, /* a chunk that we cannot open */
    DDI_MISSHAPEN, /* a size, name, version or link that is none */
};

struct ddi_deployment {
    char id[DDI_ID];
    enum ddi_urge download, update;
    enum ddi_window window;
    enum ddi_fault fault; /* with one, files is only what came before it */
    int count;
    struct ddi_file files[DDI_FILES];
};

/* ERR_BAD_INPUT when it is no deployment at all: then there is nothing to answer to. confirmation:
 * the object bears that name. */
MUST_USE struct err ddi_deployment_read(const char *text, size_t size, bool confirmation,
                                        struct ddi_deployment *ret_deployment);

/* Adds a file to the digest of what a deployment brings: its part, version, size and hash; whoever
 * begins has "" in it. Links and names may change, what is brought does not. */
void ddi_content_add(char content[DDI_CONTENT], const struct ddi_file *f);

/* The part's word, for people ("os"); never NULL. */
const char *ddi_part_name(enum ddi_part part);

#endif
