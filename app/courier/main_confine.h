/* The courier confines itself; a part of its composition root (app/main_courier.c). */
#ifndef APP_COURIER_MAIN_CONFINE_H
#define APP_COURIER_MAIN_CONFINE_H

struct confine_files {
    const char *state;
    const char *portal;         /* URL: its port is connected to, beside that of names */
    const char *issuer, *queue; /* URLs of who signs citizens in, of the queue system; or "" */
    const char *ca, *cert, *key;
};

/* Once credentials and options are read and before the first thread: from then on the process
 * reaches only its state folder, these files and what finding names needs, listens nowhere and runs
 * nothing. The log says what the kernel could apply. */
void courier_confine(const struct confine_files *files);

#endif
