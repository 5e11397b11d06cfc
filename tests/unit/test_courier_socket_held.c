/* What the portal holds of a citizen, over the socket: what was put is read, and nothing else is.
 */
#include "platform/linux/courier_socket_held.h"

#include <string.h>

#include "tests/check.h"
#include "tests/unit/held_example.h"

static struct portal_held held(void)
{
    return (struct portal_held){
        .state = HELD_KNOWN, .items = {held_paper("/data/papers/p")}, .count = 1};
}

TEST(every_state_comes_through)
{
    for (int i = HELD_NONE; i <= HELD_OFFLINE; i++) {
        const struct portal_held a = {.state = (enum portal_held_state)i};
        struct portal_held b = {.state = HELD_NONE};
        json_t *o = wire_held_object(&a);
        CHECK(wire_held_read(o, &b));
        CHECK_INT(b.state, i);
        CHECK_INT(b.count, 0);
        json_decref(o);
    }
}

static bool reads_with(const char *name, json_t *value)
{
    const struct portal_held a = held();
    struct portal_held b = {.state = HELD_NONE};
    json_t *o = wire_held_object(&a);
    json_object_set_new(json_array_get(json_object_get(o, "items"), 0), name, value);
    const bool good = wire_held_read(o, &b);
    json_decref(o);
    return good;
}

TEST(an_item_of_another_shape_makes_the_whole_none)
{
    CHECK(reads_with("pages", json_integer(3)));
    CHECK(!reads_with("pages", json_integer(0)));
    CHECK(!reads_with("size", json_integer(-1)));
    CHECK(!reads_with("size", json_string("12")));
    CHECK(!reads_with("sha256", json_string("")));
    CHECK(!reads_with("sha256", json_string("X")));
    CHECK(!reads_with("paper", json_false())); /* an answer has no hash */
    CHECK(!reads_with("ref", json_string("a")));
    CHECK(!reads_with("ref", json_string("/a b")));
    CHECK(!reads_with("date", json_string("2026")));
    CHECK(!reads_with("file_number", json_string("<b>")));
    CHECK(!reads_with("procedure", json_null()));
    CHECK(!reads_with("value", json_string("a\nb")));
    CHECK(!reads_with("type", json_string("")));
}

TEST(more_than_there_is_room_for_is_none)
{
    const struct portal_held a = held();
    struct portal_held b = {.state = HELD_NONE};
    json_t *o = wire_held_object(&a);
    json_t *items = json_object_get(o, "items");
    for (int i = 1; i < PORTAL_HELD_MAX; i++) {
        json_array_append(items, json_array_get(items, 0));
    }
    CHECK(wire_held_read(o, &b));
    CHECK_INT(b.count, PORTAL_HELD_MAX);
    json_array_append(items, json_array_get(items, 0));
    CHECK(!wire_held_read(o, &b));
    json_decref(o);
}

int main(void)
{
    RUN(every_state_comes_through);
    RUN(an_item_of_another_shape_makes_the_whole_none);
    RUN(more_than_there_is_room_for_is_none);
    return check_done();
}
