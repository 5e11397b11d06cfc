#include "platform/sim/wifi_script.h"

#include <string.h>

#define PLACES(list) (int)(sizeof(list) / sizeof(list)[0])

static const struct wifi_network air[] = {
    {.name = "UBND-xa-Ia-Der", .bars = 4, .kind = WIFI_PROTECTED},
    {.name = "Trung tâm Phục vụ HCC", .bars = 3, .kind = WIFI_PROTECTED},
    {.name = "Khach-mien-phi", .bars = 3, .kind = WIFI_OPEN},
    {.name = "So-TTTT-noi-bo", .bars = 2, .kind = WIFI_UNFIT},
    {.name = "Cà phê Hoa Mai", .bars = 1, .kind = WIFI_PROTECTED},
};

static const struct {
    const char *name;
    enum wifi_trouble trouble;
} faults[] = {{"well", WIFI_WELL},
              {"no-adapter", WIFI_TROUBLE_NO_ADAPTER},
              {"off", WIFI_TROUBLE_OFF},
              {"gone", WIFI_TROUBLE_GONE},
              {"silent", WIFI_TROUBLE_SILENT},
              {"far", WIFI_TROUBLE_FAR},
              {"empty", WIFI_TROUBLE_EMPTY}};

static struct err reach(const struct wifi_script *w)
{
    if (w->trouble == WIFI_TROUBLE_GONE) {
        return ERR(ERR_OFFLINE, 0, "wifi: nobody looks after it");
    }
    return w->trouble == WIFI_TROUBLE_SILENT ? ERR(ERR_TIMEOUT, 0, "wifi: no answer") : ERR_OK;
}

static int row_of(const struct wifi_network *network)
{
    for (int i = 0; i < PLACES(air); i++) {
        if (strcmp(air[i].name, network->name) == 0 && air[i].kind == network->kind) {
            return i;
        }
    }
    return -1;
}

static void put_row(const struct wifi_script *w, int row, struct wifi_facts *f)
{
    struct wifi_network *n = &f->rows[f->count++];
    *n = air[row];
    n->known = w->known[row];
    n->connected = row == w->joined;
}

static struct err look(struct port_wifi *port, bool scan, struct wifi_facts *ret_facts)
{
    const struct wifi_script *w = (const struct wifi_script *)port;
    const struct err e = reach(w);
    (void)scan;
    *ret_facts = (struct wifi_facts){.state = WIFI_NO_ADAPTER};
    if (failed(e) || w->trouble == WIFI_TROUBLE_NO_ADAPTER) {
        return e;
    }
    if (w->trouble == WIFI_TROUBLE_OFF) {
        ret_facts->state = WIFI_OFF;
        return ERR_OK;
    }
    ret_facts->state = w->joined >= 0 ? WIFI_CONNECTED : WIFI_IDLE;
    if (w->joined >= 0) {
        memcpy(ret_facts->name, air[w->joined].name, WIFI_NAME);
        put_row(w, w->joined, ret_facts);
    }
    for (int i = 0; i < PLACES(air) && w->trouble != WIFI_TROUBLE_EMPTY; i++) {
        if (i != w->joined) {
            put_row(w, i, ret_facts);
        }
    }
    return ERR_OK;
}

static struct err join(struct port_wifi *port, const struct wifi_network *network,
                       const char *passphrase)
{
    struct wifi_script *w = (struct wifi_script *)port;
    const struct err e = reach(w);
    const int row = row_of(network);
    w->joins++;
    if (failed(e)) {
        return e;
    }
    if (passphrase != NULL && !wifi_is_passphrase(passphrase)) {
        return ERR(ERR_BAD_INPUT, 0, "wifi: passphrase");
    }
    if (row < 0 || w->trouble != WIFI_WELL) {
        return ERR(ERR_NOT_FOUND, 0, "wifi: out of reach");
    }
    if (air[row].kind == WIFI_UNFIT) {
        return ERR(ERR_UNSUPPORTED, 0, "wifi: kind");
    }
    const bool right =
        passphrase != NULL ? strcmp(passphrase, WIFI_SCRIPT_PASSPHRASE) == 0 : w->known[row];
    if (air[row].kind == WIFI_PROTECTED && !right) {
        return ERR(ERR_REFUSED, 0, "wifi: passphrase refused");
    }
    w->known[row] = true;
    w->joined = row;
    return ERR_OK;
}

static struct err forget(struct port_wifi *port, const struct wifi_network *network)
{
    struct wifi_script *w = (struct wifi_script *)port;
    const struct err e = reach(w);
    const int row = row_of(network);
    if (failed(e)) {
        return e;
    }
    if (row < 0 || !w->known[row]) {
        return ERR(ERR_NOT_FOUND, 0, "wifi: not known");
    }
    w->known[row] = false;
    w->joined = w->joined == row ? -1 : w->joined;
    return ERR_OK;
}

static void close_wifi(struct port_wifi *port)
{
    (void)port;
}

void wifi_script_open(struct wifi_script *w)
{
    static const struct port_wifi_ops ops = {"sim", look, join, forget, close_wifi};
    *w = (struct wifi_script){.port = {&ops}, .joined = -1};
}

bool wifi_script_fault(struct wifi_script *w, const char *name)
{
    for (int i = 0; i < PLACES(faults); i++) {
        if (strcmp(faults[i].name, name) == 0) {
            w->trouble = faults[i].trouble;
            return true;
        }
    }
    return false;
}
