/* What is said of a password before a line is opened (http_curl.c alone). Pure. */
#ifndef PLATFORM_LINUX_HTTP_CURL_OPEN_H
#define PLATFORM_LINUX_HTTP_CURL_OPEN_H

#include <stdbool.h>

/* RFC 4648; out has room for 4 bytes to every 3 and a NUL. */
void http_base64(const char *text, char *out);

/* A password is readable to all on an open line; to this very machine there is none. */
bool http_is_private(const char *url);

#endif
