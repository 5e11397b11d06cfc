/* Lines of a stream into the caller's buffer, however long they are. */
#ifndef APP_CLI_LINE_H
#define APP_CLI_LINE_H

#include <stdbool.h>
#include <stdio.h>

/* Reads the next line without its line feed; it may hold NUL bytes and is followed by one. What is
 * longer than size - 1 is dropped and told by *ret_cut. False at the end of the stream. */
bool cli_line(FILE *in, char *ret_line, size_t size, size_t *ret_len, bool *ret_cut);

#endif
