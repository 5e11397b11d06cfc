#include "platform/linux/rig.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATH_BYTES 1024

struct err rig_run(const char *script, const char *verb, const char *argument)
{
    const pid_t child = fork();
    if (child < 0) {
        return ERR(ERR_IO, errno, "rig: fork");
    }
    if (child == 0) {
        execl(script, script, verb, argument, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            return ERR(ERR_IO, errno, "rig: wait");
        }
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        return ERR(ERR_REFUSED, WIFEXITED(status) ? WEXITSTATUS(status) : -1, "rig: script");
    }
    return ERR_OK;
}

struct err rig_make_folders(const char *path)
{
    char part[PATH_BYTES];
    if (snprintf(part, sizeof part, "%s", path) >= (int)sizeof part) {
        return ERR(ERR_FULL, 0, "rig: path");
    }
    for (char *slash = strchr(part + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST) {
            return ERR(ERR_IO, errno, "rig: folder");
        }
        *slash = '/';
    }
    return ERR_OK;
}

struct err rig_write(const char *path, const char *bytes, size_t size)
{
    const struct err e = rig_make_folders(path);
    if (failed(e)) {
        return e;
    }
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        return ERR(ERR_IO, errno, "rig: open");
    }
    const size_t written = fwrite(bytes, 1, size, file);
    return fclose(file) == 0 && written == size ? ERR_OK : ERR(ERR_IO, errno, "rig: write");
}
