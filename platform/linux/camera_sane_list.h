/* Which document scanners SANE knows of, for the set-up. */
#ifndef PLATFORM_LINUX_CAMERA_SANE_LIST_H
#define PLATFORM_LINUX_CAMERA_SANE_LIST_H

/* Tells each one of this machine: its name as "sane:NAME" takes it, and "Maker Model". Webcams,
 * which SANE lists as well, are left out. Seconds; from the thread that has the cameras, as SANE
 * is for one thread. The texts are SANE's, for the time of the call. */
void camera_sane_list(void (*tell)(void *context, const char *name, const char *label),
                      void *context);

#endif
