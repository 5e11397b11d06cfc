#include "platform/linux/page_file.h"

#include <math.h>
#include <string.h>

#include <leptonica/allheaders.h>

#include "platform/linux/exif.h"
#include "platform/linux/jpeg_file.h"
#include "platform/linux/jpeg_file_write.h"
#include "platform/linux/page_find.h"
#include "platform/linux/page_scale.h"

#define PAGE_BYTES   (400 * 1024) /* wished for; the quality yields to it */
#define TURN_QUALITY 90
#define INSET        4 /* px: of the still, so that no tray shows at the edges */
#define BACKGROUND   238
#define BLANK_PER_M  100  /* pixels of ink in a million that are still dust */
#define MARGIN       6    /* per cent of each side where ink does not count */
#define TILT_LEAST   0.2F /* degrees; below it a turn would only blur */
#define TILT_SURE    3.0F /* leptonica's confidence */
/* Of both sizes together; a page the wrong way is worse than one left as it lay. */
#define UPRIGHT_SURE  9.0F
#define UPRIGHT_RATIO 2.5F
#define PI_OF_180     0.0174533F

/* --- between JPEG and leptonica --------------------------------------------------------------- */

struct filling {
    PIX *pix;
    int y;
};

static void fill_row(void *context, const uint8_t *rgb, int width)
{
    struct filling *f = context;
    l_uint32 *line = pixGetData(f->pix) + (size_t)f->y * (size_t)pixGetWpl(f->pix);
    for (int x = 0; x < width && x < pixGetWidth(f->pix) && f->y < pixGetHeight(f->pix); x++) {
        composeRGBPixel(rgb[x * 3], rgb[x * 3 + 1], rgb[x * 3 + 2], line + x);
    }
    f->y++;
}

static void replace(PIX **pix, PIX *by)
{
    if (by != NULL) {
        pixDestroy(pix);
        *pix = by;
    }
}

/* As whoever took it held the camera. */
static void put_way_up(PIX **pix, struct exif_way way)
{
    replace(pix, way.mirrored ? pixFlipLR(NULL, *pix) : NULL);
    replace(pix, way.quarters > 0 ? pixRotateOrth(*pix, way.quarters) : NULL);
}

static struct err decode(const void *bytes, size_t size, PIX **ret_pix)
{
    int width = 0, height = 0;
    struct err e = image_jpeg_size(bytes, size, &width, &height);
    if (failed(e)) {
        return e;
    }
    struct filling f = {pixCreate(width, height, 32), 0};
    if (f.pix == NULL) {
        return ERR(ERR_IO, 0, "page: memory");
    }
    e = image_jpeg_colours(bytes, size, fill_row, &f);
    if (failed(e)) {
        pixDestroy(&f.pix);
    } else {
        put_way_up(&f.pix, exif_way_of(bytes, size));
    }
    *ret_pix = f.pix;
    return e;
}

static void take_row(void *context, int y, uint8_t *ret_rgb)
{
    PIX *pix = context;
    const l_uint32 *line = pixGetData(pix) + (size_t)y * (size_t)pixGetWpl(pix);
    for (int x = 0; x < pixGetWidth(pix); x++) {
        l_int32 r = 0, g = 0, b = 0;
        extractRGBValues(line[x], &r, &g, &b);
        ret_rgb[x * 3] = (uint8_t)r;
        ret_rgb[x * 3 + 1] = (uint8_t)g;
        ret_rgb[x * 3 + 2] = (uint8_t)b;
    }
}

/* As good as fits the wish; what does not is written small all the same, as long as there is room.
 */
static struct err encode(PIX *pix, int dpi, const int *qualities, int count, uint8_t *ret_jpeg,
                         size_t cap, size_t *ret_size)
{
    const struct jpeg_rows rows = {.width = pixGetWidth(pix),
                                   .height = pixGetHeight(pix),
                                   .dpi = dpi,
                                   .row = take_row,
                                   .context = pix};
    struct err e = ERR_OK;
    for (int i = 0; i < count; i++) {
        const bool last = i == count - 1;
        e = image_jpeg_write(&rows, qualities[i], ret_jpeg,
                             last || cap < PAGE_BYTES ? cap : PAGE_BYTES, ret_size);
        if (e.code != ERR_FULL) {
            return e;
        }
    }
    return e;
}

/* --- straight, upright, evenly lit ------------------------------------------------------------ */

static float length_of(struct page_point a, struct page_point b)
{
    return hypotf((float)(b.x - a.x), (float)(b.y - a.y));
}

/* Corners moved a little towards the middle. */
static void inset(struct page_quad *q)
{
    int x = 0, y = 0;
    for (int i = 0; i < 4; i++) {
        x += q->corners[i].x / 4;
        y += q->corners[i].y / 4;
    }
    for (int i = 0; i < 4; i++) {
        q->corners[i].x += q->corners[i].x < x ? INSET : -INSET;
        q->corners[i].y += q->corners[i].y < y ? INSET : -INSET;
    }
}

static PTA *points_of(const struct page_point corners[4])
{
    PTA *points = ptaCreate(4);
    for (int i = 0; i < 4 && points != NULL; i++) {
        (void)ptaAddPt(points, (l_float32)corners[i].x, (l_float32)corners[i].y);
    }
    return points;
}

static float width_of(const struct page_point c[4])
{
    return (length_of(c[0], c[1]) + length_of(c[3], c[2])) / 2;
}

static float height_of(const struct page_point c[4])
{
    return (length_of(c[0], c[3]) + length_of(c[1], c[2])) / 2;
}

/* The page between its corners, seen from straight above. */
static PIX *cut_out(PIX *still, const struct page_quad *quad, const struct page_scale *scale)
{
    struct page_quad q = *quad;
    inset(&q);
    const struct page_point *c = q.corners;
    const int width = (int)(width_of(c) * scale->across + 0.5F);
    const int height = (int)(height_of(c) * scale->down + 0.5F);
    const struct page_point straight[4] = {{0, 0}, {width, 0}, {width, height}, {0, height}};
    const int wide = width > pixGetWidth(still) ? width : pixGetWidth(still);
    const int high = height > pixGetHeight(still) ? height : pixGetHeight(still);
    PIX *room =
        pixAddBorderGeneral(still, 0, wide - pixGetWidth(still), 0, high - pixGetHeight(still), 0);
    PTA *from = points_of(c), *to = points_of(straight);
    PIX *whole = room == NULL ? NULL : pixProjectivePta(room, to, from, L_BRING_IN_WHITE);
    BOX *box = boxCreate(0, 0, width, height);
    PIX *page = whole == NULL ? NULL : pixClipRectangle(whole, box, NULL);
    boxDestroy(&box);
    ptaDestroy(&from);
    ptaDestroy(&to);
    pixDestroy(&whole);
    pixDestroy(&room);
    return page;
}

/* All of the still, at the dots that are filed. */
static PIX *take_all(PIX *still, const struct page_scale *scale)
{
    return pixScale(still, scale->across, scale->down);
}

/* Ink as ones, whatever the light. */
static PIX *ink_of(PIX *page)
{
    PIX *grey = pixConvertTo8(page, 0);
    PIX *even =
        grey == NULL ? NULL : pixBackgroundNorm(grey, NULL, NULL, 16, 16, 60, 60, 220, 2, 2);
    PIX *ink = even != NULL   ? pixThresholdToBinary(even, 160)
               : grey != NULL ? pixThresholdToBinary(grey, 128)
                              : NULL;
    pixDestroy(&even);
    pixDestroy(&grey);
    return ink;
}

/* Lines that still run askew, as on a page whose corners were not seen. */
static void level(PIX **page, PIX **ink, struct picture_found *found)
{
    l_float32 angle = 0, sure = 0;
    if (pixFindSkew(*ink, &angle, &sure) != 0 || sure < TILT_SURE || fabsf(angle) < TILT_LEAST) {
        return;
    }
    found->tilt = (int)(angle * 10);
    replace(page, pixRotate(*page, angle * PI_OF_180, L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
    replace(ink, pixRotate(*ink, angle * PI_OF_180, L_ROTATE_SAMPLING, L_BRING_IN_WHITE, 0, 0));
}

/* Quarters clockwise until its letters stand upright; 0 when they do not tell. Small letters are
 * asked again in a larger size: leptonica looks for strokes of one length. */
static int quarters_of(PIX *ink)
{
    l_float32 up = 0, left = 0;
    l_int32 orient = L_TEXT_ORIENT_UNKNOWN;
    for (int half = 2; half <= 3; half++) {
        l_float32 up_here = 0, left_here = 0;
        PIX *larger = pixScale(ink, (l_float32)half / 2, (l_float32)half / 2);
        if (larger != NULL && pixOrientDetect(larger, &up_here, &left_here, 0, 0) == 0) {
            up += up_here;
            left += left_here;
        }
        pixDestroy(&larger);
    }
    (void)makeOrientDecision(up, left, UPRIGHT_SURE, UPRIGHT_RATIO, &orient, 0);
    return orient == L_TEXT_ORIENT_LEFT    ? 1
           : orient == L_TEXT_ORIENT_DOWN  ? 2
           : orient == L_TEXT_ORIENT_RIGHT ? 3
                                           : 0;
}

static bool is_blank(PIX *ink)
{
    const int width = pixGetWidth(ink), height = pixGetHeight(ink);
    const int x = width * MARGIN / 100, y = height * MARGIN / 100;
    BOX *box = boxCreate(x, y, width - 2 * x, height - 2 * y);
    PIX *middle = pixClipRectangle(ink, box, NULL);
    l_int32 dots = 0;
    const bool counted = middle != NULL && pixCountPixels(middle, &dots, NULL) == 0;
    const int64_t all = (int64_t)(width - 2 * x) * (height - 2 * y);
    boxDestroy(&box);
    pixDestroy(&middle);
    return counted && (int64_t)dots * 1000000 < all * BLANK_PER_M;
}

/* The paper becomes one white, whatever shadow lay on it; ink and stamps keep their colours. */
static void light(PIX **page)
{
    replace(page, pixBackgroundNorm(*page, NULL, NULL, 16, 16, 60, 60, BACKGROUND, 2, 2));
}

/* From the still to the page; NULL: no memory. */
static PIX *page_of(PIX *still, const struct picture_scale *by, struct picture_found *found)
{
    struct page_place place;
    page_find(still, &place);
    found->page = place.found;
    found->cut_off = place.cut_off;
    found->two = place.two;
    const struct page_point *c = place.quad.corners;
    const struct page_scale scale =
        page_scale_of(place.found ? (int)width_of(c) : pixGetWidth(still),
                      place.found ? (int)height_of(c) : pixGetHeight(still), by);
    found->dpi = scale.dpi;
    PIX *page = place.found ? cut_out(still, &place.quad, &scale) : take_all(still, &scale);
    PIX *ink = page == NULL ? NULL : ink_of(page);
    if (ink != NULL) {
        level(&page, &ink, found);
        found->blank = is_blank(ink);
        found->turned = quarters_of(ink) * 90;
        replace(&page, found->turned > 0 ? pixRotateOrth(page, found->turned / 90) : NULL);
        light(&page);
        found->width = pixGetWidth(page);
        found->height = pixGetHeight(page);
    }
    if (ink == NULL) {
        pixDestroy(&page);
    }
    pixDestroy(&ink);
    return page;
}

/* What the still itself says comes first where that is true. */
static struct picture_scale told_by(const void *bytes, size_t size, struct picture_scale scale)
{
    const int dpi = scale.told ? image_jpeg_dpi(bytes, size) : 0;
    return dpi > 0 ? (struct picture_scale){.dpi = dpi, .exact = true} : scale;
}

struct err image_page_straighten(const void *bytes, size_t size, struct picture_scale scale,
                                 uint8_t *ret_jpeg, size_t cap, size_t *ret_size,
                                 struct picture_found *ret_found)
{
    static const int qualities[] = {85, 75, 60};
    PIX *still = NULL;
    memset(ret_found, 0, sizeof *ret_found);
    (void)setMsgSeverity(L_SEVERITY_NONE); /* it would speak of papers on stderr */
    struct err e = decode(bytes, size, &still);
    const struct picture_scale by = told_by(bytes, size, scale);
    PIX *page = failed(e) ? NULL : page_of(still, &by, ret_found);
    pixDestroy(&still);
    if (!failed(e)) {
        e = page == NULL ? ERR(ERR_IO, 0, "page: memory")
                         : encode(page, ret_found->dpi, qualities, 3, ret_jpeg, cap, ret_size);
    }
    pixDestroy(&page);
    return e;
}

struct err image_page_turn(const void *bytes, size_t size, int quarters, uint8_t *ret_jpeg,
                           size_t cap, size_t *ret_size)
{
    static const int qualities[] = {TURN_QUALITY, 75, 60};
    PIX *page = NULL;
    (void)setMsgSeverity(L_SEVERITY_NONE);
    struct err e = decode(bytes, size, &page);
    if (!failed(e)) {
        replace(&page, pixRotateOrth(page, ((quarters % 4) + 4) % 4));
        e = encode(page, image_jpeg_dpi(bytes, size), qualities, 3, ret_jpeg, cap, ret_size);
    }
    pixDestroy(&page);
    return e;
}

struct err image_page_measure(const void *bytes, size_t size, int *ret_dpi)
{
    PIX *still = NULL;
    struct page_place place = {.found = false};
    (void)setMsgSeverity(L_SEVERITY_NONE);
    const struct err e = decode(bytes, size, &still);
    if (failed(e)) {
        return e;
    }
    page_find(still, &place);
    pixDestroy(&still);
    const struct page_point *c = place.quad.corners;
    const bool alone = place.found && !place.cut_off && !place.two;
    *ret_dpi = alone ? page_scale_a4((int)width_of(c), (int)height_of(c)) : 0;
    return *ret_dpi > 0 ? ERR_OK : ERR(ERR_NOT_FOUND, 0, "page: no sheet of A4");
}
