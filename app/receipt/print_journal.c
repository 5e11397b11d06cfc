#include "app/receipt/print_journal.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define JOURNAL_BYTES 16384 /* of some hundred slips */
#define LINE_BYTES    64

static const char *const words[] = {"none", "sending", "confirmed", "not-printed", "unknown"};
#define WORDS ((int)(sizeof words / sizeof words[0]))

/* "confirmed", "unknown"...; never NULL. */
static const char *state_word(enum print_state state)
{
    return (int)state < WORDS ? words[state] : "unknown";
}

static struct err write_line(struct print_journal *j, enum print_state state, int how)
{
    char line[LINE_BYTES];
    if (j->port == NULL) {
        return ERR_OK;
    }
    const int size =
        snprintf(line, sizeof line, "%" PRIu32 " %s %d\n", j->number, state_word(state), how);
    const struct err e = j->port->ops->append(j->port, line, (size_t)size);
    j->bytes += (size_t)size;
    return failed(e) ? e : j->port->ops->flush(j->port);
}

/* One line without its end; false when it is none. */
static bool take_line(struct print_journal *j, const char *line)
{
    char word[16] = "";
    uint32_t number = 0;
    int how = 0;
    int used = 0;
    if (sscanf(line, "%" SCNu32 " %15s %d%n", &number, word, &how, &used) != 3 ||
        line[used] != '\0') {
        return false;
    }
    for (int i = 0; i < WORDS; i++) {
        if (strcmp(word, words[i]) == 0) {
            j->number = number;
            j->state = (enum print_state)i;
            return true;
        }
    }
    return false;
}

/* Every line in turn; the last one decides, also when it is torn. */
static void take_lines(struct print_journal *j, char *text, size_t size)
{
    size_t at = 0;
    while (at < size) {
        const char *end = memchr(text + at, '\n', size - at);
        const size_t length = end == NULL ? size - at : (size_t)(end - (text + at));
        const bool whole = end != NULL;
        text[at + length] = '\0';
        if (!whole || !take_line(j, text + at)) {
            j->state = PRINT_STATE_SENDING;
        }
        at += length + 1;
    }
}

/* What a power cut left at the end is closed, so that the next line begins on its own. */
static struct err settle(struct print_journal *j, char *text, size_t size)
{
    const bool torn = size > 0 && text[size - 1] != '\n';
    struct err e = ERR_OK;
    take_lines(j, text, size);
    j->bytes = size;
    j->interrupted = j->state == PRINT_STATE_SENDING;
    if (torn) {
        e = j->port->ops->append(j->port, "\n", 1);
    }
    if (j->interrupted && !failed(e)) {
        j->state = PRINT_STATE_UNKNOWN;
        e = write_line(j, j->state, 0);
    }
    return e;
}

struct err print_journal_open(struct print_journal *j, struct port_journal *port,
                              const char *folder)
{
    char text[JOURNAL_BYTES + 1];
    size_t size = 0;
    *j = (struct print_journal){.port = port};
    struct err e = port->ops->open(port, folder, PRINT_JOURNAL_NAME);
    if (!failed(e)) {
        e = port->ops->read(port, text, JOURNAL_BYTES, &size);
        e = failed(e) ? e : settle(j, text, size);
    }
    if (failed(e)) {
        port->ops->close(port);
        j->port = NULL;
    }
    return e;
}

/* Begins anew before it is too long to be read at once; nothing is being sent then. */
static struct err make_room(struct print_journal *j)
{
    if (j->port == NULL || j->bytes < JOURNAL_BYTES / 2) {
        return ERR_OK;
    }
    const struct err e = j->port->ops->empty(j->port);
    j->bytes = failed(e) ? j->bytes : 0;
    return e;
}

struct err print_journal_begin(struct print_journal *j)
{
    struct err e = make_room(j);
    j->number++;
    j->state = PRINT_STATE_SENDING;
    return failed(e) ? e : write_line(j, j->state, 0);
}

struct err print_journal_end(struct print_journal *j, struct err outcome, enum print_proof proof)
{
    const bool known =
        failed(outcome) ? outcome.code != ERR_UNKNOWN_OUTCOME : proof >= PROOF_ANSWERED;
    j->state = !known            ? PRINT_STATE_UNKNOWN
               : failed(outcome) ? PRINT_STATE_NOT_PRINTED
                                 : PRINT_STATE_CONFIRMED;
    return write_line(j, j->state, failed(outcome) ? (int)outcome.code : (int)proof);
}
