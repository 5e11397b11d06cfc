#include "app/paper.h"

enum photo_verdict paper_verdict(enum photo_verdict metered, const struct picture_found *found)
{
    if (metered == PHOTO_UNREADABLE || metered == PHOTO_SMALL || metered == PHOTO_DARK) {
        return metered;
    }
    return found->cut_off                                      ? PHOTO_CUT
           : found->two                                        ? PHOTO_TWO
           : found->blank                                      ? PHOTO_BLANK
           : metered == PHOTO_GOOD && found->dpi < PICTURE_DPI ? PHOTO_COARSE
                                                               : metered;
}

enum message_id paper_message(enum photo_verdict verdict)
{
    static const enum message_id messages[] = {
        [PHOTO_GOOD] = MSG_PHOTO_GOOD,
        [PHOTO_BLURRED] = MSG_PHOTO_BLURRED,
        [PHOTO_GLARE] = MSG_PHOTO_GLARE,
        [PHOTO_DARK] = MSG_PHOTO_DARK,
        [PHOTO_SMALL] = MSG_PHOTO_SMALL,
        [PHOTO_CUT] = MSG_PHOTO_CUT,
        [PHOTO_TWO] = MSG_PHOTO_TWO,
        [PHOTO_BLANK] = MSG_PHOTO_BLANK,
        [PHOTO_UNREADABLE] = MSG_PHOTO_UNREADABLE,
        [PHOTO_COARSE] = MSG_PHOTO_COARSE,
    };
    return messages[verdict];
}

enum message_id paper_phone_message(enum photo_verdict verdict)
{
    static const enum message_id messages[] = {
        [PHOTO_BLURRED] = MSG_UPLOAD_BLURRED, [PHOTO_GLARE] = MSG_UPLOAD_GLARE,
        [PHOTO_DARK] = MSG_UPLOAD_DARK,       [PHOTO_SMALL] = MSG_UPLOAD_COARSE,
        [PHOTO_COARSE] = MSG_UPLOAD_COARSE,
    };
    const enum message_id own = messages[verdict];
    return own != MSG_NONE ? own : paper_message(verdict); /* a phone has no measure for it */
}
