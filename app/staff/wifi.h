/* What is known on the pages of Wi-Fi, which lie over staff's page of lines or over the set-up;
 * app/steps_wifi.c is what happens on them. Emptied with the last of them, the passphrase that was
 * typed with the page it was typed on. */
#ifndef APP_STAFF_WIFI_H
#define APP_STAFF_WIFI_H

#include <stdint.h>

#include "app/typing/composer.h"
#include "platform/port_wifi.h"

/* What the shell is asked for (FX_WIFI), answered by HAPPENED_WIFI. */
enum wifi_wish {
    WIFI_WISH_LOOK,
    WIFI_WISH_SCAN,   /* the same, the air searched anew */
    WIFI_WISH_JOIN,   /* what is chosen, with what is typed, or without */
    WIFI_WISH_FORGET, /* what is chosen */
};

/* The argument of INTENT_WIFI. */
enum wifi_act {
    WIFI_AGAIN,  /* the air is searched anew */
    WIFI_SHOW,   /* what is typed can be read, or not any more */
    WIFI_FORGET, /* the one that is looked at */
    WIFI_RETYPE, /* its passphrase is typed anew */
    WIFI_CHOOSE, /* and more: a row of the list */
};

struct wifi_news {
    enum wifi_wish wish;
    struct err error;
    const struct wifi_facts *facts; /* of LOOK and SCAN */
};

struct wifi_desk {
    struct wifi_facts facts;
    bool told;               /* facts, or why there are none */
    enum message_id trouble; /* why there are none; MSG_NONE */
    bool looks, scans;       /* it is being looked at; the air is being searched */
    bool joins, forgets;     /* the chosen one */
    uint64_t looked_ms;      /* when it was last asked for */
    int page;                /* of the list */
    struct wifi_network chosen;
    enum message_id word;     /* what came of what was done with it; MSG_NONE */
    bool well;                /* ... that is good news */
    bool types;               /* its passphrase is asked for */
    bool shown;               /* ... and can be read */
    struct composer composer; /* over typed */
    char typed[WIFI_PASSPHRASE_MAX + 1];
};

/* The sentence for an error of the port, with what to do. */
enum message_id wifi_why(struct err error);

/* Whether the shell is at work for these pages. */
static inline bool wifi_is_busy(const struct wifi_desk *d)
{
    return d->joins || d->forgets;
}

#endif
