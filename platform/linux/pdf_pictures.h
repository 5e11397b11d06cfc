/* The JPEGs that lie in a PDF of pictures, as pdf_file.h writes one: each as it is, in the order of
 * the pages. Pure; any thread. What is read is hostile. */
#ifndef PLATFORM_LINUX_PDF_PICTURES_H
#define PLATFORM_LINUX_PDF_PICTURES_H

#include "platform/port_picture.h"

/* How many there are, at most max; they lie in pdf. -1 when one is cut off or damaged, or there are
 * more. A PDF without pictures has none. */
int pdf_pictures(const uint8_t *pdf, size_t size, struct picture_page *ret_pages, int max);

#endif
