#include "platform/linux/printer_open.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const struct printer_uri uris[] = {
    {"escpos:/dev/usb/lp0", "Receipt printer on USB; found again when it was unplugged."},
    {"escpos:/dev/ttyS0", "Receipt printer on a serial line (RTS/CTS, 115200 baud) or a pty."},
    {"escpos:unix:PATH", "Receipt printer behind a socket proxy (network printers of a kiosk)."},
    {"escpos:tcp://127.0.0.1:9100", "Receipt printer on the network; for desks and tests only."},
    {"escpos:...?level=a|b|c|d",
     "What it can tell: process ids, in order, status only, nothing. Else it is asked."},
    {"escpos:...?picture=columns", "For printers that know ESC * and not GS v 0; after level: &."},
    {"escpos:...?baud=38400",
     "Speed of its serial line: 9600, 19200, 38400, 57600, 115200, 230400."},
    {"sim:FILE", "Pretended printer: keeps the bytes in FILE, the picture in FILE's .png."},
    {"none:", "No printer: codes are shown and spoken only."},
};

int printer_uris(const struct printer_uri **ret_uris)
{
    *ret_uris = uris;
    return (int)(sizeof uris / sizeof uris[0]);
}

static struct err print_nothing(struct port_printer *p, const struct bits *page,
                                const atomic_bool *stop, enum print_proof *ret_proof)
{
    (void)p;
    (void)page;
    (void)stop;
    (void)ret_proof;
    return ERR(ERR_OFFLINE, 0, "printer: none configured");
}

static struct err status_of_nothing(struct port_printer *p, struct printer_status *ret_status)
{
    (void)p;
    *ret_status = (struct printer_status){.paper = PAPER_UNKNOWN};
    return ERR_OK;
}

static void close_nothing(struct port_printer *p)
{
    (void)p;
}

struct options {
    enum escpos_level level;
    bool columns;
    int baud; /* 0 = the usual */
};

static bool take_baud(const char *number, int *ret_baud)
{
    char *end = NULL;
    const long baud = number[0] >= '1' && number[0] <= '9' ? strtol(number, &end, 10) : 0;
    const bool good =
        end != NULL && *end == '\0' && baud <= INT_MAX && transport_knows_baud((int)baud);
    *ret_baud = good ? (int)baud : 0;
    return good;
}

/* "level=a", "picture=columns" or "baud=57600"; false when it is none of these. */
static bool take_option(const char *option, struct options *ret_options)
{
    static const char letters[] = "abcd";
    if (strcmp(option, "picture=columns") == 0) {
        ret_options->columns = true;
        return true;
    }
    if (strncmp(option, "baud=", 5) == 0) {
        return take_baud(option + 5, &ret_options->baud);
    }
    const char *letter = strncmp(option, "level=", 6) == 0 && option[6] != '\0' && option[7] == '\0'
                             ? strchr(letters, option[6])
                             : NULL;
    if (letter != NULL) {
        ret_options->level = (enum escpos_level)(ESCPOS_PROCESS_ID + (letter - letters));
    }
    return letter != NULL;
}

/* Cuts "?OPTION&OPTION" off address; false when one of them is something else. */
static bool take_options(char *address, struct options *ret_options)
{
    char *mark = strrchr(address, '?');
    *ret_options = (struct options){.level = ESCPOS_AUTO};
    bool good = true;
    while (mark != NULL && good) {
        char *option = mark + 1;
        *mark = '\0';
        mark = strchr(option, '&');
        if (mark != NULL) {
            *mark = '\0';
        }
        good = take_option(option, ret_options);
    }
    return good;
}

/* A job may take as long as on a line of 38400, by as much longer as the line is slower. */
static int whole_job_ms(int usual_ms, int baud)
{
    const int calm = 38400;
    return baud == 0 || baud >= calm ? usual_ms : usual_ms * (calm / baud);
}

static struct err open_escpos(struct printer *p, const char *rest)
{
    char address[TRANSPORT_ADDRESS_MAX + 32];
    struct transport transport;
    struct options options;
    if (strlen(rest) >= sizeof address) {
        return ERR(ERR_BAD_INPUT, 0, "printer: URI too long");
    }
    memcpy(address, rest, strlen(rest) + 1);
    if (!take_options(address, &options)) {
        return ERR(ERR_BAD_INPUT, 0,
                   "printer: URI ends in ?level=a, b, c or d, ?picture=columns, ?baud=115200");
    }
    const struct err e = transport_init(&transport, address);
    if (!failed(e)) {
        transport.baud = options.baud;
        printer_escpos_init(&p->escpos, &transport, options.level);
        p->escpos.columns = options.columns;
        p->escpos.patience.total = whole_job_ms(p->escpos.patience.total, options.baud);
        p->port = &p->escpos.port;
    }
    return e;
}

static struct err open_sim(struct printer *p, const char *path, int width)
{
    struct transport transport;
    const struct err e =
        printer_sim_open(&p->sim, path[0] == '\0' ? NULL : path, width, &transport);
    if (!failed(e)) {
        printer_escpos_init(&p->escpos, &transport, ESCPOS_AUTO);
        p->port = &p->escpos.port;
    }
    return e;
}

struct err printer_open(struct printer *p, const char *uri, int width)
{
    static const struct port_printer_ops nothing = {.name = "none",
                                                    .print = print_nothing,
                                                    .status = status_of_nothing,
                                                    .close = close_nothing};
    *p = (struct printer){.none = {&nothing}};
    if (strncmp(uri, "escpos:", 7) == 0) {
        return open_escpos(p, uri + 7);
    }
    if (strncmp(uri, "sim:", 4) == 0) {
        return open_sim(p, uri + 4, width);
    }
    if (strcmp(uri, "none:") == 0) {
        p->port = &p->none;
        return ERR_OK;
    }
    return ERR(ERR_BAD_INPUT, 0, "printer: URI begins with escpos:, sim: or none:");
}

void printer_interrupted(struct printer *p)
{
    p->escpos.rest = REST_TORN;
}

void printer_close(struct printer *p)
{
    if (p->port != NULL) {
        p->port->ops->close(p->port);
    }
    printer_sim_close(p->sim);
    p->sim = NULL;
    p->port = NULL;
}
