/* What the double of hawkBit and the practice portal share: their command line, and bodies that
 * come in pieces. */
#include <stdint.h>

#include "platform/sim/serve/asked.h"
#include "platform/sim/serve/options.h"
#include "tests/check.h"

static void no_faults(FILE *out)
{
    fputs("faults\n", out);
}

/* The status of this command line; what it said is in o. */
static int parse(struct serve_options *o, int argc, const char *const *argv)
{
    char *words[12];
    const struct option_row rows[] = {SERVE_ROWS(o, "data", "authority")};
    const struct program program = {.name = "test-server",
                                    .summary = "a test",
                                    .usage = "test-server",
                                    .examples = "  none\n",
                                    .rows = rows,
                                    .count = (int)(sizeof rows / sizeof rows[0])};
    *o = (struct serve_options){.data = NULL};
    CHECK(argc <= 12);
    for (int i = 0; i < argc; i++) {
        words[i] = (char *)(uintptr_t)argv[i];
    }
    return serve_options_parse(&program, no_faults, argc, words, o);
}

#define READ(o, ...)                                                                               \
    parse(o, (int)(sizeof((const char *[]){"test-server", __VA_ARGS__}) / sizeof(char *)),         \
          (const char *[]){"test-server", __VA_ARGS__})

TEST(where_it_answers)
{
    struct serve_options o;
    CHECK_INT(READ(&o, "--listen", "127.0.0.1:0", "--data", "d"), -1);
    CHECK_STR(o.host, "127.0.0.1");
    CHECK_STR(o.port, "0");
    CHECK_STR(o.data, "d");
    CHECK(o.cert == NULL && o.key == NULL);
    CHECK_INT(READ(&o, "--listen", "[::1]:8080", "--data", "d"), -1);
    CHECK_STR(o.host, "::1");
    CHECK_INT(READ(&o, "--listen", "127.0.0.1", "--data", "d"), 2);
    CHECK_INT(READ(&o, "--listen", ":80", "--data", "d"), 2);
    CHECK_INT(READ(&o, "--listen", "a:8x", "--data", "d"), 2);
    CHECK_INT(READ(&o, "--listen", "a:80"), 2);
    CHECK_INT(READ(&o, "--data", "d"), 2);
}

TEST(two_files_make_tls)
{
    struct serve_options o;
    CHECK_INT(READ(&o, "--listen", "a:1", "--data", "d", "--tls", "c", "k", "--client-ca", "a"),
              -1);
    CHECK_STR(o.cert, "c");
    CHECK_STR(o.key, "k");
    CHECK_STR(o.client_ca, "a");
    CHECK_INT(READ(&o, "--listen", "a:1", "--data", "d", "--tls", "c"), 2);
    CHECK_INT(READ(&o, "--listen", "a:1", "--data", "d", "--tls", "c", "k", "more"), 2);
    CHECK_INT(READ(&o, "--listen", "a:1", "--data", "d", "k"), 2);
    CHECK_INT(READ(&o, "--listen", "a:1", "--data", "d", "--client-ca", "a"), 2);
}

TEST(a_fault_too_many_is_refused)
{
    CHECK(serve_fault_fits("test-server", ERR_OK, "", 1, 2));
    CHECK(!serve_fault_fits("test-server", ERR_OK, "", 2, 2));
    CHECK(!serve_fault_fits("test-server", ERR(ERR_BAD_INPUT, 0, "test"), "no fault", 0, 2));
}

TEST(a_body_stays_under_its_limit)
{
    struct asked_body b = {.bytes = NULL};
    asked_body_add(&b, "one", 3, 6);
    asked_body_add(&b, "two", 3, 6);
    CHECK_STR(b.bytes, "onetwo");
    CHECK(!b.too_large);
    asked_body_add(&b, "x", 1, 6);
    CHECK(b.too_large && b.size == 6);
    asked_body_add(&b, "", 0, 6);
    CHECK(b.too_large);
    asked_body_done(&b);
    CHECK(b.bytes == NULL && b.size == 0);
    asked_body_add(&b, "long", 4, 3);
    CHECK(b.too_large && b.bytes == NULL);
    asked_body_done(&b);
}

int main(void)
{
    RUN(where_it_answers);
    RUN(two_files_make_tls);
    RUN(a_fault_too_many_is_refused);
    RUN(a_body_stays_under_its_limit);
    return check_done();
}
