/* Any message on run/kiosk.sock. 'q': to the kiosk. 'a': to who asked for a hold. 'p': to who asked
 * for a picture. What is taken fits, and written again it is read as the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "platform/linux/hold_wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool good)
{
    if (!good) {
        abort();
    }
}

static void question(const char *bytes, size_t size)
{
    struct hold_question q;
    struct hold_question again;
    char out[HOLD_WIRE_MAX];
    if (failed(hold_get_question(bytes, size, &q))) {
        return;
    }
    must(q.countdown_s >= -1 && q.countdown_s <= HOLD_COUNTDOWN_MAX);
    must(q.countdown_s == -1 || q.kind == HOLD_ASKED);
    if (q.kind != HOLD_UNKNOWN) {
        must(!failed(hold_get_question(out, hold_put_question(&q, out, sizeof out), &again)));
        must(again.kind == q.kind && again.countdown_s == q.countdown_s);
    }
}

static void answer(const char *bytes, size_t size)
{
    struct hold_answer a;
    struct hold_answer again;
    char out[HOLD_WIRE_MAX];
    if (failed(hold_get_answer(bytes, size, &a))) {
        return;
    }
    must(a.granted ? a.seconds >= 1 && a.seconds <= HOLD_COUNTDOWN_MAX : a.seconds == 0);
    must(a.granted || (a.why >= 0 && a.why < HOLD_WHYS));
    must(!failed(hold_get_answer(out, hold_put_answer(&a, out, sizeof out), &again)));
    must(again.granted == a.granted && again.seconds == a.seconds && again.why == a.why);
}

static void picture(const char *bytes, size_t size)
{
    enum hold_picture word;
    enum hold_picture again;
    char out[HOLD_WIRE_MAX];
    if (failed(hold_get_picture(bytes, size, &word))) {
        return;
    }
    must(word >= 0 && word < HOLD_PICTURES);
    must(!failed(hold_get_picture(out, hold_put_picture(word, out, sizeof out), &again)));
    must(again == word);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    /* A copy of its own size: whoever reads past it is found. */
    char *bytes = malloc(size > 1 ? size - 1 : 1);
    must(bytes != NULL);
    memcpy(bytes, data + 1, size - 1);
    switch (data[0]) {
    case 'q':
        question(bytes, size - 1);
        break;
    case 'a':
        answer(bytes, size - 1);
        break;
    default:
        picture(bytes, size - 1);
        break;
    }
    free(bytes);
    return 0;
}
