/* Who looks after the machine and asks the kiosk to hold, or for a picture of its screen, heard in
 * each turn of the shell. */
#ifndef UI_HOLDERS_H
#define UI_HOLDERS_H

struct shell;

/* Tells the app what the port heard, and each asker what the app decided. */
void holders_hear(struct shell *s);

/* Gives who asked for a picture what is on the panel, where that may be seen from afar
 * (app/seen_afar.h); to be called when what the app decided is shown. */
void holders_picture(struct shell *s);

#endif
