#include "app/screen_name.h"

const char *screen_name(enum screen screen)
{
    static const char *const names[SCREEN_COUNT] = {
        [SCREEN_WELCOME] = "welcome",
        [SCREEN_NEED] = "need",
        [SCREEN_SEARCH] = "search",
        [SCREEN_LIST] = "list",
        [SCREEN_INFO] = "info",
        [SCREEN_ROUTE] = "route",
        [SCREEN_SLIP] = "slip",
        [SCREEN_FILE] = "file",
        [SCREEN_WITHDRAW] = "withdraw",
        [SCREEN_HERS] = "hers",
        [SCREEN_RESULT] = "result",
        [SCREEN_RESUME] = "resume",
        [SCREEN_YEAR] = "year",
        [SCREEN_LATER] = "later",
        [SCREEN_NUMBER] = "number",
        [SCREEN_SUMMARY] = "summary",
        [SCREEN_CONSENT] = "consent",
        [SCREEN_IDENTITY] = "identity",
        [SCREEN_TYPE_ID] = "type-id",
        [SCREEN_ADDRESS] = "address",
        [SCREEN_SIGN_IN] = "sign-in",
        [SCREEN_UPLOAD] = "upload",
        [SCREEN_HELD] = "held",
        [SCREEN_FEE] = "fee",
        [SCREEN_QUESTION] = "question",
        [SCREEN_CHECK] = "check",
        [SCREEN_SENDING] = "sending",
        [SCREEN_OUTCOME] = "outcome",
        [SCREEN_RATING] = "rating",
        [SCREEN_GOODBYE] = "goodbye",
        [SCREEN_STARTING] = "starting",
        [SCREEN_OUT_OF_SERVICE] = "out-of-service",
        [SCREEN_LOOKED_AFTER] = "looked-after",
    };
    return screen >= 0 && screen < SCREEN_COUNT && names[screen] != NULL ? names[screen] : "";
}
