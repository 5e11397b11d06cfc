/* All that the studio of a kiosk works with, and the carrying out of its wishes: on a worker, one
 * at a time. Between two wishes the main thread reads the desk and hears the clip. */
#ifndef APP_STUDIO_KIT_H
#define APP_STUDIO_KIT_H

#include "app/studio/studio.h"

#define KIT_TEXTS (2u << 20)

struct kit {
    struct desk desk;
    struct take_room room;
    int16_t heard[RECORDING_SAMPLES]; /* by the microphone, since it was opened */
    size_t count;                     /* of heard */
    struct take take;
    struct clip clip;            /* to be heard: of the last STUDIO_HEAR, in the room */
    uint8_t packs_key[SEAL_KEY]; /* of who signs packs, and whether there is one: put here, too */
    bool has_packs_key;
    struct places places; /* of assets/languages/screens.tsv; put here before the first wish */
    uint8_t texts[KIT_TEXTS];
};

/* One wish: what it is about, and how it went. */
struct kit_wish {
    enum studio_wish wish;
    struct port_dir *dir;
    const char *state; /* folder */
    char language[FOLDER_CODE];
    int prompt;
    enum message_id message;
    struct person person;
    char today[11], expires[11];

    struct err error;
    enum recording_fault fault;  /* of STUDIO_STOP */
    struct issue_result issued;  /* of STUDIO_ISSUE: the folder out-CODE beside the languages */
    int pack;                    /* of those the desk offers */
    struct bring_result brought; /* of STUDIO_BRING */
};

/* Carries it out. STUDIO_START, STUDIO_CANCEL and STUDIO_SHOW are the
 * main thread's. Blocking. */
void kit_carry_out(struct kit *k, struct kit_wish *w);

#endif
