#include "platform/sim/portal/ledger_whole.h"

#include <string.h>

#include "platform/sim/portal/ledger_inside.h"

static struct err put(struct ledger *l, const char *uuid, const char *ref, const void *bytes,
                      size_t size, int pages)
{
    const struct ledger_paper_in paper = {uuid, "application/pdf", bytes, size};
    char sha256[SHA256_HEX];
    bool is_new = false;
    const struct err e = ledger_store_paper(l, &paper, &is_new);
    if (failed(e)) {
        return e;
    }
    portal_sha256_hex(bytes, size, sha256);
    sqlite3_stmt *s =
        ledger_ask(l, "INSERT OR IGNORE INTO whole VALUES(?1, ?2, ?3, ?4, ?5)", uuid, ref);
    sqlite3_bind_text(s, 3, sha256, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(s, 4, (int64_t)size);
    sqlite3_bind_int(s, 5, pages);
    return ledger_finish(s);
}

struct err ledger_whole_put(struct ledger *l, const char *uuid, const char *ref, const void *bytes,
                            size_t size, int pages)
{
    const struct err e = ledger_begin(l);
    return ledger_end(l, failed(e) ? e : put(l, uuid, ref, bytes, size, pages));
}

static void read(sqlite3_stmt *s, void *list, int at)
{
    struct ledger_whole *w = (struct ledger_whole *)list + at;
    ledger_text(s, 0, w->ref, sizeof w->ref);
    ledger_text(s, 1, w->sha256, sizeof w->sha256);
    w->size = sqlite3_column_int64(s, 2);
    w->pages = sqlite3_column_int(s, 3);
}

struct err ledger_wholes(struct ledger *l, const char *uuid, struct ledger_whole *wholes,
                         int *ret_count)
{
    return ledger_rows(l, "SELECT ref, sha256, size, pages FROM whole WHERE uuid = ?1 ORDER BY ref",
                       uuid, LEDGER_PAPERS_MAX, read, wholes, ret_count);
}

const struct ledger_whole *ledger_whole_of(const struct ledger_whole *wholes, int count,
                                           const char *ref)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(wholes[i].ref, ref) == 0) {
            return &wholes[i];
        }
    }
    return NULL;
}
