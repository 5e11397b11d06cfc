/* How far apart two colours are in brightness, from their sRGB bytes as WCAG 2.2 defines it. */
#ifndef TESTS_UNIT_CONTRAST_H
#define TESTS_UNIT_CONTRAST_H

#include <math.h>
#include <stdint.h>

static double contrast_linear(uint32_t channel)
{
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double contrast_luminance(uint32_t rgb)
{
    return 0.2126 * contrast_linear(rgb >> 16 & 0xFF) + 0.7152 * contrast_linear(rgb >> 8 & 0xFF) +
           0.0722 * contrast_linear(rgb & 0xFF);
}

/* 1 (the same) to 21 (black on white). */
static double contrast(uint32_t a, uint32_t b)
{
    const double x = contrast_luminance(a) + 0.05;
    const double y = contrast_luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

#endif
