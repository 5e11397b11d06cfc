#include "app/way.h"

#include <stddef.h>

#define PAGE_QUESTIONS_MAX 64

/* A page as form_page_questions gives it, and where n stands in it. */
struct page {
    form_node questions[PAGE_QUESTIONS_MAX];
    int count, at;
};

static struct page page_of(struct form *f, form_node n)
{
    struct page p = {.at = 0};
    p.count = form_page_questions(f, n, p.questions, PAGE_QUESTIONS_MAX);
    for (int i = 0; i < p.count; i++) {
        p.at = p.questions[i] == n ? i : p.at;
    }
    return p;
}

bool way_is_last_of_page(struct form *f, form_node n)
{
    const struct page p = page_of(f, n);
    return p.at + 1 >= p.count;
}

bool way_is_repeat(struct form *f, form_node n)
{
    struct form_question q;
    return !failed(form_question(f, n, &q)) && q.kind == FORM_REPEAT;
}

bool way_holds(struct form *f, form_node instance, form_node n)
{
    while (n != FORM_NONE && instance != FORM_NONE) {
        n = form_instance_above(f, n);
        if (n == instance) {
            return true;
        }
    }
    return false;
}

/* The innermost instance above n whose repeat has a page. */
static form_node listed_above(struct form *f, form_node n)
{
    do {
        n = form_instance_above(f, n);
    } while (n != FORM_NONE && form_repeat_of(f, n) == FORM_NONE);
    return n;
}

/* `to`, or the page of the repeat around it that `from` does not lie in. */
static form_node seen_from(struct form *f, form_node from, form_node to)
{
    for (form_node at = to; at != FORM_NONE;) {
        const form_node instance = listed_above(f, at);
        if (instance == FORM_NONE || way_holds(f, instance, from)) {
            break;
        }
        to = at = form_repeat_of(f, instance);
    }
    return to;
}

static bool lies_in(struct form *f, form_node repeat, form_node n)
{
    for (; n != FORM_NONE; n = form_instance_above(f, n)) {
        if (form_repeat_of(f, n) == repeat) {
            return true;
        }
    }
    return false;
}

form_node way_after(struct form *f, form_node n)
{
    const struct page p = page_of(f, n);
    if (p.at + 1 < p.count) {
        return p.questions[p.at + 1];
    }
    form_node after = form_page_next(f, n);
    while (way_is_repeat(f, n) && after != FORM_NONE && lies_in(f, n, after)) {
        after = form_page_next(f, after);
    }
    const form_node instance = listed_above(f, n);
    const bool leaves = instance != FORM_NONE && !way_holds(f, instance, after);
    return leaves ? form_repeat_of(f, instance) : after;
}

/* The last question of the page that begins with n. */
static form_node end_of_page(struct form *f, form_node n)
{
    const struct page p = page_of(f, n);
    return p.count > 0 ? p.questions[p.count - 1] : n;
}

form_node way_before(struct form *f, form_node n)
{
    const struct page p = page_of(f, n);
    if (p.at > 0) {
        return p.questions[p.at - 1];
    }
    const form_node before = form_page_prev(f, n);
    return before == FORM_NONE ? FORM_NONE : seen_from(f, n, end_of_page(f, before));
}

form_node way_last(struct form *f)
{
    form_node last = form_page_first(f);
    for (form_node next = last; next != FORM_NONE; next = form_page_next(f, next)) {
        last = next;
    }
    return last == FORM_NONE ? FORM_NONE : seen_from(f, FORM_NONE, end_of_page(f, last));
}

form_node way_into(struct form *f, form_node instance)
{
    form_node n = form_repeat_of(f, instance);
    while (n != FORM_NONE && !way_holds(f, instance, n)) {
        n = form_page_next(f, n);
    }
    return n;
}

struct form_problem way_problem(struct form *f, form_node instance)
{
    for (form_node n = instance; n != FORM_NONE; n = form_next_node(f, n)) {
        if (n != instance && !way_holds(f, instance, n)) {
            break;
        }
        const struct form_problem p = form_check(f, n);
        if (p.fault != FAULT_NONE) {
            return p;
        }
    }
    return (struct form_problem){FORM_NONE, FAULT_NONE, NULL};
}
