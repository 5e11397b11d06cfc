#include "platform/linux/http_curl.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "tests/check.h"

/* A server of one line at a time: hears a request, says the next words of its script. */
struct server {
    int listener, port;
    pthread_t thread;
    const char *words[4]; /* NULL = closes without a word; "reset", "stall" = that */
    char heard[4][65536 * 3];
    int count;
};
static struct server server;
static const char *password; /* of the port that begin() opens */

static void reset_line(int fd)
{
    const struct linger now = {1, 0};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

static size_t body_size(const char *request)
{
    const char *at = strstr(request, "Content-Length: ");
    size_t n = 0;
    for (at = at == NULL ? "" : at + 16; *at >= '0' && *at <= '9'; at++) {
        n = n * 10 + (size_t)(*at - '0');
    }
    return n;
}

static void hear(int fd, char *out, size_t cap)
{
    size_t used = 0;
    while (used + 1 < cap) {
        const ssize_t got = recv(fd, out + used, cap - 1 - used, 0);
        if (got <= 0) {
            return;
        }
        used += (size_t)got;
        out[used] = '\0';
        const char *end = strstr(out, "\r\n\r\n");
        if (end != NULL && used >= (size_t)(end + 4 - out) + body_size(out)) {
            return;
        }
    }
}

static void *serve(void *context)
{
    struct server *s = context;
    for (int i = 0; i < s->count; i++) {
        const int fd = accept(s->listener, NULL, NULL);
        hear(fd, s->heard[i], sizeof s->heard[i]);
        const char *words = s->words[i];
        if (words != NULL && strcmp(words, "stall") == 0) {
            char byte;
            while (recv(fd, &byte, 1, 0) > 0) {
            } /* silent until the other side gives up */
        } else if (words != NULL && strcmp(words, "reset") == 0) {
            reset_line(fd);
        } else if (words != NULL) {
            send(fd, words, strlen(words), MSG_NOSIGNAL);
        }
        close(fd);
    }
    return NULL;
}

static struct port_http *begin(int count, const char *const *words, const char *token)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t size = sizeof address;
    char url[64];
    struct port_http *h = NULL;
    memset(&server, 0, sizeof server);
    server.count = count;
    for (int i = 0; i < count; i++) {
        server.words[i] = words[i];
    }
    server.listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    CHECK(bind(server.listener, (const struct sockaddr *)&address, sizeof address) == 0 &&
          listen(server.listener, 4) == 0);
    getsockname(server.listener, (struct sockaddr *)&address, &size);
    server.port = ntohs(address.sin_port);
    CHECK(pthread_create(&server.thread, NULL, serve, &server) == 0);
    snprintf(url, sizeof url, "http://127.0.0.1:%d/api/", server.port);
    const struct http_curl_params params = {
        .url = url, .token = token, .password = password, .silence_s = 1};
    CHECK_INT(http_curl_open(&h, &params).code, ERR_NONE);
    return h;
}

static void end(struct port_http *h)
{
    h->ops->close(h);
    pthread_join(server.thread, NULL);
    close(server.listener);
}

static const struct http_request put = {.method = "PUT",
                                        .path = "/applications/a",
                                        .type = "application/json",
                                        .idempotency_key = "a",
                                        .body = "{\"x\":1}",
                                        .size = 7};
static const struct http_request get = {.method = "GET", .path = "/applications/a"};

TEST(a_user_and_password_go_along_as_basic_and_never_over_an_open_line)
{
    static const char *const words[] = {
        "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"kobo\"\r\nContent-Length: 0\r\n"
        "Connection: close\r\n\r\n"};
    static const char *const open_lines[] = {"http://portal.example", "http://127.0.0.1.example",
                                             "http://localhosts"};
    struct http_answer a = {0};
    password = "open sesame";
    struct port_http *h = begin(1, words, "Aladdin");
    CHECK_INT(h->ops->exchange(h, &get, NULL, &a).code, ERR_NONE);
    CHECK_INT(a.status, 401);
    end(h);
    CHECK(strstr(server.heard[0], "\r\nAuthorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n") !=
          NULL);
    for (size_t i = 0; i < sizeof open_lines / sizeof open_lines[0]; i++) {
        const struct http_curl_params p = {.url = open_lines[i], .token = "u", .password = "p"};
        CHECK_INT(http_curl_open(&h, &p).code, ERR_REFUSED);
    }
    const struct http_curl_params colon = {.url = "https://x", .token = "a:b", .password = "p"};
    CHECK_INT(http_curl_open(&h, &colon).code, ERR_BAD_INPUT);
    password = NULL;
}

TEST(the_request_on_the_wire_is_what_was_asked)
{
    static const char *const words[] = {
        "HTTP/1.1 201 Created\r\nContent-Type: Application/JSON; charset=utf-8\r\n"
        "Content-Length: 5\r\nConnection: close\r\n\r\nhello",
        "HTTP/1.1 503 Busy\r\nRetry-After: 17\r\nDate: Mon, 23 Nov 2026 02:24:00 GMT\r\n"
        "Content-Length: 0\r\nConnection: close\r\n\r\n"};
    struct port_http *h = begin(2, words, "secret-token");
    struct http_answer a = {0};
    CHECK_INT(h->ops->exchange(h, &put, NULL, &a).code, ERR_NONE);
    CHECK_INT(a.status, 201);
    CHECK_STR(a.type, "application/json");
    CHECK_STR(a.body, "hello");
    CHECK_INT(a.size, 5);
    CHECK_INT(a.retry_after_s, -1);
    CHECK_INT(a.date_s, 0);
    CHECK_INT(h->ops->exchange(h, &get, NULL, &a).code, ERR_NONE);
    CHECK_INT(a.status, 503);
    CHECK_INT(a.retry_after_s, 17);
    CHECK(a.date_s == 1795400640);
    end(h);
    const char *heard = server.heard[0];
    CHECK(strncmp(heard, "PUT /api/applications/a HTTP/1.1\r\n", 34) == 0);
    CHECK(strstr(heard, "\r\nContent-Type: application/json\r\n") != NULL);
    CHECK(strstr(heard, "\r\nIdempotency-Key: a\r\n") != NULL);
    CHECK(strstr(heard, "\r\nAuthorization: Bearer secret-token\r\n") != NULL);
    CHECK(strstr(heard, "Expect:") == NULL && strstr(heard, "Accept-Encoding:") == NULL);
    CHECK(strcmp(heard + strlen(heard) - 7, "{\"x\":1}") == 0);
    CHECK(strncmp(server.heard[1], "GET /api/applications/a HTTP/1.1\r\n", 34) == 0);
    CHECK(strstr(server.heard[1], "Content-Type") == NULL);
}

/* A body of 150 KB made as it goes: digits that tell their place. */
struct counter {
    struct http_source source;
    size_t at, size, fail_at; /* fail_at 0 = never */
    int rewinds;
};

static struct err count_on(struct http_source *source, void *out, size_t cap, size_t *ret_size)
{
    struct counter *c = (struct counter *)source;
    size_t n = 0;
    if (c->fail_at != 0 && c->at >= c->fail_at) {
        return ERR(ERR_CORRUPT, 0, "test: the paper is damaged");
    }
    while (n < cap && c->at < c->size) {
        ((char *)out)[n++] = (char)('0' + c->at++ % 10);
    }
    *ret_size = n;
    return ERR_OK;
}

static struct err count_anew(struct http_source *source)
{
    struct counter *c = (struct counter *)source;
    c->at = 0;
    c->rewinds++;
    return ERR_OK;
}

#define SIXTY "a value that is longer than there is room for, repeated over"

TEST(a_body_made_while_it_is_sent_goes_out_whole_with_its_length)
{
    static const char *const words[] = {
        "HTTP/1.1 201 Created\r\nX-OpenRosa-Version: 1.0\r\nx-two: " SIXTY SIXTY SIXTY SIXTY SIXTY
        "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"};
    struct port_http *h = begin(1, words, NULL);
    struct http_answer a = {0};
    struct counter c = {.source = {count_on, count_anew}, .size = 150000};
    const struct http_request post = {.method = "POST",
                                      .path = "/submission",
                                      .type = "multipart/form-data; boundary=x",
                                      .accept = "text/xml",
                                      .source = &c.source,
                                      .size = c.size,
                                      .headers = {{"X-OpenRosa-Version", "1.0"}},
                                      .wanted = {"X-OpenRosa-Version", "X-Two"},
                                      .fresh = true};
    CHECK_INT(h->ops->exchange(h, &post, NULL, &a).code, ERR_NONE);
    CHECK_INT(a.status, 201);
    CHECK_STR(a.wanted[0], "1.0");
    CHECK_INT(strlen(a.wanted[1]), HTTP_VALUE - 1); /* cut */
    CHECK(strncmp(a.wanted[1], SIXTY SIXTY SIXTY SIXTY SIXTY, HTTP_VALUE - 1) == 0);
    end(h);
    const char *heard = server.heard[0];
    const char *body = strstr(heard, "\r\n\r\n");
    CHECK(strncmp(heard, "POST /api/submission HTTP/1.1\r\n", 31) == 0);
    CHECK(strstr(heard, "\r\nContent-Length: 150000\r\n") != NULL);
    CHECK(strstr(heard, "\r\nAccept: text/xml\r\n") != NULL);
    CHECK(strstr(heard, "\r\nX-OpenRosa-Version: 1.0\r\n") != NULL);
    CHECK(strstr(heard, "Transfer-Encoding") == NULL && strstr(heard, "Expect:") == NULL);
    CHECK(body != NULL && strlen(body + 4) == 150000);
    for (size_t i = 0; body != NULL && i < 150000; i++) {
        CHECK(body[4 + i] == (char)('0' + i % 10));
    }
}

TEST(a_source_that_fails_ends_the_exchange_with_its_own_error)
{
    static const char *const words[] = {NULL};
    struct port_http *h = begin(1, words, NULL);
    struct http_answer a = {0};
    struct counter c = {.source = {count_on, count_anew}, .size = 150000, .fail_at = 70000};
    const struct http_request post = {
        .method = "POST", .path = "/x", .type = "x/y", .source = &c.source, .size = c.size};
    const struct err e = h->ops->exchange(h, &post, NULL, &a);
    CHECK_INT(e.code, ERR_CORRUPT);
    CHECK_STR(e.at, "test: the paper is damaged");
    h->ops->forget(h);
    end(h);
}

TEST(a_question_for_headers_alone_is_head)
{
    static const char *const words[] = {"HTTP/1.1 204 No Content\r\nX-OpenRosa-Version: 1.0\r\n"
                                        "X-OpenRosa-Accept-Content-Length: 100000000\r\n"
                                        "Connection: close\r\n\r\n"};
    struct port_http *h = begin(1, words, NULL);
    struct http_answer a = {0};
    const struct http_request head = {
        .method = "HEAD",
        .path = "/submission",
        .wanted = {"X-OpenRosa-Version", "X-OpenRosa-Accept-Content-Length"}};
    CHECK_INT(h->ops->exchange(h, &head, NULL, &a).code, ERR_NONE);
    CHECK_INT(a.status, 204);
    CHECK_STR(a.wanted[0], "1.0");
    CHECK_STR(a.wanted[1], "100000000");
    end(h);
    CHECK(strncmp(server.heard[0], "HEAD /api/submission HTTP/1.1\r\n", 31) == 0);
}

TEST(redirects_are_told_not_followed)
{
    static const char *const words[] = {"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n"
                                        "Content-Length: 0\r\nConnection: close\r\n\r\n"};
    struct port_http *h = begin(1, words, NULL);
    struct http_answer a = {0};
    CHECK_INT(h->ops->exchange(h, &get, NULL, &a).code, ERR_NONE);
    CHECK_INT(a.status, 302);
    end(h);
}

TEST(a_line_that_drops_or_falls_silent_leaves_the_outcome_open)
{
    static const char *const words[] = {"reset", NULL, "stall",
                                        "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort"};
    struct port_http *h = begin(4, words, NULL);
    struct http_answer a = {0};
    CHECK_INT(h->ops->exchange(h, &put, NULL, &a).code, ERR_UNKNOWN_OUTCOME);
    CHECK_INT(h->ops->exchange(h, &put, NULL, &a).code, ERR_UNKNOWN_OUTCOME);
    CHECK_INT(h->ops->exchange(h, &put, NULL, &a).code, ERR_TIMEOUT);
    CHECK_INT(h->ops->exchange(h, &put, NULL, &a).code, ERR_UNKNOWN_OUTCOME);
    end(h);
}

TEST(what_is_no_http_or_too_long_is_refused)
{
    static char flood[HTTP_ANSWER_MAX + 200];
    memset(flood, 'x', sizeof flood - 1);
    memcpy(flood, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", 38);
    static const char *words[] = {"nonsense nonsense nonsense\r\n\r\n", flood};
    struct port_http *h = begin(2, words, NULL);
    struct http_answer a = {0};
    CHECK_INT(h->ops->exchange(h, &get, NULL, &a).code, ERR_BAD_INPUT);
    const struct err e = h->ops->exchange(h, &get, NULL, &a);
    CHECK_INT(e.code, ERR_BAD_INPUT);
    CHECK_STR(e.at, "http: the answer is too long");
    end(h);
}

TEST(nobody_there_is_offline)
{
    struct port_http *h = NULL;
    struct http_answer a = {0};
    const struct http_curl_params closed = {.url = "http://127.0.0.1:1"};
    CHECK_INT(http_curl_open(&h, &closed).code, ERR_NONE);
    CHECK_INT(h->ops->exchange(h, &put, NULL, &a).code, ERR_OFFLINE);
    h->ops->forget(h);
    CHECK_INT(h->ops->exchange(h, &put, NULL, &a).code, ERR_OFFLINE);
    CHECK_INT(a.away, HTTP_AWAY_LINE);
    h->ops->close(h);
    const struct http_curl_params nowhere = {.url = "http://no-such-portal.invalid"};
    CHECK_INT(http_curl_open(&h, &nowhere).code, ERR_NONE);
    CHECK_INT(h->ops->exchange(h, &put, NULL, &a).code, ERR_OFFLINE);
    CHECK_INT(a.away, HTTP_AWAY_NAME);
    h->ops->close(h);
}

/* The library asks here for names: one name's server never says a word, all others are the system's
 * to find. */
#define SILENT_NAME "silent-name-server.invalid"
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                struct addrinfo **ret_list)
{
    int (*found)(const char *, const char *, const struct addrinfo *, struct addrinfo **) = NULL;
    if (node != NULL && strcmp(node, SILENT_NAME) == 0) {
        (void)nanosleep(&(struct timespec){.tv_nsec = 400 * 1000 * 1000L}, NULL);
        return EAI_AGAIN;
    }
    *(void **)&found = dlsym(RTLD_NEXT, "getaddrinfo");
    return found == NULL ? EAI_SYSTEM : found(node, service, hints, ret_list);
}

TEST(a_name_that_is_still_waited_for_is_told_from_a_line_that_is)
{
    struct port_http *h = NULL;
    struct http_answer a = {0};
    const struct http_curl_params p = {.url = "http://" SILENT_NAME, .connect_ms = 150};
    CHECK_INT(http_curl_open(&h, &p).code, ERR_NONE);
    CHECK_INT(h->ops->exchange(h, &put, NULL, &a).code, ERR_OFFLINE);
    CHECK_INT(a.away, HTTP_AWAY_NAME);
    h->ops->close(h);
    static const char *const words[] = {"stall"};
    struct port_http *other = begin(1, words, NULL); /* takes the line and shakes no hands */
    char url[64];
    snprintf(url, sizeof url, "https://127.0.0.1:%d", server.port);
    const struct http_curl_params mute = {.url = url, .connect_ms = 150};
    CHECK_INT(http_curl_open(&h, &mute).code, ERR_NONE);
    CHECK_INT(h->ops->exchange(h, &put, NULL, &a).code, ERR_OFFLINE);
    CHECK_INT(a.away, HTTP_AWAY_LINE);
    h->ops->close(h);
    end(other);
}

TEST(asking_to_stop_ends_an_exchange)
{
    static const char *const words[] = {"stall"};
    struct port_http *h = begin(1, words, NULL);
    struct http_answer a = {0};
    const atomic_bool stop = true;
    CHECK_INT(h->ops->exchange(h, &put, &stop, &a).code, ERR_CANCELLED);
    /* The server must hear somebody to come to its end. */
    CHECK(failed(h->ops->exchange(h, &put, NULL, &a)));
    end(h);
}

TEST(addresses_that_are_none_are_refused)
{
    static const char *const urls[] = {
        "",           "ftp://x",      "http://",         "x",
        "http://a b", "http://a?b=c", "http://u@portal", "file:///x"};
    struct port_http *h = NULL;
    for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++) {
        const struct http_curl_params p = {.url = urls[i]};
        CHECK_INT(http_curl_open(&h, &p).code, ERR_BAD_INPUT);
    }
    const struct http_curl_params p = {.url = "http://x", .token = "a\r\nInjected: b"};
    CHECK_INT(http_curl_open(&h, &p).code, ERR_BAD_INPUT);
}

struct poured {
    struct http_sink sink;
    struct http_answer head;
    size_t size, most;
    int begun;
};

static struct err pour_begin(struct http_sink *s, const struct http_answer *head)
{
    struct poured *p = (struct poured *)s;
    p->head = *head;
    p->begun++;
    return ERR_OK;
}

static struct err pour_write(struct http_sink *s, const void *bytes, size_t size)
{
    struct poured *p = (struct poured *)s;
    (void)bytes;
    p->size += size;
    return p->size > p->most ? ERR(ERR_FULL, 0, "test: enough") : ERR_OK;
}

TEST(a_sink_gets_what_no_answer_could_hold_and_may_stop_it)
{
    static char long_answer[200 * 1000];
    int used = snprintf(long_answer, sizeof long_answer,
                        "HTTP/1.1 206 Part\r\nETag: \"a1\"\r\nContent-Length: 150000\r\n"
                        "Connection: close\r\n\r\n");
    memset(long_answer + used, 'x', 150000);
    static const char *const words[] = {
        long_answer, long_answer,
        "HTTP/1.1 404 No\r\nContent-Length: 5\r\nConnection: close\r\n\r\nnever"};
    struct port_http *h = begin(3, words, NULL);
    struct poured p = {.sink = {pour_begin, pour_write}, .most = 150000};
    struct http_request r = {.method = "GET", .path = "/f", .sink = &p.sink, .wanted = {"ETag"}};
    struct http_answer a = {0};
    CHECK_INT(h->ops->exchange(h, &r, NULL, &a).code, ERR_NONE);
    CHECK_INT(p.size, 150000);
    CHECK_INT(p.begun, 1);
    CHECK_INT(p.head.status, 206);
    CHECK_STR(p.head.wanted[0], "\"a1\"");
    p.most = 160000;
    CHECK_INT(h->ops->exchange(h, &r, NULL, &a).code, ERR_FULL);
    CHECK_INT(p.begun, 2);
    CHECK_INT(h->ops->exchange(h, &r, NULL, &a).code, ERR_NONE);
    CHECK_INT(p.begun, 2);
    CHECK_INT(a.status, 404);
    CHECK_STR(a.body, "never");
    end(h);
}

int main(void)
{
    RUN(a_user_and_password_go_along_as_basic_and_never_over_an_open_line);
    RUN(the_request_on_the_wire_is_what_was_asked);
    RUN(a_body_made_while_it_is_sent_goes_out_whole_with_its_length);
    RUN(a_source_that_fails_ends_the_exchange_with_its_own_error);
    RUN(a_question_for_headers_alone_is_head);
    RUN(redirects_are_told_not_followed);
    RUN(a_line_that_drops_or_falls_silent_leaves_the_outcome_open);
    RUN(what_is_no_http_or_too_long_is_refused);
    RUN(nobody_there_is_offline);
    RUN(a_name_that_is_still_waited_for_is_told_from_a_line_that_is);
    RUN(asking_to_stop_ends_an_exchange);
    RUN(addresses_that_are_none_are_refused);
    RUN(a_sink_gets_what_no_answer_could_hold_and_may_stop_it);
    return check_done();
}
