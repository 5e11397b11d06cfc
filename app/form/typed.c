/* Values in the written form of their type, as every engine stores them: integers whole, decimals
 * with a point, dates without a time. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/form/iso_date.h"
#include "app/form/model.h"

static bool read_number(const char *text, double *ret_number)
{
    struct iso_date d;
    *ret_number = xpath_number_of(text, 0);
    return !isnan(*ret_number) && !iso_date_read(text, &d);
}

static void write_integer(const char *text, struct typed *out)
{
    double number = 0;
    if (read_number(text, &number) && fabs(trunc(number)) <= (double)INTEGER_MOST) {
        snprintf(out->text, sizeof out->text, "%.0f", trunc(number) + 0.0);
    }
}

static void write_decimal(const char *text, struct typed *out)
{
    double number = 0;
    char digits[400];
    if (!read_number(text, &number) || fabs(number) >= 1e15) {
        return;
    }
    xpath_number_text(number, digits);
    snprintf(out->text, sizeof out->text, "%.40s%s", digits,
             strchr(digits, '.') != NULL ? "" : ".0");
}

/* A moment or a number of days becomes the local day, or its midnight. */
static void write_date(const struct form *f, const char *text, bool with_time, struct typed *out)
{
    const int offset = f->host.offset_minutes;
    const double days = xpath_number_of(text, offset);
    struct iso_date d;
    if (isnan(days) || fabs(days) > 2900000) {
        return;
    }
    iso_from_fraction(days, offset, &d);
    if (with_time) {
        char long_text[40];
        iso_date_time_text(&d, long_text);
        snprintf(out->text, sizeof out->text, "%s", long_text);
    } else {
        snprintf(out->text, sizeof out->text, "%04d-%02d-%02d", d.year % 10000, d.month % 100,
                 d.day % 100);
    }
}

const char *typed_value(const struct form *f, const struct def *d, const char *text,
                        struct typed *out)
{
    struct iso_date read;
    out->text[0] = '\0';
    if (text[0] == '\0') {
        return text;
    }
    switch (d->type) {
    case TYPE_INTEGER:
        write_integer(text, out);
        return out->text;
    case TYPE_DECIMAL:
        write_decimal(text, out);
        return out->text;
    case TYPE_DATE:
        if (iso_date_partial(text)) {
            return text;
        }
        write_date(f, text, false, out);
        return out->text;
    case TYPE_DATETIME:
        if (iso_date_read(text, &read) && read.has_time) {
            return text;
        }
        write_date(f, text, true, out);
        return out->text;
    case TYPE_TIME:
        return iso_time_read(text, &read) ? text : out->text;
    case TYPE_STRING:
    case TYPE_BOOLEAN:
    case TYPE_BINARY:
    case TYPE_SELECT_ONE:
    case TYPE_SELECT_MANY:
    case TYPE_BARCODE:
        break;
    }
    return text;
}

const char *typed_answer(const struct form *f, const struct def *d, const char *text,
                         struct typed *out)
{
    const bool whole = d->type == TYPE_INTEGER &&
                       strspn(text + (*text == '-'), "0123456789") == strlen(text + (*text == '-'));
    if (!whole && d->type != TYPE_DECIMAL) {
        return text;
    }
    const char *written = typed_value(f, d, text, out);
    return written[0] != '\0' ? written : text;
}
