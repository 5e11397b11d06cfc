/* What a kiosk puts at the double beside hawkBit's own addresses. */
#include "platform/sim/fleet/taken.h"

#include <sys/stat.h>

#include "tests/unit/fleet_world.h"

static char sent[64];

/* A kiosk with that certificate puts a file; the status. */
static int put(const char *certificate, const char *path, off_t size)
{
    snprintf(sent, sizeof sent, "%s/incoming-1", folder);
    FILE *f = fopen(sent, "w");
    CHECK(f != NULL && fclose(f) == 0 && truncate(sent, size) == 0);
    answer_done(&reply);
    const struct fleet_request q = {.method = "PUT",
                                    .path = path,
                                    .certificate = certificate,
                                    .visitor = "127.0.0.1",
                                    .body = "",
                                    .upload = sent,
                                    .now = now};
    fleet.certificates = true;
    fleet_answer(&fleet, &q, &reply);
    (void)unlink(sent);
    return reply.status;
}

static off_t size_of(const char *name)
{
    char path[200];
    struct stat info;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return stat(path, &info) == 0 ? info.st_size : -1;
}

static void clear(void)
{
    static const char *const names[] = {"outgoing/K07/ab-screen.png", "outgoing/K07", "outgoing"};
    char path[200];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        (void)remove(path);
    }
    end();
}

TEST(a_kiosk_puts_under_its_own_name_alone)
{
    struct trouble t;
    const char *why = "";
    begin(0);
    CHECK_INT(put("K07", "/outgoing/K07/ab-screen.png", 5), 201);
    CHECK_INT(size_of("outgoing/K07/ab-screen.png"), 5);
    CHECK_INT(put("K07", "/outgoing/K07/ab-screen.png", 6), 204);
    CHECK_INT(size_of("outgoing/K07/ab-screen.png"), 6);
    CHECK_INT(put("K08", "/outgoing/K07/ab-screen.png", 7), 401);
    CHECK_INT(put("", "/outgoing/K07/ab-screen.png", 7), 401);
    CHECK_INT(put("K07", "/outgoing/K07/../fleet.db", 7), 404);
    CHECK_INT(put("K07", "/outgoing/K07/.hidden", 7), 403);
    CHECK_INT(put("K07", "/outgoing/K07/ab-screen.png", TAKEN_MAX + 1), 413);
    CHECK_INT(request("GET", "/outgoing/K07/ab-screen.png", "", NULL), 401);
    CHECK(!failed(trouble_parse("outgoing@K07:status=507:1", &t, &why)));
    CHECK(!failed(troubles_add(&fleet.troubles, &t)));
    CHECK_INT(put("K07", "/outgoing/K07/ab-screen.png", 8), 507);
    CHECK_INT(size_of("outgoing/K07/ab-screen.png"), 6);
    clear();
}

int main(void)
{
    RUN(a_kiosk_puts_under_its_own_name_alone);
    return check_done();
}
