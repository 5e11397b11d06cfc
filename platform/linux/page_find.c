#include "platform/linux/page_find.h"

#include <string.h>

#include <leptonica/allheaders.h>

#define SIDE         800 /* px: the longer side of the picture it is looked for in */
#define CLOSE        9   /* px: lettering and frames that lie within a page become part of it */
#define PAGE_LEAST   12  /* per cent of the still that a page covers */
#define FILL_LEAST   82  /* per cent of its quadrilateral that is bright */
#define SECOND_LEAST 30  /* per cent of the first: less is a reflection or a corner of something */
#define WHOLE        96  /* per cent: it is all page */
#define EDGE         3   /* px: so near to the edge of the still it is cut off */
#define EDGE_LEAST   40  /* px along the edge that must be bright; a corner may touch it */
#define STEP_LEAST   30  /* levels between page and tray */

/* A small grey copy. */
static PIX *shrunk(PIX *still)
{
    const int width = pixGetWidth(still), height = pixGetHeight(still);
    PIX *grey = pixConvertTo8(still, 0);
    PIX *small = grey == NULL      ? NULL
                 : width >= height ? pixScaleToSize(grey, SIDE, 0)
                                   : pixScaleToSize(grey, 0, SIDE);
    pixDestroy(&grey);
    return small;
}

/* Ones where it is bright, by the split that parts page and tray best; NULL when nothing parts. */
static PIX *bright(PIX *grey)
{
    PIX *soft = pixBlockconv(grey, 2, 2);
    PIX *level = NULL, *ones = NULL;
    NUMA *histogram = soft == NULL ? NULL : pixGetGrayHistogram(soft, 1);
    l_int32 split = 0;
    l_float32 low = 0, high = 0;
    if (histogram != NULL &&
        numaSplitDistribution(histogram, 0.0F, &split, &low, &high, NULL, NULL, NULL) == 0 &&
        high - low >= STEP_LEAST) {
        level = pixThresholdToBinary(soft, split);
    }
    if (level != NULL) {
        pixInvert(level, level);
        ones = pixCloseSafeBrick(NULL, level, CLOSE, CLOSE);
    }
    numaDestroy(&histogram);
    pixDestroy(&level);
    pixDestroy(&soft);
    return ones;
}

/* The largest blob and how large it and the next one are, in pixels. */
static PIX *largest_blob(PIX *ones, BOX **ret_box, int64_t *ret_area, int64_t *ret_second)
{
    PIXA *blobs = NULL;
    BOXA *boxes = pixConnComp(ones, &blobs, 8);
    int best = -1;
    *ret_area = *ret_second = 0;
    for (int i = 0; boxes != NULL && i < pixaGetCount(blobs); i++) {
        PIX *blob = pixaGetPix(blobs, i, L_CLONE);
        l_int32 area = 0;
        (void)pixCountPixels(blob, &area, NULL);
        pixDestroy(&blob);
        if (area > *ret_area) {
            *ret_second = *ret_area;
            *ret_area = area;
            best = i;
        } else if (area > *ret_second) {
            *ret_second = area;
        }
    }
    PIX *blob = best >= 0 ? pixaGetPix(blobs, best, L_COPY) : NULL;
    *ret_box = best >= 0 ? boxaGetBox(boxes, best, L_COPY) : NULL;
    pixaDestroy(&blobs);
    boxaDestroy(&boxes);
    return blob;
}

/* The first and the last bright pixel of each row. */
static int outline_of(PIX *blob, int left, int top, struct page_point *points)
{
    const int width = pixGetWidth(blob), height = pixGetHeight(blob);
    int count = 0;
    for (int y = 0; y < height && count + 2 <= PAGE_OUTLINE_MAX; y++) {
        int first = -1, last = -1;
        for (int x = 0; x < width; x++) {
            l_uint32 on = 0;
            (void)pixGetPixel(blob, x, y, &on);
            first = on != 0 && first < 0 ? x : first;
            last = on != 0 ? x : last;
        }
        if (first >= 0) {
            points[count++] = (struct page_point){left + first, top + y};
            points[count++] = (struct page_point){left + last + 1, top + y};
        }
    }
    return count;
}

/* How far the blob runs along one edge of the still. */
static bool touches_edge(const struct page_point *points, int count, int width, int height)
{
    int left = 0, right = 0, top[2] = {width, 0}, bottom[2] = {width, 0};
    for (int i = 0; i < count; i++) {
        const struct page_point p = points[i];
        left += p.x <= EDGE;
        right += p.x >= width - EDGE;
        int *row = p.y <= EDGE ? top : p.y >= height - 1 - EDGE ? bottom : NULL;
        if (row != NULL) {
            row[0] = p.x < row[0] ? p.x : row[0];
            row[1] = p.x > row[1] ? p.x : row[1];
        }
    }
    return left >= EDGE_LEAST || right >= EDGE_LEAST || top[1] - top[0] >= EDGE_LEAST ||
           bottom[1] - bottom[0] >= EDGE_LEAST;
}

static void judge(PIX *still, PIX *grey, PIX *ones, struct page_place *place)
{
    static _Thread_local struct page_point points[PAGE_OUTLINE_MAX];
    BOX *box = NULL;
    int64_t area = 0, second = 0;
    l_int32 left = 0, top = 0;
    const int width = pixGetWidth(grey), height = pixGetHeight(grey);
    const int64_t all = (int64_t)width * height;
    PIX *blob = largest_blob(ones, &box, &area, &second);
    if (blob != NULL && area * 100 >= all * PAGE_LEAST && area * 100 < all * WHOLE) {
        (void)boxGetGeometry(box, &left, &top, NULL, NULL);
        const int count = outline_of(blob, left, top, points);
        place->cut_off = touches_edge(points, count, width, height);
        place->found = page_quad_find(points, count, &place->quad) &&
                       area * 2 * 100 >= page_quad_area2(&place->quad) * FILL_LEAST;
        place->two = second * 100 >= area * SECOND_LEAST;
        for (int i = 0; i < 4; i++) {
            struct page_point *p = &place->quad.corners[i];
            p->x = p->x * pixGetWidth(still) / width;
            p->y = p->y * pixGetHeight(still) / height;
        }
    }
    boxDestroy(&box);
    pixDestroy(&blob);
}

void page_find(struct Pix *still, struct page_place *ret_place)
{
    memset(ret_place, 0, sizeof *ret_place);
    PIX *grey = shrunk(still);
    PIX *ones = grey == NULL ? NULL : bright(grey);
    if (ones != NULL) {
        judge(still, grey, ones, ret_place);
    }
    pixDestroy(&ones);
    pixDestroy(&grey);
}
