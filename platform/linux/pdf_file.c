#include "platform/linux/pdf_file.h"

#include <string.h>

#include <hpdf.h>

#include "platform/linux/jpeg_file.h"

#define POINTS_PER_INCH 72.0F
#define POOL_BYTES                                                                                 \
    65536 /* from a pool, which ends as a whole: libharu forgets a picture that is none */

/* One page as large as its picture; false: it is none. */
static bool add_page(HPDF_Doc pdf, const struct picture_page *page, int dpi)
{
    HPDF_Image image = HPDF_LoadJpegImageFromMem(pdf, page->jpeg, (HPDF_UINT)page->size);
    HPDF_Page sheet = image == NULL ? NULL : HPDF_AddPage(pdf);
    if (sheet == NULL) {
        return false;
    }
    const int told = image_jpeg_dpi(page->jpeg, page->size);
    const float scale = POINTS_PER_INCH / (float)(told > 0 ? told : dpi);
    const float width = (float)HPDF_Image_GetWidth(image) * scale;
    const float height = (float)HPDF_Image_GetHeight(image) * scale;
    (void)HPDF_Page_SetWidth(sheet, width);
    (void)HPDF_Page_SetHeight(sheet, height);
    return HPDF_Page_DrawImage(sheet, image, 0, 0, width, height) == HPDF_OK;
}

static struct err copy_out(HPDF_Doc pdf, uint8_t *ret_pdf, size_t cap, size_t *ret_size)
{
    if (HPDF_GetError(pdf) != HPDF_OK || HPDF_SaveToStream(pdf) != HPDF_OK) {
        return ERR(ERR_IO, (int)HPDF_GetErrorDetail(pdf), "pdf: save");
    }
    HPDF_UINT32 size = HPDF_GetStreamSize(pdf);
    if (size > cap) {
        return ERR(ERR_FULL, 0, "pdf: too large");
    }
    if (HPDF_ResetStream(pdf) != HPDF_OK || HPDF_ReadFromStream(pdf, ret_pdf, &size) != HPDF_OK) {
        return ERR(ERR_IO, (int)HPDF_GetErrorDetail(pdf), "pdf: stream");
    }
    *ret_size = size;
    return ERR_OK;
}

struct err image_pdf_write(const struct picture_page *pages, int count, int dpi, uint8_t *ret_pdf,
                           size_t cap, size_t *ret_size)
{
    if (count <= 0 || dpi <= 0) {
        return ERR(ERR_BAD_INPUT, 0, "pdf: no pages");
    }
    HPDF_Doc pdf = HPDF_NewEx(NULL, NULL, NULL, POOL_BYTES, NULL);
    if (pdf == NULL) {
        return ERR(ERR_IO, 0, "pdf: memory");
    }
    pdf->pdf_version = HPDF_VER_14; /* Decree 30/2020 asks for 1.4 or later; harmless to readers */
    bool good = true;
    for (int i = 0; i < count && good; i++) {
        good = add_page(pdf, &pages[i], dpi);
    }
    const struct err e = good ? copy_out(pdf, ret_pdf, cap, ret_size)
                              : ERR(ERR_BAD_INPUT, 0, "pdf: a page is no JPEG");
    HPDF_Free(pdf);
    return e;
}
