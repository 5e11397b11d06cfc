#include "app/form/profile.h"

#include <string.h>

struct row {
    const char *name, *sentence;
};

#define ROWS(table) (table), sizeof(table) / sizeof(table)[0]

static const char *look(const struct row *rows, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(rows[i].name, name) == 0) {
            return rows[i].sentence;
        }
    }
    return NULL;
}

const char *profile_element(const char *name)
{
    static const struct row rows[] = {
        {"setgeopoint", "a kiosk never records places: it stands in one; remove setgeopoint"},
        {"recordaudio", "a public machine never records sound unasked; remove recordaudio"},
        {"range", "range is not drawn yet; use <input> of type int with a constraint"},
        {"rank", "ranking is not drawn yet; ask for the first choice with select1, then for the "
                 "next"},
        {"secret", "secrets are never asked for at a public screen; remove the question"},
    };
    return look(ROWS(rows), name);
}

const char *profile_meta(const char *name)
{
    static const struct row rows[] = {
        {"audit", "a public machine never records how somebody fills in a form; remove audit"},
        {"entity", "entities are made by the server from what is sent; remove the entity here"},
        {"deprecatedID", "a sent application cannot be edited yet; remove deprecatedID"},
        {"background-audio", "a public machine never records sound unasked; remove it"},
    };
    return look(ROWS(rows), name);
}

const char *profile_upload(const char *mediatype)
{
    static const struct row rows[] = {
        {"video/", "video cannot be taken yet; ask for a picture with mediatype=\"image/*\""},
        {"audio/", "a public machine records no sound of its citizens; ask for a picture of the "
                   "paper with mediatype=\"image/*\""},
        {"osm/", "maps are never edited at a kiosk; remove the question"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strncmp(mediatype, rows[i].name, strlen(rows[i].name)) == 0) {
            return rows[i].sentence;
        }
    }
    return strncmp(mediatype, "image/", 6) == 0
               ? NULL
               : "only papers can be uploaded, as pictures; use mediatype=\"image/*\"";
}

const char *profile_text_form(const char *name)
{
    static const struct row rows[] = {
        {"video", "video in a text is not shown yet; use the form image or audio"},
        {"big-image", "big-image is not shown yet; use the form image"},
    };
    return look(ROWS(rows), name);
}

const char *profile_function(const char *name)
{
    static const char chance[] = "nothing in an application is left to chance; remove it";
    static const char mathematics[] = "no procedure needs it; compute it outside the form";
    static const char places[] = "a kiosk never computes with places; remove it";
    static const struct row rows[] = {
        {"random", chance},
        {"randomize", "choices are listed in one order for everybody; list them without it"},
        {"digest", "the kiosk seals what it sends; remove it"},
        {"sin", mathematics},
        {"cos", mathematics},
        {"tan", mathematics},
        {"asin", mathematics},
        {"acos", mathematics},
        {"atan", mathematics},
        {"atan2", mathematics},
        {"sqrt", mathematics},
        {"exp", mathematics},
        {"exp10", mathematics},
        {"log", mathematics},
        {"log10", mathematics},
        {"pi", mathematics},
        {"area", places},
        {"distance", places},
        {"geofence", places},
        {"intersects", places},
    };
    return look(ROWS(rows), name);
}

bool profile_appearance(const char *word, size_t len)
{
    static const char *const known[] = {
        "field-list", "minimal",    "numbers", "multiline", "quick",       "columns",
        "signature",  "month-year", "year",    "masked",    "no-calendar",          /* ODK's */
        "commune",    "paper",      "partial", "list",      "name",        "money", /* ours */
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strlen(known[i]) == len && memcmp(known[i], word, len) == 0) {
            return true;
        }
    }
    return len > 8 && memcmp(word, "columns-", 8) == 0;
}

bool profile_foreign(const char *appearance)
{
    static const char *const starts[] = {"ex:", "intent:"};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        const char *found = strstr(appearance, starts[i]);
        if (found != NULL && (found == appearance || found[-1] == ' ')) {
            return true;
        }
    }
    return false;
}
