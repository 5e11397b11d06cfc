/* Who looks after the machine and asks the kiosk to hold, heard in each turn of the shell. */
#ifndef UI_HOLDERS_H
#define UI_HOLDERS_H

struct shell;

/* Tells the app what the port heard, and each asker what the app decided. */
void holders_hear(struct shell *s);

#endif
