#include "platform/linux/camera_sane_list.h"

#include <stdio.h>
#include <string.h>

#include <sane/sane.h>

#include "platform/linux/camera_sane.h"

#define LABEL 96

void camera_sane_list(void (*tell)(void *context, const char *name, const char *label),
                      void *context)
{
    const SANE_Device **list = NULL;
    if (failed(camera_sane_library_up())) {
        return;
    }
    if (sane_get_devices(&list, SANE_TRUE) == SANE_STATUS_GOOD) {
        for (int i = 0; list[i] != NULL; i++) {
            char label[LABEL];
            (void)snprintf(label, sizeof label, "%s %s", list[i]->vendor, list[i]->model);
            if (strncmp(list[i]->name, "v4l:", 4) != 0) {
                tell(context, list[i]->name, label);
            }
        }
    }
    camera_sane_library_down();
}
