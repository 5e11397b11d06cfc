/* port_http over libcurl: HTTP/1.1, TLS 1.2 or newer, no proxy, no redirect, time limits. */
#ifndef PLATFORM_LINUX_HTTP_CURL_H
#define PLATFORM_LINUX_HTTP_CURL_H

#include "platform/port_http.h"

struct http_curl_params {
    const char *url;   /* http:// or https://, with or without a slash at its end */
    const char *ca;    /* PEM file: the only certificates that are trusted; NULL = the system's */
    const char *cert;  /* PEM file of the kiosk's own certificate, or NULL */
    const char *key;   /* PEM file of its key, or NULL */
    const char *token; /* sent as Authorization: Bearer, or NULL */
    const char *password; /* with it token is a user's name: Authorization: Basic, or NULL */
    const char *agent;    /* User-Agent */
    int connect_ms;       /* longest wait for a line; 0 = 5000 */
    int silence_s;        /* longest silence once connected; 0 = 20 */
};

/* ERR_BAD_INPUT for an address that is none; ERR_REFUSED for a password that would go over an open
 * line to another machine; ERR_IO without memory. The strings are copied. */
MUST_USE struct err http_curl_open(struct port_http **ret_http, const struct http_curl_params *p);

#endif
