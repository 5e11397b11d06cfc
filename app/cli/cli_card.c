#include "app/cli/cli_card.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "app/assets.h"
#include "app/citizen/address.h"
#include "app/citizen/card.h"
#include "app/cli/cli_line.h"
#include "platform/base/options.h"
#include "platform/port_clock.h"

static json_t *reasons_json(const struct card *card)
{
    json_t *list = json_array();
    for (int i = 0; i < card->reason_count; i++) {
        json_array_append_new(list, json_string(card_reason_word(card->reasons[i])));
    }
    return list;
}

static void set_date(json_t *object, const char *key, struct date date)
{
    char text[DATE_TEXT_MAX];
    date_write(date, text);
    json_object_set_new(object, key, json_string(text));
}

static json_t *fields_json(const struct card *card)
{
    json_t *fields = json_object();
    if (card->result != CARD_REJECT) {
        json_object_set_new(fields, "id", json_string(card->id));
        json_object_set_new(fields, "old_id", json_string(card->old_id));
        json_object_set_new(fields, "name", json_string(card->name));
        set_date(fields, "birth", card->birth);
        json_object_set_new(fields, "sex", json_string(card->sex == CARD_FEMALE ? "Nữ" : "Nam"));
        json_object_set_new(fields, "address", json_string(card->address));
        set_date(fields, "issued", card->issued);
    }
    return fields;
}

static json_t *unit_json(const struct communes *c, int unit)
{
    const struct commune *u = &c->units[unit];
    char label[128];
    struct buf b;
    buf_init(&b, label, sizeof label);
    communes_label(c, unit, &b);
    json_t *object = json_object();
    json_object_set_new(object, "code", json_string(u->code));
    json_object_set_new(object, "name", json_string(label));
    json_object_set_new(object, "province", json_string(c->provinces[u->province].code));
    return object;
}

/* {"result":"exact|ask|unknown", code and name when exact, "candidates":[...] when to ask} */
static json_t *commune_json(const struct communes *c, const struct card *card)
{
    json_t *object = json_object();
    if (card->result == CARD_REJECT) {
        return object;
    }
    struct address a;
    address_find(c, card->address, card->issued, &a);
    json_object_set_new(object, "result", json_string(address_result_word(a.result)));
    if (a.result == ADDRESS_EXACT) {
        json_t *unit = unit_json(c, a.units[0]);
        json_object_update(object, unit);
        json_decref(unit);
    }
    if (a.result == ADDRESS_ASK) {
        json_t *list = json_array();
        for (int i = 0; i < a.count; i++) {
            json_array_append_new(list, unit_json(c, a.units[i]));
        }
        json_object_set_new(object, "candidates", list);
    }
    if (a.result != ADDRESS_UNKNOWN) {
        json_object_set_new(object, "from_old_name", json_boolean(a.old));
        json_object_set_new(object, "detail", json_string(a.detail));
    }
    return object;
}

static void print_card(const struct communes *communes, const struct card *card)
{
    json_t *object = json_object();
    json_object_set_new(object, "result", json_string(card_result_word(card->result)));
    json_object_set_new(object, "reasons", reasons_json(card));
    json_object_set_new(object, "fields", fields_json(card));
    json_object_set_new(object, "commune", commune_json(communes, card));
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    fflush(stdout);
    json_decref(object);
}

static struct err load_communes(struct arena *arena, const char *home, struct communes **ret)
{
    struct assets assets;
    const struct err e = assets_open(&assets, files_linux(), getenv("RONG_ASSETS"));
    return failed(e) ? e : communes_load(arena, &assets, home, ret);
}

static bool take_today(void *context, const char *value)
{
    char day[11] = {0};
    if (strlen(value) < 10) {
        return false;
    }
    memcpy(day, value, 10);
    return date_parse(day, context);
}

static int read_cards(const char *home, struct date today)
{
    uint8_t memory[COMMUNES_BYTES] __attribute__((aligned(16)));
    struct arena arena;
    struct communes *communes = NULL;
    arena_init(&arena, memory, sizeof memory);
    const struct err e = load_communes(&arena, home, &communes);
    if (failed(e)) {
        fprintf(stderr, "kioskctl card: %s (%s)\n", e.at, err_name(e.code));
        return 1;
    }
    char line[4 * CARD_PAYLOAD_MAX];
    size_t len = 0;
    bool cut = false;
    while (cli_line(stdin, line, sizeof line, &len, &cut)) {
        if (len == 0) {
            continue; /* the second line end of a scanner that sends CR LF LF */
        }
        struct card card;
        card_parse(line, len, today, &card);
        print_card(communes, &card);
    }
    return 0;
}

int cli_card(int argc, char **argv)
{
    const char *home = "52";
    struct port_clock clock = clock_linux();
    struct date today = date_today(clock.ops->now_s(&clock), 420);
    const struct option_row rows[] = {
        {"--home", "CODE", "code of the kiosk's province (52)", &home, NULL, NULL, NULL},
        {"--now", "ISO8601", "the day that counts as today", NULL, NULL, take_today, &today},
    };
    const struct program program = {
        .name = "kioskctl card",
        .summary = "scanned ID card codes on standard input, one a line; one JSON object each",
        .usage = "kioskctl card [--home CODE] [--now ISO8601] < PAYLOADS",
        .examples = "  kioskctl card < payloads.txt\n"
                    "  kioskctl card --now 2026-11-23 < payloads.txt\n",
        .rows = rows,
        .count = (int)(sizeof rows / sizeof rows[0]),
    };
    int words = 0;
    const int status = options_parse(&program, argc, argv, &words);
    if (status >= 0) {
        return status;
    }
    if (words > 0) {
        return options_wrong(&program, "payloads come on standard input, not as words.");
    }
    return read_cards(home, today);
}
