/* States of the form of every kind, tests/fixtures/forms/kinds.xml. */
#include "tests/tools/state_fills.h"
#include "tests/tools/state_rows.h"

void fill_repeat(struct app *a)
{
    state_kinds("/data/child[1]", NULL);
    a->visit->removed[a->visit->removed_count++] = form_find(a->visit->form, "/data/child[3]");
}

void fill_repeat_none(struct app *a)
{
    (void)a;
    state_kinds("/data/child[1]", NULL);
    for (int i = 3; i > 0; i--) {
        const form_node last = form_instance(a->visit->form, a->visit->page, i - 1);
        (void)!failed(form_repeat_remove(a->visit->form, last));
    }
}

void fill_instance(struct app *a)
{
    (void)a;
    state_kinds("/data/child[2]/c_born", "2019-11-20");
}

void fill_check_family(struct app *a)
{
    state_kinds("/data/mother/m_name", "Rơ Châm Yên");
    a->visit->list_page = 1;
}

void fill_money(struct app *a)
{
    (void)a;
    state_kinds("/data/income", "1500000");
}

void fill_money_none(struct app *a)
{
    (void)a;
    state_kinds("/data/income", "0");
}

void fill_decimal(struct app *a)
{
    (void)a;
    state_kinds("/data/size", "1.5");
}

void fill_time_of_day(struct app *a)
{
    (void)a;
    state_kinds("/data/hour", "09:24:00.000+07:00");
}

void fill_date_time(struct app *a)
{
    (void)a;
    state_kinds("/data/meet", "2026-11-23T14:30:00.000+07:00");
}

void fill_date_time_wrong(struct app *a)
{
    fill_date_time(a);
    a->visit->has_problem = true;
    a->visit->problem_message = MSG_TIME_WRONG;
    a->visit->date.wrong = 8;
}

void fill_frequent(struct app *a)
{
    (void)a;
    state_kinds("/data/tongues", "t12 t17");
}

void fill_barcode(struct app *a)
{
    (void)a;
    state_kinds("/data/code", "");
}

void fill_barcode_read(struct app *a)
{
    (void)a;
    state_kinds("/data/code", "HEN-0042");
}

void fill_sign(struct app *a)
{
    (void)a;
    state_kinds("/data/sign", "");
}

void fill_signed(struct app *a)
{
    fill_sign(a);
    state_sign();
}
