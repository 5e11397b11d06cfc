#include "app/scanner_code.h"

#include <stddef.h>
#include <string.h>

/* What only a set-up code begins with. */
static const char *const starts[] = {
    "^#SC^",      /* Sunlux and its copies */
    "^3",         /* Honeywell, FNC3 made visible: ^3PAPHHF. */
    "%%SpecCode", /* cheap ones with a menu: %%SpecCode8A */
    "@MENU_OPTO", /* Opticon: @MENU_OPTO@ZZ@...@OTPO_UNEM@ */
    "S_CMD_",     /* GM65 and its copies */
    "\x16M\r",    /* Honeywell over a line: SYN M CR */
    "$P,",        /* Datalogic: opens its service mode ... */
    "$%",         /* ... and enters one */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_capital(char c)
{
    return (c >= 'A' && c <= 'Z') || is_digit(c);
}

/* How many characters from the beginning on are of the kind. */
static size_t run_of(const char *text, bool (*kind)(char c))
{
    size_t n = 0;
    while (kind(text[n])) {
        n++;
    }
    return n;
}

/* "nls0006010", "NLS0006010;" */
static bool is_newland_number(const char *p)
{
    return (strncmp(p, "nls", 3) == 0 || strncmp(p, "NLS", 3) == 0) && run_of(p + 3, is_digit) == 7;
}

/* "@SETUPE1;", "@FACDEF", "@SETUPE1;%%SpecCode8A": six capitals, the value, the end or a sign. */
static bool is_newland_word(const char *p)
{
    const size_t n = p[0] == '@' ? run_of(p + 1, is_capital) : 0;
    return n >= 6 && n <= 8 && (p[n + 1] == '\0' || p[n + 1] == ';');
}

bool scanner_code_is(const char *payload)
{
    const char *p = payload;
    if (p[0] == ']' && p[1] != '\0' && p[2] != '\0') {
        p += 3;
    }
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        if (strncmp(p, starts[i], strlen(starts[i])) == 0) {
            return true;
        }
    }
    return is_newland_number(p) || is_newland_word(p);
}
