/* What a pack brings for citizens to fill in, held to what a kiosk does with it: forms/CODE/FILE
 * (procedure.ini, the XForm it names, the lists that one reads), rows of the list of procedures
 * (procedures.csv) and where they stand under the tiles (needs.tsv). A pack's form comes whole: no
 * file of the firmware's form with that code shines through. */
#ifndef APP_PACK_PACK_FORMS_H
#define APP_PACK_PACK_FORMS_H

#include "app/pack/pack_file.h"
#include "app/pack/pack_tell.h"
#include "platform/base/arena.h"

#define PACK_FORMS      "forms/"
#define PACK_PROCEDURES "procedures.csv"
#define PACK_NEEDS      "needs.tsv"
#define PACK_PROCEDURE  "procedure.ini" /* in the folder of a form */

#define PACK_CODE       9 /* "1.001193" with its NUL */
#define PACK_FORMS_MAX  16
#define PACK_FORM_BYTES ((size_t)4 << 20) /* of a form, or of one of its lists */
#define PACK_ROWS_BYTES ((size_t)1 << 19) /* of procedures.csv and needs.tsv */
#define PACK_INI_BYTES  32768             /* of a procedure.ini */

/* Room that trying a pack's forms takes at most: of one form, its answers and its texts. */
#define PACK_TRIAL_BYTES ((size_t)44 << 20)

/* The file of a form that an entry is ("form.xml"), and the form's code; NULL when it is none. */
const char *pack_form_file(const struct pack_entry *e, char code[PACK_CODE]);

/* Judges name and size of such a file, or of procedures.csv and needs.tsv, and tells what is wrong.
 * False when it is none of these. */
bool pack_forms_take(struct pack_telling *t, const struct pack_entry *e);

/* Tries everything: each form is checked against the profile and loaded, each row read. Tells what
 * is wrong. The arena is used and given back. ERR_FULL when it is too small. */
MUST_USE struct err pack_forms_try(struct arena *arena, const struct pack_file *p,
                                   struct pack_telling *t);

#endif
