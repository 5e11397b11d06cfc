/* Can a photographed page be read? Decided from its grey rows while they are decoded, in whole
 * numbers: the same measure for a still of the kiosk's camera and for a picture from a phone, which
 * is decoded where the portal makes it anew. Whether it is the right paper is not claimed. */
#ifndef PLATFORM_BASE_PAPER_METER_H
#define PLATFORM_BASE_PAPER_METER_H

#include <stdint.h>

enum photo_verdict {
    PHOTO_GOOD,
    PHOTO_BLURRED,
    PHOTO_GLARE,
    PHOTO_DARK,
    PHOTO_SMALL,
    PHOTO_CUT,        /* the page runs out of the picture */
    PHOTO_TWO,        /* another page lies beside it */
    PHOTO_BLANK,      /* nothing is written on it */
    PHOTO_UNREADABLE, /* no picture, or damaged: set by who decodes it */
    PHOTO_COARSE,     /* fewer dots to the inch than papers are filed with (Decree 30/2020) */
};

#define PAPER_TILES     8    /* the picture is judged in so many columns and rows of tiles */
#define PAPER_WIDTH_MAX 8192 /* pixels; what is right of them is not looked at */

/* Set per device; the defaults fit the fixtures of tests/fixtures/papers. */
struct paper_limits {
    int short_side;      /* pixels, at least: 200 dpi of a 150 mm page */
    int bright;          /* 0..255: the brightest twentieth must reach it */
    int glare_per_mille; /* of a tile's pixels burnt out, at most */
    int sharpness;       /* variance of the Laplacian in the fourth sharpest tile, at least */
};

extern const struct paper_limits paper_limits_default;

/* One picture being judged; the caller's, about 26 KB. */
struct paper_meter {
    int width, height, row;
    uint8_t last[3][PAPER_WIDTH_MAX];
    uint32_t histogram[256];
    struct {
        int64_t sum, squares;
        int64_t count, burnt;
    } tiles[PAPER_TILES][PAPER_TILES];
};

/* Begins a picture of width x height pixels. */
void paper_meter_begin(struct paper_meter *m, int width, int height);
/* The next row, 8-bit grey; the shape of image_jpeg_rows(). meter is a struct paper_meter. */
void paper_meter_row(void *meter, const uint8_t *grey, int width);
/* After the last row. Fewer rows than announced are PHOTO_UNREADABLE. */
enum photo_verdict paper_meter_verdict(const struct paper_meter *m,
                                       const struct paper_limits *limits);

/* The fourth sharpest tile's variance: to set the limit of a device. */
int64_t paper_meter_sharpness(const struct paper_meter *m);

/* The word of the published contract for a verdict: "good", "blurred", "glare", "dark", "small" or
 * "coarse"; "" for those that are no measure. */
const char *paper_quality_word(enum photo_verdict verdict);

/* The other way round; PHOTO_GOOD for "" and for words nobody knows: nothing is claimed then. */
enum photo_verdict paper_quality_of(const char *word);

#endif
