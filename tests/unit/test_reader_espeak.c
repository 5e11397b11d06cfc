/* The machine's voice over real pipes: espeak-ng itself, and programs that behave as none should.
 */
#define _GNU_SOURCE /* nftw */
#include "platform/linux/reader_espeak.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include "platform/port_audio.h"
#include "tests/check.h"
#include "tests/unit/scratch.h"

static struct reader_espeak r;
static struct port_reader *port = &r.port;

/* A shell script in the place of espeak-ng; its output is what the kiosk gets. */
static void pretend(const char *script)
{
    const char *path = scratch("voice");
    FILE *f = fopen(path, "w");
    CHECK(f != NULL && fprintf(f, "#!/bin/sh\n%s\n", script) > 0 && fclose(f) == 0 &&
          chmod(path, 0700) == 0);
    reader_espeak_open(&r, path);
}

/* Until it ends or half a minute is over. */
static enum reader_state drain(int *ret_samples, int *ret_peak)
{
    int16_t block[960];
    enum reader_state state = READER_WORKS;
    *ret_samples = *ret_peak = 0;
    for (int i = 0; i < 15000 && state == READER_WORKS; i++) {
        const int count = port->ops->take(port, block, 960, &state);
        for (int s = 0; s < count; s++) {
            const int size = block[s] < 0 ? -block[s] : block[s];
            *ret_peak = size > *ret_peak ? size : *ret_peak;
        }
        *ret_samples += count;
        if (count == 0 && state == READER_WORKS) {
            nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
        }
    }
    return state;
}

static const char *file(const char *name)
{
    static char text[4096];
    FILE *f = fopen(scratch(name), "r");
    const size_t got = f != NULL ? fread(text, 1, sizeof text - 1, f) : 0;
    text[got] = '\0';
    if (f != NULL) {
        fclose(f);
    }
    return text;
}

TEST(espeak_reads_a_name_in_both_languages)
{
    static const char *const names[][2] = {{"vi", "Nguyễn Thị Hương Giang"}, {"en", "Smith"}};
    reader_espeak_open(&r, READER_ESPEAK_PROGRAM);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        int samples = 0, peak = 0;
        CHECK(!failed(port->ops->begin(port, names[i][0], names[i][1])));
        CHECK_INT(drain(&samples, &peak), READER_ENDED);
        CHECK(samples > AUDIO_RATE / 4 && samples < AUDIO_RATE * 6);
        CHECK(peak > 2000);
        CHECK(r.child == 0 && r.from < 0 && r.have == 0);
    }
    CHECK_INT(port->ops->begin(port, "jra", "Ksor").code, ERR_UNSUPPORTED);
    CHECK_INT(port->ops->begin(port, "vi", "").code, ERR_BAD_INPUT);
}

/* 100 samples at half the rate become 200 of ours. */
#define WAV                                                                                        \
    "printf 'RIFF\\377\\377\\377\\377WAVEfmt "                                                     \
    "\\020\\0\\0\\0\\001\\0\\001\\0\\300\\135\\0\\0\\200\\273\\0\\0\\002\\0\\020\\0"               \
    "data\\377\\377\\377\\377'; i=0; while [ $i -lt 100 ]; do printf '\\0\\020'; i=$((i+1)); done"

TEST(the_text_comes_by_standard_input_and_nothing_else_goes_along)
{
    char script[1024];
    int samples = 0, peak = 0;
    const int other = open("/dev/null", O_RDONLY); /* a child would inherit it */
    (void)snprintf(script, sizeof script,
                   "/bin/cat >'%s'; echo \"$*\" >'%s'; /usr/bin/env >'%s'; "
                   "[ -e /proc/self/fd/%d ] && echo open >>'%s'; " WAV,
                   scratch("in"), scratch("words"), scratch("env"), other, scratch("env"));
    pretend(script);
    CHECK(!failed(port->ops->begin(port, "vi", "Khuyễn Ngoẵng")));
    CHECK_INT(drain(&samples, &peak), READER_ENDED);
    CHECK(samples >= 198 && samples <= 201);
    CHECK_INT(peak, 4096);
    CHECK_STR(file("in"), "Khuyễn Ngoẵng");
    CHECK(strstr(file("words"), "--stdin") != NULL && strstr(file("words"), "Khuy") == NULL);
    CHECK(strstr(file("env"), "open") == NULL && strstr(file("env"), "HOME") == NULL);
    close(other);
}

TEST(it_is_killed_when_it_is_not_wanted_any_more)
{
    int samples = 0, peak = 0;
    pretend("exec /bin/sleep 100");
    CHECK(!failed(port->ops->begin(port, "vi", "An")));
    const pid_t child = r.child;
    int16_t block[10];
    enum reader_state state = READER_ENDED;
    CHECK_INT(port->ops->take(port, block, 10, &state), 0);
    CHECK_INT(state, READER_WORKS);
    CHECK(kill(child, 0) == 0);
    port->ops->stop(port);
    CHECK(kill(child, 0) != 0 && errno == ESRCH);
    port->ops->stop(port);
    CHECK_INT(drain(&samples, &peak), READER_FAILED);
    pretend("exec /bin/sleep 100");
    CHECK(!failed(port->ops->begin(port, "vi", "An")));
    const pid_t first = r.child;
    CHECK(!failed(port->ops->begin(port, "vi", "Ba"))); /* the one before ends */
    CHECK(kill(first, 0) != 0 && r.child != first);
    port->ops->stop(port);
}

TEST(what_is_no_voice_is_told)
{
    int samples = 0, peak = 0;
    reader_espeak_open(&r, "/nowhere/espeak-ng");
    CHECK_INT(port->ops->begin(port, "vi", "An").code, ERR_IO);
    CHECK(r.child == 0 && r.from < 0);
    pretend("echo this is no sound at all, whatever else it may be, and long enough");
    CHECK(!failed(port->ops->begin(port, "vi", "An")));
    CHECK_INT(drain(&samples, &peak), READER_FAILED);
    CHECK_INT(samples, 0);
    pretend("exit 0");
    CHECK(!failed(port->ops->begin(port, "vi", "An")));
    CHECK_INT(drain(&samples, &peak), READER_FAILED);
    pretend(WAV "; exit 1");
    CHECK(!failed(port->ops->begin(port, "vi", "An")));
    CHECK_INT(drain(&samples, &peak), READER_FAILED);
    CHECK(samples > 0);
}

int main(void)
{
    (void)scratch_open();
    RUN(espeak_reads_a_name_in_both_languages);
    RUN(the_text_comes_by_standard_input_and_nothing_else_goes_along);
    RUN(it_is_killed_when_it_is_not_wanted_any_more);
    RUN(what_is_no_voice_is_told);
    scratch_close();
    return check_done();
}
