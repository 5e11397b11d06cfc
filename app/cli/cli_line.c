#include "app/cli/cli_line.h"

bool cli_line(FILE *in, char *ret_line, size_t size, size_t *ret_len, bool *ret_cut)
{
    size_t len = 0;
    int c = fgetc(in);
    *ret_cut = false;
    if (c == EOF) {
        return false;
    }
    for (; c != EOF && c != '\n'; c = fgetc(in)) {
        if (len + 1 < size) {
            ret_line[len++] = (char)c;
        } else {
            *ret_cut = true;
        }
    }
    ret_line[len] = '\0';
    *ret_len = len;
    return true;
}
