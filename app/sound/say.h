/* A spoken sequence: what the guide will say, as data. Built by screens, turned into clips by
 * app/sound/speech.c, written down in heard.txt. Nothing here plays. */
#ifndef APP_SOUND_SAY_H
#define APP_SOUND_SAY_H

#include <stdbool.h>
#include <stdint.h>

#include "app/sound/messages.h" /* enum message_id, generated from assets/languages */

enum say_kind {
    SAY_END,
    SAY_MESSAGE, /* message; {0} {1} in it are said by the first and second item that follow
                    (number, date, text, name ...), which then are not said again */
    SAY_TEXT,   /* a sentence of the form, the procedure or a label: one clip when it is fixed, else
                   put together from its longest spoken pieces; unknown words are spelled */
    SAY_NUMBER, /* number, by the language's own grammar */
    SAY_DATE,   /* number = yyyymmdd; month or day 00 = unknown */
    SAY_MONEY,  /* number = dong */
    SAY_DIGITS, /* text: digit by digit, in groups at spaces */
    SAY_LETTERS, /* text: letter by letter */
    SAY_NAME,    /* text: word by word where every word has a clip, else letter by letter */
    SAY_CUE,     /* number = enum cue: a gong sound */
    SAY_PAUSE,   /* number = milliseconds */
};

enum cue {
    CUE_TOUCH,
    CUE_WOVEN,
    CUE_CANNOT,
    CUE_FINISHED,
    CUE_CALLING,
    CUE_FALLBACK,
    CUE_CALLING_SOFT, /* it called long since, or it is night */
    CUE_COUNT
};

struct say {
    enum say_kind kind;
    enum message_id message; /* of SAY_MESSAGE; else what is said while this may not be said aloud,
                                MSG_NONE = MSG_PRIVATE_ANSWER */
    const char *text;        /* valid until the view is rebuilt; the guide copies what it plays */
    int64_t number;
    bool private_; /* loudspeaker only after an explicit yes; headphones freely */
};

#define SAY_MAX 8 /* items of one node */

#endif
