/* The states of the pages of Wi-Fi. Every name is invented. */
#include <stdio.h>
#include <string.h>

#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

static void put_network(struct wifi_desk *d, const char *name, int bars, enum wifi_kind kind)
{
    struct wifi_network *n = &d->facts.rows[d->facts.count++];
    n->bars = bars;
    n->kind = kind;
    (void)snprintf(n->name, sizeof n->name, "%s", name);
}

/* Of every kind and strength, none joined; the first one is chosen. */
static struct wifi_desk *put_air(struct app *a)
{
    struct wifi_desk *d = &a->wifi;
    fill_staff(a);
    *d = (struct wifi_desk){.told = true};
    d->facts.state = WIFI_IDLE;
    put_network(d, "UBND-xa-Ia-Der", 4, WIFI_PROTECTED);
    put_network(d, "Trung tâm Hành chính công", 3, WIFI_PROTECTED);
    put_network(d, "Khach-mien-phi", 2, WIFI_OPEN);
    put_network(d, "So-TTTT-noi-bo", 1, WIFI_UNFIT);
    put_network(d, "Cà phê Hoa Mai", 0, WIFI_PROTECTED);
    put_network(d, "TP-LINK_5G", 0, WIFI_PROTECTED);
    d->chosen = d->facts.rows[0];
    return d;
}

void fill_wifi(struct app *a)
{
    struct wifi_desk *d = put_air(a);
    d->facts.state = WIFI_CONNECTED;
    d->facts.rows[0].connected = d->facts.rows[0].known = true;
    d->facts.rows[1].known = true;
}

void fill_wifi_searches(struct app *a)
{
    fill_staff(a);
    a->wifi = (struct wifi_desk){.scans = true, .looks = true};
}

void fill_wifi_state(struct app *a, int state)
{
    fill_staff(a);
    a->wifi = (struct wifi_desk){.told = true};
    a->wifi.facts.state = (enum wifi_state)state;
}

void fill_wifi_trouble(struct app *a, int message)
{
    fill_wifi_state(a, WIFI_NO_ADAPTER);
    a->wifi.trouble = (enum message_id)message;
}

static struct wifi_desk *type(struct app *a, const char *text)
{
    struct wifi_desk *d = put_air(a);
    d->types = true;
    composer_init(&d->composer, d->typed, sizeof d->typed, FIELD_SECRET, false, text);
    return d;
}

void fill_wifi_type(struct app *a)
{
    (void)type(a, "Hoa-Mai#26");
}

void fill_wifi_short(struct app *a)
{
    (void)type(a, "Hoa");
}

void fill_wifi_shown(struct app *a)
{
    struct wifi_desk *d = type(a, "Hoa-Mai#2026 {~} dai hon mot dong cua o nay");
    d->shown = true;
    d->composer.layer = LAYER_SIGNS;
}

void fill_wifi_again(struct app *a, int message)
{
    type(a, NULL)->word = (enum message_id)message;
}

void fill_wifi_joins(struct app *a)
{
    type(a, "Hoa-Mai#26")->joins = true;
}

void fill_wifi_forgets(struct app *a)
{
    put_air(a)->forgets = true;
}

/* What came of it. */
void fill_wifi_word(struct app *a, int message)
{
    struct wifi_desk *d = put_air(a);
    d->word = (enum message_id)message;
    d->well = message == MSG_WIFI_JOINED || message == MSG_WIFI_FORGOTTEN;
    d->chosen.connected = d->chosen.known = message == MSG_WIFI_JOINED;
    d->chosen.kind = message == MSG_WIFI_UNFIT ? WIFI_UNFIT : d->chosen.kind;
}

void fill_wifi_open(struct app *a)
{
    struct wifi_desk *d = put_air(a);
    d->chosen = d->facts.rows[2];
}

void fill_wifi_known(struct app *a)
{
    put_air(a)->chosen.known = true;
}
