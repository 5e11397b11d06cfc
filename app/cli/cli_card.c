#include "app/cli/cli_card.h"

#include <jansson.h>
#include <string.h>
#include <time.h>

#include "app/citizen/card.h"
#include "app/cli/cli_line.h"
#include "platform/base/options.h"

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

static void print_card(const struct card *card)
{
    json_t *object = json_object();
    json_object_set_new(object, "result", json_string(card_result_word(card->result)));
    json_object_set_new(object, "reasons", reasons_json(card));
    json_object_set_new(object, "fields", fields_json(card));
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    fflush(stdout);
    json_decref(object);
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

int cli_card(int argc, char **argv)
{
    struct date today = date_today((int64_t)time(NULL), 420);
    const struct option_row rows[] = {
        {"--now", "ISO8601", "the day that counts as today", NULL, NULL, take_today, &today},
    };
    const struct program program = {
        .name = "kioskctl card",
        .summary = "scanned ID card codes on standard input, one a line; one JSON object each",
        .usage = "kioskctl card [--now ISO8601] < PAYLOADS",
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
        fprintf(stderr, "kioskctl card: payloads come on standard input, not as words.\n");
        return 2;
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
        print_card(&card);
    }
    return 0;
}
