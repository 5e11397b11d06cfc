/* Codes, pictures, the camera's still, meters and the countdown. */
#ifndef UI_WIDGETS_MEDIA_H
#define UI_WIDGETS_MEDIA_H

#include "ui/widgets/pen.h"

void look_code(const struct pen *p);
void look_qr(const struct pen *p);
void look_photo(const struct pen *p);
void look_sign(const struct pen *p);
void look_illustration(const struct pen *p);
void look_meter(const struct pen *p);
void look_share(const struct pen *p);
void look_strip(const struct pen *p);
void look_countdown(const struct pen *p);

#endif
