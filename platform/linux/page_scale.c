#include "platform/linux/page_scale.h"

#include <math.h>
#include <stddef.h>

#define MM_PER_INCH 25.4F
#define NEAR_SIZE   0.05F /* a thick paper lies nearer to the camera than the tray */
#define NEAR_SHAPE  0.03F
#define SURE        0.98F /* corners are found so exactly; less than this of 200 is less than 200 */

/* Of a sheet: shorter and longer side. */
struct format {
    float shorter_mm, longer_mm;
};

static const struct format a4 = {210, 297}, a5 = {148, 210}, card = {53.98F, 85.6F};

/* Dots to the inch along both sides. */
struct dots {
    float shorter, longer;
};

static bool is_near(float is, float wanted, float within)
{
    return fabsf(is - wanted) <= wanted * within;
}

static struct dots dots_of(float shorter, float longer, const struct format *f)
{
    return (struct dots){shorter * MM_PER_INCH / f->shorter_mm,
                         longer * MM_PER_INCH / f->longer_mm};
}

static struct dots measured(float shorter, float longer, float dpi)
{
    const struct format *const known[] = {&a4, &a5, &card};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const struct dots d = dots_of(shorter, longer, known[i]);
        if (is_near(d.shorter, d.longer, NEAR_SHAPE) && is_near(d.shorter, dpi, NEAR_SIZE) &&
            is_near(d.longer, dpi, NEAR_SIZE)) {
            return d;
        }
    }
    return (struct dots){dpi, dpi};
}

static struct dots by_shape(float shorter, float longer)
{
    const float shape = longer / shorter;
    if (is_near(shape, card.longer_mm / card.shorter_mm, NEAR_SHAPE)) {
        return dots_of(shorter, longer, &card);
    }
    const struct dots d = dots_of(shorter, longer, &a4);
    return is_near(shape, a4.longer_mm / a4.shorter_mm, NEAR_SHAPE)
               ? d
               : (struct dots){d.longer, d.longer};
}

struct page_scale page_scale_of(int width, int height, const struct picture_scale *by)
{
    const bool upright = width <= height;
    const float shorter = fmaxf((float)(upright ? width : height), 1);
    const float longer = fmaxf((float)(upright ? height : width), 1);
    const float dpi = (float)by->dpi;
    const struct dots d = by->dpi > 0 && by->exact ? (struct dots){dpi, dpi}
                          : by->dpi > 0            ? measured(shorter, longer, dpi)
                                                   : by_shape(shorter, longer);
    const float least = fminf(d.shorter, d.longer);
    const int filed = least >= PICTURE_DPI * SURE ? PICTURE_DPI : least >= 1 ? (int)least : 1;
    const float across = (float)filed / (upright ? d.shorter : d.longer);
    const float down = (float)filed / (upright ? d.longer : d.shorter);
    return (struct page_scale){filed, across, down};
}

int page_scale_a4(int width, int height)
{
    const bool upright = width <= height;
    const struct dots d =
        dots_of((float)(upright ? width : height), (float)(upright ? height : width), &a4);
    return d.longer > 0 && is_near(d.shorter, d.longer, NEAR_SHAPE)
               ? (int)((d.shorter + d.longer) / 2 + 0.5F)
               : 0;
}
