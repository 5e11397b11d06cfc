/* Pages that are JPEGs to one PDF 1.4 in the caller's memory; the only user of libharu. The
 * pictures go in as they are. No file is made, no date is written. Any thread, several at once. */
#ifndef PLATFORM_LINUX_PDF_FILE_H
#define PLATFORM_LINUX_PDF_FILE_H

#include "platform/port_picture.h"

/* As port_picture.h says of pdf(). */
MUST_USE struct err image_pdf_write(const struct picture_page *pages, int count, int dpi,
                                    uint8_t *ret_pdf, size_t cap, size_t *ret_size);

#endif
