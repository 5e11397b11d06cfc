#include "platform/base/err.h"

const char *err_name(enum err_code code)
{
    switch (code) {
    case ERR_NONE:
        return "ok";
    case ERR_IO:
        return "io";
    case ERR_TIMEOUT:
        return "timeout";
    case ERR_FULL:
        return "full";
    case ERR_BAD_INPUT:
        return "bad-input";
    case ERR_REFUSED:
        return "refused";
    case ERR_OFFLINE:
        return "offline";
    case ERR_NO_PAPER:
        return "no-paper";
    case ERR_COVER_OPEN:
        return "cover-open";
    case ERR_JAM:
        return "jam";
    case ERR_UNKNOWN_OUTCOME:
        return "unknown-outcome";
    case ERR_NOT_FOUND:
        return "not-found";
    case ERR_CORRUPT:
        return "corrupt";
    case ERR_VERSION:
        return "version";
    case ERR_CANCELLED:
        return "cancelled";
    case ERR_UNSUPPORTED:
        return "unsupported";
    }
    return "unknown";
}
