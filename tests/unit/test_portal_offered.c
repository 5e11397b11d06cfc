/* Packs in the form list, as a kiosk asks for them. */
#include "platform/sim/portal/offered.h"
#include "tests/unit/portal_world.h"

static struct portal_world w;

static int get(const char *path)
{
    return portal_world_ask(&w, (struct portal_request){.method = "GET",
                                                        .path = path,
                                                        .host = "portal.example",
                                                        .openrosa_version = "1.0"});
}

static void put(const char *name, const char *text)
{
    char path[160];
    (void)snprintf(path, sizeof path, "%s/%s", w.dir, name);
    FILE *f = fopen(path, "w");
    CHECK(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0);
}

static void drop(const char *name)
{
    char path[160];
    (void)snprintf(path, sizeof path, "%s/%s", w.dir, name);
    CHECK(unlink(path) == 0);
}

TEST(the_list_leads_to_the_manifest_and_that_to_the_files)
{
    portal_world_begin(&w);
    w.portal.packs = w.dir;
    put("xa.pack", "the pack");
    put("note.txt", "no pack");
    CHECK_INT(get("/key/T/formList"), 200);
    CHECK(portal_world_says(&w, "<formID>rong-packs</formID>"));
    CHECK(portal_world_says(
        &w, "<manifestUrl>http://portal.example/key/T/packs/manifest</manifestUrl>"));
    CHECK_INT(get("/key/T/packs/manifest"), 200);
    CHECK(portal_world_says(&w, "<filename>xa.pack</filename><hash>sha256:"));
    CHECK(portal_world_says(
        &w, "<downloadUrl>http://portal.example/key/T/packs/xa.pack</downloadUrl>"));
    CHECK_INT(portal_world_count(&w, "mediaFile>"), 2);
    CHECK_INT(get("/key/T/packs/xa.pack"), 200);
    CHECK(w.reply.size == 8 && memcmp(w.reply.body, "the pack", 8) == 0);
    CHECK_INT(get("/packs/gone.pack"), 404);
    CHECK(!offered_is_path("/packs/../portal.db"));
    CHECK(!offered_is_path("/packs/portal.db"));
    CHECK(!offered_is_path("/packs/.pack"));
    drop("xa.pack");
    drop("note.txt");
    portal_world_end(&w);
}

TEST(who_may_not_ask_is_told)
{
    portal_world_begin(&w);
    CHECK_INT(get("/formList"), 404); /* nothing is offered here */
    w.portal.packs = w.dir;
    w.portal.token = "secret";
    CHECK_INT(get("/formList"), 401);
    CHECK_INT(get("/key/secret/formList"), 200);
    w.portal.token = NULL;
    CHECK_INT(portal_world_ask(&w, (struct portal_request){.method = "GET", .path = "/formList"}),
              400);
    CHECK_INT(portal_world_ask(&w, (struct portal_request){.method = "POST",
                                                           .path = "/formList",
                                                           .openrosa_version = "1.0"}),
              405);
    portal_world_end(&w);
}

int main(void)
{
    RUN(the_list_leads_to_the_manifest_and_that_to_the_files);
    RUN(who_may_not_ask_is_told);
    return check_done();
}
