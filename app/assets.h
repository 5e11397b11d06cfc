/* Where the program's own data lies. The root is RONG_ASSETS when the composition root passes it;
 * else the nearest folder "assets" holding "data" above the program (a checkout or an unpacked
 * release); else /usr/share/rong. So a binary finds its assets from any working directory. */
#ifndef APP_ASSETS_H
#define APP_ASSETS_H

#include "platform/port_files.h"

#define ASSETS_PATH_MAX 1024

enum assets_answer {
    ASSETS_ELSEWHERE, /* the layer has nothing to say about that name */
    ASSETS_HERE,
    ASSETS_GONE, /* it stands in the place of what is below, and has no such file */
};

/* What lies over the program's own data: content packs. */
struct assets_layer {
    void *context;
    /* The bytes end with a NUL where the name ends in ".ini", and stay until the layer goes; those
     * of an ".ini" only until the next one is asked for. */
    enum assets_answer (*find)(void *context, const char *name, struct file_bytes *ret_file);
    /* Tells each name in a folder, as assets_list(). */
    void (*list)(void *context, const char *folder, void (*each)(void *visitor, const char *name),
                 void *visitor);
};

struct assets {
    const struct assets_layer *layer; /* or NULL */
    const struct port_files *files;
    char root[ASSETS_PATH_MAX];
    char
        built[ASSETS_PATH_MAX]; /* build/assets of a checkout, where the build puts what it makes */
};

/* Finds the root. override is getenv("RONG_ASSETS") or NULL; it must be a folder when given.
 * ERR_NOT_FOUND when there is none. */
MUST_USE struct err assets_open(struct assets *a, const struct port_files *files,
                                const char *override);

/* The full path of name ("data/vn_communes.csv"): below root, or below built when only that has it
 * (generated clips, pictograms). ERR_FULL when it does not fit. */
MUST_USE struct err assets_path(const struct assets *a, const char *name, char *ret_path,
                                size_t size);

/* Maps an asset, looking in the layer, then in root and then in built; give back with
 * assets_unmap(). Of what the layer has only an ".ini" ends with a NUL. */
MUST_USE struct err assets_map(const struct assets *a, const char *name,
                               struct file_bytes *ret_file);
void assets_unmap(const struct assets *a, struct file_bytes *file);

/* Tells each name in a folder of the layer and below root ("forms"), in no order; one may come
 * twice. */
MUST_USE struct err assets_list(const struct assets *a, const char *folder,
                                void (*each)(void *context, const char *name), void *context);

/* Lets go of the memory behind an asset that was read through once; it comes back when read. */
void assets_rest(const struct assets *a, const struct file_bytes *file);

#endif
