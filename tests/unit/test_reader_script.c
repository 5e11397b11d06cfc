#include "platform/sim/reader_script.h"

#include <string.h>

#include "tests/check.h"

static struct reader_script r;

/* All of it; how it ended. */
static enum reader_state drain(int *ret_samples)
{
    int16_t block[1000];
    enum reader_state state = READER_WORKS;
    *ret_samples = 0;
    for (int i = 0; i < 1000 && state == READER_WORKS; i++) {
        *ret_samples += r.port.ops->take(&r.port, block, 1000, &state);
    }
    return state;
}

TEST(each_byte_is_a_tone)
{
    int samples = 0;
    reader_script_open(&r);
    CHECK(!failed(r.port.ops->begin(&r.port, "vi", "abc")));
    CHECK_INT(drain(&samples), READER_ENDED);
    CHECK_INT(samples, 3 * READER_SCRIPT_SAMPLES);
    CHECK_INT(r.port.ops->begin(&r.port, "vi", "").code, ERR_BAD_INPUT);
}

TEST(every_fault_is_as_promised)
{
    int samples = 0;
    reader_script_open(&r);
    r.fault = READER_MISSING;
    CHECK_INT(r.port.ops->begin(&r.port, "vi", "abc").code, ERR_IO);
    r.fault = READER_SILENT;
    CHECK(!failed(r.port.ops->begin(&r.port, "vi", "abc")));
    CHECK_INT(drain(&samples), READER_WORKS);
    CHECK_INT(samples, 0);
    r.fault = READER_CUT;
    CHECK(!failed(r.port.ops->begin(&r.port, "vi", "abcd")));
    CHECK_INT(drain(&samples), READER_FAILED);
    CHECK(samples >= 2 * READER_SCRIPT_SAMPLES && samples < 4 * READER_SCRIPT_SAMPLES);
    r.port.ops->stop(&r.port);
    CHECK_INT(drain(&samples), READER_FAILED);
}

int main(void)
{
    RUN(each_byte_is_a_tone);
    RUN(every_fault_is_as_promised);
    return check_done();
}
