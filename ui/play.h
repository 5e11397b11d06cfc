/* Plays a .play script (CONTRACTS.md "kiosk") against the shell: one verb a line, # comments.
 * Everything goes through the same input, hit-testing and clock as a citizen's touch. */
#ifndef UI_PLAY_H
#define UI_PLAY_H

#include "platform/base/err.h"
#include "ui/shell.h"

/* How a script's "tap NAME" and "type TEXT" are done: "by touch" (as often as it must be touched),
 * "by keys" (the five-key pad), "by switches" (one goes on, one chooses). */
enum play_way { PLAY_BY_TOUCH, PLAY_BY_KEYS, PLAY_BY_SWITCHES };

struct play {
    struct shell *shell;
    const char *file; /* its name, for messages */
    const char *out;  /* folder for shots/ and scene/, or NULL */
    /* Does what a script asks of the world outside the kiosk ("portal off", "kill courier"); the
     * composition root runs tests/flow/rig or refuses. Returns false when it failed. */
    bool (*rig)(void *context, const char *verb, const char *argument);
    /* Writes the canvas as PNG, or text as a file. */
    bool (*write_picture)(void *context, const char *path);
    bool (*write_text)(void *context, const char *path, const char *text, size_t length);
    /* Real milliseconds pass (virtual time stands still): for `expect state`. */
    void (*real_wait)(int ms);
    /* Virtual time went on: a pretended sound device plays. */
    void (*passed)(void *context, uint64_t now_ms);
    /* Puts a payload before the scanner, a file before the camera, a finger on a key, headphones
     * into the jack, a fault into a port; false where the port is another than the pretended one.
     */
    bool (*scan)(void *context, const char *payload);
    bool (*camera)(void *context, const char *path);
    bool (*key)(void *context, enum pad_key key, bool down); /* of the keypad */
    bool (*keyboard)(void *context, const char *text);       /* an officer's */
    bool (*jack)(void *context, bool in);
    /* Where the sound goes: true = into the headphones. */
    bool (*in_headphones)(void *context);
    bool (*fault)(void *context, const char *port, const char *name, int after);
    /* The program has ended and its supervisor starts it anew, on the same state; false when it did
     * not end or cannot start. NULL: not here. */
    bool (*restart)(void *context);
    void (*say)(void *context, const char *line); /* one line per step, for people */
    /* A finger went down for ms at x, y px of the canvas while shot number `shots` was the newest:
     * so that a machine elsewhere can be touched the same way. NULL: nobody wants to know. */
    void (*touched)(void *context, int shots, int x, int y, int ms);
    void *context;
    enum play_way way;
    int struck; /* 1 + the key that was struck last, 0 = none */
    int shots;  /* numbers the shots */
    char last_screen[48];
    bool every_screen;  /* a scene for every screen entered */
    bool every_picture; /* ... and a shot */
};

/* Plays the whole script; false after the first failed expectation, with file, line, wanted and got
 * said. */
bool play_script(struct play *p, const char *text);

#endif
