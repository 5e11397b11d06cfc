#include "app/staff/day_sheet.h"

#include "app/citizen/date.h"
#include "app/sound/languages.h"
#include "app/staff/day_page.h"
#include "platform/base/buf.h"

#define MARK "\xEF\xBB\xBF" /* a table program reads it as UTF-8 */

/* A cell in quotes; those in it are doubled. */
static void add_cell(struct buf *out, const char *text)
{
    buf_puts(out, "\"");
    for (; *text != '\0'; text++) {
        buf_add(out, text, 1);
        if (*text == '"') {
            buf_puts(out, "\"");
        }
    }
    buf_puts(out, "\"");
}

static void add_row(struct buf *out, const char *what, const char *figure)
{
    add_cell(out, what);
    buf_puts(out, ",");
    add_cell(out, figure);
    buf_puts(out, "\r\n");
}

static const char *label_of(const struct day_slip_facts *f, const struct day_row *row)
{
    bool fallback = false;
    if (row->words != MSG_NONE) {
        return message_text(f->language, row->words);
    }
    if (row->language != NULL) {
        const struct language *language = language_find(row->language);
        return language == NULL ? row->language : language->name;
    }
    const int entry = f->catalogue == NULL ? -1 : catalogue_find(f->catalogue, row->procedure);
    return entry < 0 ? row->procedure
                     : catalogue_title(f->catalogue, entry, f->language, &fallback);
}

static void add_figure(struct buf *out, const struct day_slip_facts *f, const struct day_row *row)
{
    char text[24] = "";
    struct buf figure;
    buf_init(&figure, text, sizeof text);
    switch (row->figure) {
    case DAY_IS_FEW:
        buf_printf(&figure, "<%d", DAY_FEW);
        break;
    case DAY_IS_OVER:
        buf_printf(&figure, "%d+", DAY_FEW);
        break;
    case DAY_IS_PERCENT:
        buf_printf(&figure, "%d %%", row->number);
        break;
    case DAY_IS_COUNT:
        buf_printf(&figure, "%d", row->number);
        break;
    case DAY_IS_UNKNOWN:
        add_row(out, label_of(f, row), message_text(f->language, MSG_DAY_FEW));
        return;
    }
    add_row(out, label_of(f, row), text);
}

size_t day_sheet_write(const struct day_slip_facts *facts, char text[DAY_SHEET_BYTES])
{
    struct day_row rows[DAY_ROWS];
    char day[DATE_TEXT_MAX];
    struct buf out;
    const struct day_page_facts page = {.files = facts->files,
                                        .tally = facts->tally,
                                        .midnight = facts->midnight,
                                        .paper_receipts = facts->paper_receipts,
                                        .wrong = facts->wrong};
    buf_init(&out, text, DAY_SHEET_BYTES);
    buf_puts(&out, MARK);
    date_write(date_today(facts->printed_at, facts->offset_minutes), day);
    add_row(&out, message_text(facts->language, MSG_DAY_PAGE_TITLE), day);
    add_row(&out, facts->centre, facts->kiosk);
    const int count = day_page_rows(&page, rows);
    for (int i = 0; i < count; i++) {
        add_figure(&out, facts, &rows[i]);
    }
    return out.full ? 0 : out.len;
}
