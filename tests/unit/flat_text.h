/* A text port whose every byte is half an em wide: layouts in tests follow from arithmetic. */
#ifndef TESTS_UNIT_FLAT_TEXT_H
#define TESTS_UNIT_FLAT_TEXT_H

#include "platform/port_text.h"

static int flat_measure(struct port_text *t, enum face face, int px, const char *text, size_t len)
{
    (void)t;
    (void)face;
    (void)text;
    return (int)len * px / 2;
}

static void flat_extent(struct port_text *t, enum face face, int px, int *ret_ascent,
                        int *ret_descent)
{
    (void)t;
    (void)face;
    *ret_ascent = px;
    *ret_descent = px / 4;
}

static const struct port_text_ops flat_ops = {
    .name = "flat", .measure = flat_measure, .extent = flat_extent};
static struct port_text flat_text = {&flat_ops};

#endif
