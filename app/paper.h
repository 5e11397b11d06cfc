/* Is the photographed paper good enough to read? By its measure (platform/base/paper_meter.h) and
 * by what was seen of the page, so that she hears it before she leaves it. */
#ifndef APP_PAPER_H
#define APP_PAPER_H

#include "app/sound/messages.h"
#include "platform/base/paper_meter.h"
#include "platform/port_picture.h"

/* The measure with what was seen of the page: what she can mend at once comes first. */
enum photo_verdict paper_verdict(enum photo_verdict metered, const struct picture_found *found);

/* What is said and shown about it. */
enum message_id paper_message(enum photo_verdict verdict);

/* The same of a picture that came from her phone, which she holds in her hand. */
enum message_id paper_phone_message(enum photo_verdict verdict);

#endif
