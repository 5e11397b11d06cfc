/* Today's 34 provinces and 3,321 communes, wards and special zones, with the home province's units
 * before July 2025: loaded once at boot into a compact index, filtered on every key.
 * Units are sorted: the home province first, then by folded name. Read-only after loading; any
 * thread. Unit numbers are indices into communes->units. */
#ifndef APP_CITIZEN_COMMUNE_H
#define APP_CITIZEN_COMMUNE_H

#include <stdint.h>

#include "app/assets.h"
#include "platform/base/arena.h"
#include "platform/base/buf.h"

#define COMMUNES_BYTES (1 << 20) /* room communes_load() needs at most */

enum commune_type { COMMUNE_XA, COMMUNE_PHUONG, COMMUNE_DAC_KHU };

struct province {
    char code[3];
    const char *name; /* "Gia Lai" */
    const char *type; /* "tỉnh" or "thành phố" */
    const char *key;  /* folded name */
};

/* A province that was joined with others in 2025: its name on old papers. */
struct old_province {
    const char *name, *key;
    uint8_t province; /* of today */
};

struct commune {
    char code[6];
    uint8_t province;
    uint8_t type;         /* enum commune_type */
    const char *name;     /* "Ia Hrung" */
    const char *key;      /* folded name */
    const char *old_keys; /* folded names of the units and districts it came from, each behind a |;
                             "" outside the home province */
};

/* A unit of the home province before July 2025; a split one has a row for each unit of today. */
struct old_commune {
    const char *name, *key;              /* "Ia Sao" */
    const char *district, *district_key; /* "Huyện Ia Grai"; key without its type */
    const char *province;                /* "Gia Lai" or "Bình Định" */
    uint16_t unit;
    bool partial; /* only a part of it went there */
};

struct communes {
    struct commune *units;
    int count;
    int home_count; /* the first home_count units are the home province's */
    uint8_t home;   /* province */
    struct province *provinces;
    int province_count;
    struct old_province *old_provinces;
    int old_province_count;
    struct old_commune *old;
    int old_count;
};

/* Reads the lists of assets/data. home is a province code ("52"). ERR_CORRUPT for a malformed list
 * or an unknown home, ERR_FULL when the arena is too small (COMMUNES_BYTES are enough). */
MUST_USE struct err communes_load(struct arena *arena, const struct assets *assets,
                                  const char *home, struct communes **ret_communes);

/* The unit with this five-digit code, or -1. */
int communes_find(const struct communes *c, const char *code);

/* Units whose name, old name or old district fits what was typed so far, best first, home province
 * first; "" gives all. Fills at most max and returns how many. Takes under 5 ms. */
int communes_filter(const struct communes *c, const char *typed, uint16_t *ret_units, int max);

/* Appends "Xã Ia Hrung"; with the province behind a comma when it is not the home one. */
void communes_label(const struct communes *c, int unit, struct buf *out);

/* Appends the names of the units it was made from, "Ia Sao, Ia Yok, Ia Dêr"; nothing outside the
 * home province or when it was not changed. */
void communes_made_of(const struct communes *c, int unit, struct buf *out);

#endif
