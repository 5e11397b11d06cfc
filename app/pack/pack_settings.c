#include "app/pack/pack_settings.h"

#include <ini.h>
#include <stdio.h>
#include <string.h>

#define ROW(key, field)                                                                            \
    {                                                                                              \
        key, offsetof(struct settings, field), sizeof(((struct settings *)NULL)->field)            \
    }
#define LIMIT(key, what) ROW("limits." key, hourly_most[what])

static const struct {
    const char *key;
    size_t offset, size;
} allowed[] = {
    ROW("screen.text_percent", text_percent),
    ROW("screen.theme", theme),
    ROW("screen.dim_after_s", dim_after_s),
    ROW("screen.dim_light", dim_light),
    ROW("night.from", night_from),
    ROW("night.to", night_to),
    ROW("sound.call_again_s", call_again_s),
    ROW("papers.file_mb", paper_mb),
    ROW("papers.phone", papers_phone),
    ROW("idle.warning_s", idle_warning_s),
    ROW("idle.answer_s", idle_answer_s),
    ROW("greeting.pause_s", greeting_pause_s),
    ROW("send.wait_s", send_wait_s),
    ROW("signin.wanted", signin),
    ROW("touch.listen", touch_listen),
    ROW("keypad.double_ms", key_double_ms),
    ROW("switches.double_ms", switch_double_ms),
    ROW("switches.scan_ms", switch_scan_ms),
    LIMIT("applications", HOURLY_APPLICATIONS),
    LIMIT("tickets", HOURLY_TICKETS),
    LIMIT("calls", HOURLY_CALLS),
    LIMIT("lookups", HOURLY_LOOKUPS),
    LIMIT("prints", HOURLY_PRINTS),
};

#define ALLOWED (sizeof allowed / sizeof allowed[0])

bool pack_may_set(const char *key)
{
    for (size_t i = 0; i < ALLOWED; i++) {
        if (strcmp(allowed[i].key, key) == 0) {
            return true;
        }
    }
    return false;
}

void pack_settings_copy(struct settings *to, const struct settings *from)
{
    for (size_t i = 0; i < ALLOWED; i++) {
        (void)memcpy((char *)to + allowed[i].offset, (const char *)from + allowed[i].offset,
                     allowed[i].size);
    }
}

static int check_key(void *context, const char *section, const char *key, const char *value)
{
    struct pack_telling *t = context;
    char name[128];
    (void)value;
    (void)snprintf(name, sizeof name, "%s.%s", section, key);
    if (!pack_may_set(name)) {
        pack_tell(t, PACK_SETTINGS ": %.60s is of one kiosk, or needs a new start: set it there",
                  name);
    }
    return 1;
}

struct err pack_settings_read(struct pack_telling *t, const char *text, struct settings *s)
{
    struct setting_problem problem;
    struct settings fresh = *s;
    const struct err e = settings_parse(&fresh, text, &problem);
    if (failed(e)) {
        pack_tell(t, PACK_SETTINGS ":%d: %s", problem.line, problem.message);
        return e;
    }
    struct pack_telling keys = {t->listener, false};
    (void)ini_parse_string(text, check_key, &keys); /* parsed just above */
    if (keys.bad) {
        t->bad = true;
        return ERR(ERR_BAD_INPUT, 0, "pack: a setting that packs may not set");
    }
    *s = fresh;
    return ERR_OK;
}
