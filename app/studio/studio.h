/* What is known on the kiosk's screen of the studio: which page, whose work, which sentence, and
 * how the last wish went. Staff only, over the welcome page, never with a citizen's visit. The desk
 * itself is the shell's; it is read here only while no wish that changes it is under way. */
#ifndef APP_STUDIO_STUDIO_H
#define APP_STUDIO_STUDIO_H

#include "app/sound/recording.h"
#include "app/studio/bring.h"
#include "app/studio/issue.h"
#include "app/typing/composer.h"

/* What the shell is asked for (FX_STUDIO); each is answered by HAPPENED_STUDIO. */
enum studio_wish {
    STUDIO_OPEN,     /* the desk */
    STUDIO_LANGUAGE, /* the chosen language of it */
    STUDIO_START,    /* the microphone */
    STUDIO_STOP,     /* and judge what it heard */
    STUDIO_CANCEL,   /* forget what it heard; not answered */
    STUDIO_SHOW,     /* the sentence on its screen; answered by HAPPENED_SHOWN */
    STUDIO_HEAR,     /* the sentence as it was recorded */
    STUDIO_KEEP,     /* the take is approved */
    STUDIO_APPROVE,  /* the sentence is */
    STUDIO_REFUSE,
    STUDIO_ISSUE,  /* out as the folder of a pack */
    STUDIO_COVER,  /* how far each screen is: desk->cover */
    STUDIO_PERSON, /* who was typed in is entered */
    STUDIO_BRING,  /* the chosen pack of those offered */
};

/* What is touched on its pages: the argument of INTENT_STUDIO. */
enum studio_act {
    ACT_RECORD, /* the work itself */
    ACT_REVIEW,
    ACT_ISSUE,
    ACT_SAMPLE, /* the Vietnamese sentence is heard */
    ACT_TAKE,   /* start, or stop */
    ACT_HEAR,
    ACT_KEEP,
    ACT_SKIP,
    ACT_PREVIOUS,
    ACT_APPROVE,
    ACT_REFUSE,
    ACT_COVER, /* the page of screens */
    ACT_ADD,   /* the page of a new person */
};

/* What is asked about a new person, one after another. */
enum person_part { PART_NAME, PART_DIALECT, PART_PLACE, PART_AGREED };

#define STUDIO_LEVELS 10 /* of the meter while the microphone listens */

struct studio {
    const struct desk *desk; /* NULL until it is open */
    bool waits;              /* for the wish */
    enum studio_wish wish;
    bool failed; /* the last one was not carried out */

    bool reviews; /* people are chosen for reviewing, not for reading */
    char language[FOLDER_CODE];
    int person;              /* n-th of the language and role */
    int prompt;              /* that is read */
    enum message_id message; /* that is reviewed */

    bool listens;                /* the microphone is open */
    int level;                   /* 0 .. STUDIO_LEVELS */
    bool judged;                 /* a take was, and is ... */
    enum recording_fault fault;  /* ... this */
    struct issue_result issued;  /* version 0: nothing was */
    int pack;                    /* of those offered, that is brought */
    bool brings;                 /* one was, or was refused, and nothing was wished since ... */
    struct bring_result brought; /* ... like this */
    const uint8_t *picture;      /* of the sentence's screen, RGB888; NULL = none */
    int picture_width, picture_height;
    const char *place; /* that screen (cover_label), "" = none is known; lives as long as the kit */
    int page;          /* of the list of screens */

    enum person_part part; /* that is asked */
    struct person entered; /* what was answered so far */
    struct composer composer;
    char typed[PERSON_WORD]; /* of the composer */
};

/* True while the desk may be read: no wish that changes it is under way. */
bool studio_is_readable(const struct studio *s);

/* Who reads or reviews; NULL when nobody was chosen. */
const struct person *studio_person(const struct studio *s);

/* What the one large act of a sentence's page does: begin, stop, keep, or go on. While the desk may
 * be read. */
enum studio_act studio_next_act(const struct studio *s);

#endif
