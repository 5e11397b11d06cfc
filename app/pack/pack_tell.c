#include "app/pack/pack_tell.h"

#include <stdarg.h>
#include <stdio.h>

void pack_tell(struct pack_telling *t, const char *format, ...)
{
    char sentence[600];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    t->bad = true;
    t->listener->tell(t->listener->context, sentence);
}
