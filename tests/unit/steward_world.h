/* A steward over the server of ddi_world.h, with pretended slots, kiosk and clock. The including
 * file defines _GNU_SOURCE first. */
#ifndef TESTS_UNIT_STEWARD_WORLD_H
#define TESTS_UNIT_STEWARD_WORLD_H

#include "app/steward/steward.h"

#include "app/steward/afar.h"
#include "platform/sim/hold_script.h"
#include "platform/sim/slots_script.h"
#include "tests/unit/ddi_world.h"

#define NOON  ((int64_t)1795400640 / 86400 * 86400 + 5 * 3600) /* 12:00 in Vietnam */
#define NIGHT (NOON + 11 * 3600)

static struct port_dir dir;
static struct part_file part;
static struct slots_script slots;
static struct hold_script kiosk;
static struct port_clock clock_port;
static struct port_random random_port;
static struct steward steward;
static bool pack_good;
static int packs;

static enum plan_try tried;

static enum reason take_pack(void *context, const char *path, char ret_handle[PLAN_HANDLE],
                             char ret_why[DDI_DETAIL])
{
    (void)context;
    CHECK(access(path, R_OK) == 0);
    packs++;
    snprintf(ret_why, DDI_DETAIL, "the key did not sign this file");
    snprintf(ret_handle, PLAN_HANDLE, "xa 00");
    return pack_good ? REASON_DONE : REASON_SIGNATURE;
}

static enum plan_try try_pack(void *context, const char *handle, char ret_why[DDI_DETAIL])
{
    (void)context;
    CHECK_STR(handle, "xa 00");
    snprintf(ret_why, DDI_DETAIL, "what the visit came to");
    return tried;
}

static struct afar_outcome afar;
static int afars;
static bool disturbing; /* what comes from afar */

static bool disturbs(void *context, const char *path)
{
    (void)context;
    CHECK(access(path, R_OK) == 0);
    return disturbing;
}

static void take_afar(void *context, const char *path, const char *action,
                      struct afar_outcome *ret_outcome)
{
    (void)context;
    CHECK(access(path, R_OK) == 0 && action[0] != '\0');
    afars++;
    *ret_outcome = afar;
}

static int describe(void *context, struct ddi_attribute *list, int room)
{
    (void)context;
    CHECK(room > 90);
    list[0] = (struct ddi_attribute){"commune", "23767"};
    return 1;
}

/* The program starts, at first or after it was killed. */
static void start(void)
{
    static const struct ddi_attribute ours[] = {{"name", "k"}};
    part_file_init(&part);
    hold_script_open(&kiosk);
    const struct steward_params params = {.state_dir = scratch_root,
                                          .url = FLEET_BASE,
                                          .line = &fleet.line,
                                          .dir = &dir,
                                          .part = &part.port,
                                          .slots = &slots.port,
                                          .hold = &kiosk.port,
                                          .clock = &clock_port,
                                          .random = &random_port,
                                          .attributes = ours,
                                          .attribute_count = 1,
                                          .night_from = STEWARD_NIGHT_FROM,
                                          .night_to = STEWARD_NIGHT_TO,
                                          .countdown_s = STEWARD_COUNTDOWN_S,
                                          .reserve = 1,
                                          .take_pack = take_pack,
                                          .try_pack = try_pack,
                                          .take_afar = take_afar,
                                          .disturbs = disturbs,
                                          .describe = describe};
    CHECK(!failed(steward_open(&steward, &params)));
}

__attribute__((unused)) static void restart(void)
{
    steward_close(&steward);
    start();
}

static void begin(int64_t now_s)
{
    scratch_open_in_memory();
    dir = dir_linux();
    fleet_open(200000);
    slots_script_init(&slots, "1.0");
    snprintf(slots.bundle.version, sizeof slots.bundle.version, "2.0");
    slots.turns = 2;
    clock_port = clock_manual(now_s);
    random_port = random_seeded(4);
    pack_good = true;
    tried = PLAN_STANDS;
    packs = 0;
    disturbing = true;
    afars = 0;
    start();
}

static void end(void)
{
    steward_close(&steward);
    scratch_close();
}

/* Turns until the state is reached; false when an hour passes before. */
static bool until(enum plan_state state)
{
    const int64_t last = (int64_t)clock_port.ms + 3600000;
    while (steward.plan.state != state && (int64_t)clock_port.ms < last) {
        int64_t wait = 0;
        CHECK(!failed(steward_turn(&steward, &wait)));
        clock_port.ops->pass(&clock_port, (int)(wait < 1 ? 1 : wait));
    }
    if (steward.plan.state != state) {
        printf("# it is in %s\n", plan_state_name(steward.plan.state));
    }
    return steward.plan.state == state;
}

/* Turns for so many seconds. */
__attribute__((unused)) static void pass(int64_t seconds)
{
    const int64_t last = (int64_t)clock_port.ms + seconds * 1000;
    while ((int64_t)clock_port.ms < last) {
        int64_t wait = 0;
        CHECK(!failed(steward_turn(&steward, &wait)));
        clock_port.ops->pass(&clock_port, (int)(wait < 1 ? 1 : wait));
    }
}

static void offer(const char *id, const char *part_name, const char *version, const char *how,
                  const char *more)
{
    snprintf(fleet.poll, sizeof fleet.poll,
             "{\"config\":{\"polling\":{\"sleep\":\"00:01:00\"}},\"_links\":{\"deploymentBase\":"
             "{\"href\":\"" FLEET_BASE "/deploymentBase/%s?c=1\"}}}",
             id);
    snprintf(fleet.page, sizeof fleet.page,
             "{\"id\":\"%s\",\"deployment\":{%s%s\"chunks\":[{\"part\":\"%s\",\"version\":\"%s\","
             "\"name\":\"n\",\"artifacts\":[{\"filename\":\"f\",\"size\":%zu,\"hashes\":{"
             "\"sha256\":\"%s\"},\"_links\":{\"download\":{\"href\":\"" FLEET_FILE "\"}}}]}]}}",
             id, how, more, part_name, version, fleet.size, fleet.sha256);
}
#define FORCED  "\"download\":\"forced\",\"update\":\"forced\","
#define ATTEMPT "\"download\":\"attempt\",\"update\":\"attempt\","
#define ONLY    "\"download\":\"forced\",\"update\":\"skip\","

static void offer_nothing(void)
{
    snprintf(fleet.poll, sizeof fleet.poll, "{\"_links\":{}}");
}

/* How many actions ended so: "good", ... */
__attribute__((unused)) static int ended(const char *how)
{
    char name[32];
    char text[JOURNAL_TEXT];
    snprintf(name, sizeof name, "updates.%s", how);
    CHECK(!failed(action_journal_fact(&steward.journal, name, text)));
    return atoi(text);
}

static bool told(const char *text)
{
    return strstr(fleet.told, text) != NULL;
}

#endif
