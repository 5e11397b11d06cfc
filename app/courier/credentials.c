#include "app/courier/credentials.h"

#include <string.h>

#include "platform/port_files.h"

struct err credentials_read(const char *path, char ret_token[CREDENTIALS_TOKEN])
{
    struct file_bytes file;
    const struct err e = files_linux()->ops->map(path, &file);
    if (failed(e)) {
        return e;
    }
    const size_t len = strcspn(file.bytes, "\r\n");
    bool good = len > 0 && len < CREDENTIALS_TOKEN;
    for (size_t i = 0; i < len && good; i++) {
        good = (unsigned char)file.bytes[i] > 0x20 && file.bytes[i] != 0x7F;
    }
    if (good) {
        memcpy(ret_token, file.bytes, len);
        ret_token[len] = '\0';
    }
    files_linux()->ops->unmap(&file);
    return good ? ERR_OK : ERR(ERR_BAD_INPUT, 0, "credentials: no token in the first line");
}
