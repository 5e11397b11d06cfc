/* All pictures of all shapes on one page, at a quarter of their size. */
#ifndef TESTS_TOOLS_CONTACT_SHEET_H
#define TESTS_TOOLS_CONTACT_SHEET_H

/* Draws all pictures on a panel of this size into the folder. */
void contact_sheet_draw(const char *folder, const char *size);

/* Writes folder.html beside the folder, which shows what was drawn. */
void contact_sheet_write(const char *folder);

#endif
