#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "platform/sim/portal/intake.h"
#include "platform/sim/portal/ledger_office.h"
#include "platform/sim/portal/office_file.h"

/* NULL when it is no record of a kiosk. */
static json_t *read_record(const char *bytes, size_t size)
{
    json_t *o =
        intake_depth_ok(bytes, size) ? json_loadb(bytes, size, JSON_REJECT_DUPLICATES, NULL) : NULL;
    const char *format = json_string_value(json_object_get(o, "format"));
    if (format == NULL || strcmp(format, "rong-application/1") != 0) {
        json_decref(o);
        return NULL;
    }
    return o;
}

/* The first record among the files that came along. */
static json_t *find_record(struct ledger *l, const char *uuid)
{
    struct ledger_paper papers[LEDGER_PAPERS_MAX];
    int count = 0;
    json_t *found = NULL;
    if (failed(ledger_papers(l, uuid, papers, &count))) {
        return NULL;
    }
    for (int i = 0; i < count && found == NULL; i++) {
        char type[20];
        char *bytes = NULL;
        size_t size = 0;
        if (strncmp(papers[i].type, "application/json", 16) == 0 &&
            !failed(ledger_paper_bytes(l, uuid, papers[i].sha256, type, &bytes, &size))) {
            found = read_record(bytes, size);
            free(bytes);
        }
    }
    return found;
}

json_t *office_record(struct ledger *l, const struct ledger_entry *entry, const char *body,
                      size_t size)
{
    if (strcmp(entry->adapter, "rest") == 0) {
        return json_loadb(body, size, 0, NULL);
    }
    json_t *record = find_record(l, entry->uuid);
    if (record == NULL && strcmp(entry->adapter, "openrosa") == 0) {
        record = json_pack("{s:s#}", "instance", body, (int)size);
    }
    return record;
}
