#include "platform/linux/http_curl.h"

#include <ctype.h>
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platform/linux/http_curl_open.h"

#define URL_MAX       512
#define HEADER_MAX    4400 /* bytes of a header line: a token may be long */
#define DEFAULT_LINE  5000
#define DEFAULT_QUIET 20
#define WHOLE_S       600 /* longest exchange at all, beside what a large body may take: */
#define BODY_A_SECOND ((size_t)16 * 1024)
#define SLOWEST_BYTES 10 /* per second; slower counts as silence */

/* X509_V_OK, X509_V_ERR_UNSPECIFIED, _CERT_NOT_YET_VALID, _CERT_HAS_EXPIRED, _HOSTNAME_MISMATCH,
 * _IP_ADDRESS_MISMATCH */
#define CHAIN_HELD    0
#define NOTHING_SAID  1
#define NOT_YET_VALID 9
#define HAS_EXPIRED   10
#define OTHER_HOST    62
#define OTHER_ADDRESS 64

struct http_curl {
    struct port_http port; /* first: the port is this struct */
    CURL *curl;            /* NULL until the next exchange */
    char url[URL_MAX], ca[URL_MAX], cert[URL_MAX], key[URL_MAX], agent[64];
    char authorization[URL_MAX];
    long connect_ms, silence_s;
    char body[HTTP_ANSWER_MAX + 1];
    size_t size;
    bool too_long;
    const atomic_bool *stop;
    struct http_source *source; /* of this exchange, or NULL */
    struct err source_error;
    const struct http_request *request; /* of this exchange */
    bool sinking;                       /* its sink was begun */
    struct err sink_error;
    char said[CURL_ERROR_SIZE]; /* of this exchange, what went wrong in the library's words */
};

static void read_head(struct http_curl *h, const struct http_request *r, struct http_answer *a);

/* The first piece tells the sink the head. False when it is not for the sink. */
static bool is_for_sink(struct http_curl *h)
{
    long status = 0;
    struct http_answer head;
    if (h->request->sink == NULL || h->sinking) {
        return h->sinking;
    }
    curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &status);
    if (status != 200 && status != 206) {
        return false;
    }
    read_head(h, h->request, &head);
    h->sinking = true;
    h->sink_error = h->request->sink->begin(h->request->sink, &head);
    return true;
}

static size_t take_body(char *bytes, size_t one, size_t count, void *context)
{
    struct http_curl *h = context;
    const size_t size = one * count;
    if (is_for_sink(h)) {
        if (!failed(h->sink_error)) {
            h->sink_error = h->request->sink->write(h->request->sink, bytes, size);
        }
        return failed(h->sink_error) ? 0 : size;
    }
    if (size > HTTP_ANSWER_MAX - h->size) {
        h->too_long = true;
        return 0;
    }
    memcpy(h->body + h->size, bytes, size);
    h->size += size;
    return size;
}

static size_t give_body(char *out, size_t one, size_t count, void *context)
{
    struct http_curl *h = context;
    size_t got = 0;
    h->source_error = h->source->read(h->source, out, one * count, &got);
    return failed(h->source_error) ? CURL_READFUNC_ABORT : got;
}

/* The library begins anew when a line that was kept open turns out to be closed. */
static int begin_anew(void *context, curl_off_t offset, int origin)
{
    struct http_curl *h = context;
    if (offset != 0 || origin != SEEK_SET) {
        return CURL_SEEKFUNC_CANTSEEK;
    }
    h->source_error = h->source->rewind(h->source);
    return failed(h->source_error) ? CURL_SEEKFUNC_FAIL : CURL_SEEKFUNC_OK;
}

static int look_at_stop(void *context, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    const struct http_curl *h = context;
    (void)a;
    (void)b;
    (void)c;
    (void)d;
    return h->stop != NULL && atomic_load(h->stop) ? 1 : 0;
}

/* OpenSSL's word on the portal's certificate, of its X509_V_ERR_ numbers (x509_vfy.h). Of a chain
 * that holds it has nothing to say: the name was what did not, and the library leaves the number
 * with which it began. */
static enum http_away distrust(CURL *curl)
{
    long word = 0;
    if (curl_easy_getinfo(curl, CURLINFO_SSL_VERIFYRESULT, &word) != CURLE_OK) {
        return HTTP_AWAY_FOREIGN;
    }
    switch (word) {
    case NOT_YET_VALID:
        return HTTP_AWAY_EARLY;
    case HAS_EXPIRED:
        return HTTP_AWAY_OVER;
    case CHAIN_HELD:
    case NOTHING_SAID:
    case OTHER_HOST:
    case OTHER_ADDRESS:
        return HTTP_AWAY_HOST;
    default:
        return HTTP_AWAY_FOREIGN;
    }
}

/* Whether the other side's TLS ended over our certificate. In TLS 1.3 its alert comes after our
 * side's handshake, so the number is that of any line that drops. The library has only OpenSSL's
 * words for it, "... alert unknown ca", and of the alert that ours has expired words of its own. */
static bool is_refused(const struct http_curl *h)
{
    static const char expired[] = "SSL certificate verification failed";
    const char *alert = strstr(h->said, " alert ");
    return h->cert[0] != '\0' && (strcmp(h->said, expired) == 0 ||
                                  (alert != NULL && (strstr(alert, "certificate") != NULL ||
                                                     strstr(alert, "unknown ca") != NULL ||
                                                     strstr(alert, "access denied") != NULL)));
}

/* Why nothing left, by the library's number. */
static enum http_away away(CURL *curl, CURLcode code)
{
    curl_off_t found_us = 0; /* 0 = the name's address was still waited for */
    curl_easy_getinfo(curl, CURLINFO_NAMELOOKUP_TIME_T, &found_us);
    switch ((int)code) {
    case CURLE_OPERATION_TIMEDOUT:
        return found_us == 0 ? HTTP_AWAY_NAME : HTTP_AWAY_LINE;
    case CURLE_COULDNT_RESOLVE_HOST:
        return HTTP_AWAY_NAME;
    case CURLE_PEER_FAILED_VERIFICATION:
        return distrust(curl);
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
        return HTTP_AWAY_OWN;
    case CURLE_SSL_CONNECT_ERROR:
        return HTTP_AWAY_TLS;
    default:
        return HTTP_AWAY_LINE;
    }
}

/* What failed, told apart by whether anything can have arrived. */
static struct err trouble(struct http_curl *h, CURLcode code)
{
    const int os = (int)code;
    curl_off_t sending_us = 0;
    curl_easy_getinfo(h->curl, CURLINFO_PRETRANSFER_TIME_T, &sending_us);
    if (is_refused(h)) {
        return ERR(ERR_OFFLINE, os, "http: the portal does not take this kiosk's certificate");
    }
    switch ((int)code) {
    case CURLE_ABORTED_BY_CALLBACK:
        return ERR(ERR_CANCELLED, os, "http: stopped");
    case CURLE_COULDNT_RESOLVE_HOST:
        return ERR(ERR_OFFLINE, os, "http: the portal's name is not known");
    case CURLE_COULDNT_CONNECT:
        return ERR(ERR_OFFLINE, os, "http: no connection to the portal");
    case CURLE_PEER_FAILED_VERIFICATION:
        return ERR(ERR_OFFLINE, os, "http: the portal's certificate is not trusted");
    case CURLE_SSL_CACERT_BADFILE:
        return ERR(ERR_OFFLINE, os, "http: the file of --ca cannot be read");
    case CURLE_SSL_CERTPROBLEM:
        return ERR(ERR_OFFLINE, os, "http: the files of --cert and --key cannot be used");
    case CURLE_SSL_CONNECT_ERROR:
        return ERR(ERR_OFFLINE, os, "http: no TLS with the portal");
    case CURLE_OPERATION_TIMEDOUT:
        return sending_us == 0 ? ERR(ERR_OFFLINE, os, "http: no connection to the portal")
                               : ERR(ERR_TIMEOUT, os, "http: no answer in time");
    case CURLE_WRITE_ERROR:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING:
        return ERR(ERR_BAD_INPUT, os, "http: the answer is no answer of a portal");
    default:
        return ERR(ERR_UNKNOWN_OUTCOME, os, "http: the line dropped before the answer");
    }
}

static void set_security(struct http_curl *h)
{
    curl_easy_setopt(h->curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(h->curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(h->curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(h->curl, CURLOPT_PROXY, "");
    if (h->ca[0] != '\0') {
        curl_easy_setopt(h->curl, CURLOPT_CAINFO, h->ca);
        curl_easy_setopt(h->curl, CURLOPT_CAPATH, NULL);
    }
    if (h->cert[0] != '\0') {
        curl_easy_setopt(h->curl, CURLOPT_SSLCERT, h->cert);
        curl_easy_setopt(h->curl, CURLOPT_SSLKEY, h->key);
    }
}

static void set_limits(struct http_curl *h)
{
    curl_easy_setopt(h->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(h->curl, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(h->curl, CURLOPT_CONNECTTIMEOUT_MS, h->connect_ms);
    const long whole_s = WHOLE_S + (long)(h->request->size / BODY_A_SECOND);
    curl_easy_setopt(h->curl, CURLOPT_TIMEOUT, h->request->sink == NULL ? whole_s : 0L);
    curl_easy_setopt(h->curl, CURLOPT_LOW_SPEED_LIMIT, (long)SLOWEST_BYTES);
    curl_easy_setopt(h->curl, CURLOPT_LOW_SPEED_TIME, h->silence_s);
    curl_easy_setopt(h->curl, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(h->curl, CURLOPT_WRITEDATA, h);
    curl_easy_setopt(h->curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(h->curl, CURLOPT_XFERINFOFUNCTION, look_at_stop);
    curl_easy_setopt(h->curl, CURLOPT_XFERINFODATA, h);
    curl_easy_setopt(h->curl, CURLOPT_USERAGENT, h->agent);
    h->said[0] = '\0';
    curl_easy_setopt(h->curl, CURLOPT_ERRORBUFFER, h->said);
}

/* A header line, or nothing for an empty value. */
static bool add_header(struct curl_slist **list, const char *name, const char *value)
{
    char line[HEADER_MAX];
    if (value == NULL || value[0] == '\0') {
        return true;
    }
    const int len = snprintf(line, sizeof line, "%s: %s", name, value);
    struct curl_slist *longer =
        len < 0 || len >= HEADER_MAX ? NULL : curl_slist_append(*list, line);
    explicit_bzero(line, sizeof line);
    if (longer == NULL) {
        return false;
    }
    *list = longer;
    return true;
}

static bool headers_of(const struct http_curl *h, const struct http_request *r,
                       struct curl_slist **ret_list)
{
    *ret_list = curl_slist_append(NULL, "Expect:");
    for (int i = 0; i < HTTP_HEADERS && *ret_list != NULL && r->headers[i].name != NULL; i++) {
        if (!add_header(ret_list, r->headers[i].name, r->headers[i].value)) {
            return false;
        }
    }
    return *ret_list != NULL &&
           add_header(ret_list, "Accept", r->accept == NULL ? "application/json" : r->accept) &&
           add_header(ret_list, "Content-Type", r->type) &&
           add_header(ret_list, "Idempotency-Key", r->idempotency_key) &&
           add_header(ret_list, "Authorization", h->authorization);
}

static void set_body(struct http_curl *h, const struct http_request *r)
{
    if (r->source != NULL) {
        curl_easy_setopt(h->curl, CURLOPT_POST, 1L);
        curl_easy_setopt(h->curl, CURLOPT_READFUNCTION, give_body);
        curl_easy_setopt(h->curl, CURLOPT_READDATA, h);
        curl_easy_setopt(h->curl, CURLOPT_SEEKFUNCTION, begin_anew);
        curl_easy_setopt(h->curl, CURLOPT_SEEKDATA, h);
    } else {
        curl_easy_setopt(h->curl, CURLOPT_POSTFIELDS, r->body);
    }
    curl_easy_setopt(h->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)r->size);
}

static void set_request(struct http_curl *h, const struct http_request *r,
                        struct curl_slist *headers)
{
    char url[2 * URL_MAX];
    snprintf(url, sizeof url, "%s%s", h->url, r->path);
    curl_easy_setopt(h->curl, CURLOPT_URL, url);
    curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(h->curl, CURLOPT_FRESH_CONNECT, r->fresh ? 1L : 0L);
    h->source = r->source;
    h->source_error = ERR_OK;
    if (r->body != NULL || r->source != NULL) {
        set_body(h, r);
    } else if (strcmp(r->method, "HEAD") == 0) {
        curl_easy_setopt(h->curl, CURLOPT_NOBODY, 1L);
        return;
    } else {
        curl_easy_setopt(h->curl, CURLOPT_HTTPGET, 1L);
    }
    curl_easy_setopt(h->curl, CURLOPT_CUSTOMREQUEST, r->method);
}

/* The last header of each name the request wants to know. */
static void read_wanted(struct http_curl *h, const struct http_request *r, struct http_answer *a)
{
    struct curl_header *header = NULL;
    for (int i = 0; i < HTTP_HEADERS; i++) {
        if (r->wanted[i] != NULL &&
            curl_easy_header(h->curl, r->wanted[i], 0, CURLH_HEADER, -1, &header) == CURLHE_OK) {
            snprintf(a->wanted[i], sizeof a->wanted[i], "%s", header->value);
        }
    }
}

static void read_head(struct http_curl *h, const struct http_request *r,
                      struct http_answer *ret_answer)
{
    long status = 0;
    const char *type = NULL;
    curl_off_t after = 0;
    struct curl_header *date = NULL;
    struct http_answer a = {.retry_after_s = -1, .body = h->body, .size = h->size};
    curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(h->curl, CURLINFO_CONTENT_TYPE, &type);
    if (curl_easy_getinfo(h->curl, CURLINFO_RETRY_AFTER, &after) == CURLE_OK && after > 0) {
        a.retry_after_s = (int64_t)after;
    }
    if (curl_easy_header(h->curl, "Date", 0, CURLH_HEADER, -1, &date) == CURLHE_OK) {
        const time_t said = curl_getdate(date->value, NULL);
        a.date_s = said > 0 ? (int64_t)said : 0;
    }
    a.status = (int)status;
    for (size_t i = 0; type != NULL && i < sizeof a.type - 1; i++) {
        const char c = type[i];
        if (c == '\0' || c == ';' || c == ' ' || c == '\t') {
            break;
        }
        a.type[i] = (char)tolower((unsigned char)c);
    }
    read_wanted(h, r, &a);
    *ret_answer = a;
}

/* An empty body begins a sink, too. */
static struct err read_answer(struct http_curl *h, struct http_answer *ret_answer)
{
    read_head(h, h->request, ret_answer);
    (void)is_for_sink(h);
    return h->sink_error;
}

static struct err exchange(struct port_http *port, const struct http_request *request,
                           const atomic_bool *stop, struct http_answer *ret_answer)
{
    struct http_curl *h = (struct http_curl *)port;
    struct curl_slist *headers = NULL;
    if (h->curl == NULL) {
        h->curl = curl_easy_init();
    } else {
        curl_easy_reset(h->curl);
    }
    if (h->curl == NULL || !headers_of(h, request, &headers)) {
        curl_slist_free_all(headers);
        return ERR(ERR_IO, 0, "http: no memory");
    }
    h->size = 0;
    h->too_long = false;
    h->stop = stop;
    h->request = request;
    h->sinking = false;
    h->sink_error = ERR_OK;
    set_security(h);
    set_limits(h);
    set_request(h, request, headers);
    const CURLcode code = curl_easy_perform(h->curl);
    h->body[h->size] = '\0';
    struct err e;
    if (failed(h->source_error)) {
        e = h->source_error;
    } else if (failed(h->sink_error)) {
        e = h->sink_error;
    } else if (h->too_long) {
        e = ERR(ERR_BAD_INPUT, (int)code, "http: the answer is too long");
    } else if (code != CURLE_OK) {
        e = trouble(h, code);
        *ret_answer =
            (struct http_answer){.away = is_refused(h) ? HTTP_AWAY_REFUSED : away(h->curl, code)};
    } else {
        e = read_answer(h, ret_answer);
    }
    curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, NULL);
    curl_slist_free_all(headers);
    return e;
}

static void forget(struct port_http *port)
{
    struct http_curl *h = (struct http_curl *)port;
    if (h->curl != NULL) {
        curl_easy_cleanup(h->curl);
        h->curl = NULL;
    }
    explicit_bzero(h->body, h->size);
    h->size = 0;
}

static void close_port(struct port_http *port)
{
    if (port == NULL) {
        return;
    }
    forget(port);
    explicit_bzero(port, sizeof(struct http_curl));
    free(port);
    curl_global_cleanup();
}

static bool copy(char out[URL_MAX], const char *text)
{
    const int len = snprintf(out, URL_MAX, "%s", text == NULL ? "" : text);
    return len >= 0 && len < URL_MAX - 16;
}

/* http(s)://host[...] without spaces, query or fragment; a closing slash is dropped. */
static bool copy_url(char out[URL_MAX], const char *url)
{
    if (url == NULL || !copy(out, url) ||
        (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0)) {
        return false;
    }
    size_t len = strlen(out);
    while (len > 0 && out[len - 1] == '/') {
        out[--len] = '\0';
    }
    return len > strlen("http://") && strpbrk(out, " ?#@\\\"<>\r\n\t") == NULL;
}

static struct err authorize(struct http_curl *h, const struct http_curl_params *p)
{
    char pair[URL_MAX];
    if (p->password == NULL) {
        snprintf(h->authorization, sizeof h->authorization, "Bearer %s", p->token);
        return ERR_OK;
    }
    const int len = snprintf(pair, sizeof pair, "%s:%s", p->token, p->password);
    const bool fits = len > 0 && (size_t)len < sizeof pair &&
                      sizeof "Basic " + (size_t)len / 3 * 4 + 4 <= sizeof h->authorization &&
                      strpbrk(p->password, "\r\n") == NULL && strchr(p->token, ':') == NULL;
    if (fits && http_is_private(h->url)) {
        memcpy(h->authorization, "Basic ", sizeof "Basic ");
        http_base64(pair, h->authorization + strlen("Basic "));
    }
    explicit_bzero(pair, sizeof pair);
    return !fits                     ? ERR(ERR_BAD_INPUT, 0, "http: no user and password")
           : http_is_private(h->url) ? ERR_OK
                                     : ERR(ERR_REFUSED, 0, "http: a password goes over https only");
}

struct err http_curl_open(struct port_http **ret_http, const struct http_curl_params *p)
{
    static const struct port_http_ops ops = {"curl", exchange, forget, close_port};
    char token[URL_MAX];
    struct http_curl *h = calloc(1, sizeof *h);
    if (h == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        free(h);
        return ERR(ERR_IO, 0, "http: no memory");
    }
    const bool good = copy_url(h->url, p->url) && copy(h->ca, p->ca) && copy(h->cert, p->cert) &&
                      copy(h->key, p->key) && copy(token, p->token) &&
                      strpbrk(token, "\r\n") == NULL;
    if (!good) {
        h->port.ops = &ops;
        close_port(&h->port);
        return ERR(ERR_BAD_INPUT, 0, "http: the portal's address is none");
    }
    explicit_bzero(token, sizeof token);
    const struct err e = p->token == NULL ? ERR_OK : authorize(h, p);
    if (failed(e)) {
        h->port.ops = &ops;
        close_port(&h->port);
        return e;
    }
    snprintf(h->agent, sizeof h->agent, "%s", p->agent == NULL ? "rong" : p->agent);
    h->connect_ms = p->connect_ms > 0 ? p->connect_ms : DEFAULT_LINE;
    h->silence_s = p->silence_s > 0 ? p->silence_s : DEFAULT_QUIET;
    h->port.ops = &ops;
    *ret_http = &h->port;
    return ERR_OK;
}
