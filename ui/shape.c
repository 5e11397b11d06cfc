#include "ui/shape.h"

#define REFERENCE_W 1080
#define REFERENCE_H 1920
#define MARGIN_DP   48
#define WALL_DP     612 /* the roof as left wall */
#define BAND_DP     68
#define BESIDE_DP   720 /* left edge of what stands beside the wall */
#define EDGE_DP     40  /* margin in landscape */

/* Heights in dp by text size, 100 to 200 %. Portrait is measured from above (eave) and from below;
 * 125 and 150 % keep the drawing of 100 %, with a tool bar as high as its words are. Landscape at
 * 200 % is not drawn: the wall stays, act and tool rows grow as much as their words. */
static const struct heights {
    int eave, answers, actions, actions_from, tools_from; /* the last two from the lower edge */
} portrait[] = {{472, 504, 150, 420, 242},
                {472, 500, 160, 440, 262},
                {472, 496, 176, 482, 288},
                {640, 668, 240, 604, 340}},
  landscape[] = {{0, 40, 132, 308, 148},
                 {0, 36, 150, 326, 152},
                 {0, 32, 176, 364, 170},
                 {0, 16, 232, 452, 204}};

struct shape ui_shape(const struct ui_env *env)
{
    struct shape s = {.landscape = env->width > env->height};
    s.step = env->text_percent >= 200 ? 3 : env->text_percent >= 150 ? 2 : env->text_percent > 100;
    s.large = s.step == 3;
    s.few_tools = s.step >= 2;
    s.reference = !s.landscape && s.step == 0 && env->width == ui_px(env, REFERENCE_W) &&
                  env->height == ui_px(env, REFERENCE_H);
    return s;
}

/* True when the view has the big roof of welcome and goodbye. */
static bool has_scene(const struct view *v)
{
    for (int i = 0; i < v->count; i++) {
        if (v->nodes[i].look == LOOK_WELCOME) {
            return true;
        }
    }
    return false;
}

static const struct heights *heights_of(const struct shape *s)
{
    return s->landscape ? &landscape[s->step] : &portrait[s->step];
}

/* px between two edges in dp: left, top from the panel's, right and lower as px already. */
static struct rect between(const struct ui_env *env, int left_dp, int top_dp, int right, int lower)
{
    const int x = ui_px(env, left_dp), y = ui_px(env, top_dp);
    return (struct rect){x, y, right - x, lower - y};
}

static struct rect portrait_zone(const struct ui_env *env, const struct heights *h,
                                 enum view_zone zone)
{
    const int right = env->width - ui_px(env, MARGIN_DP);
    const int acts = env->height - ui_px(env, h->actions_from);
    const int tools = env->height - ui_px(env, h->tools_from);
    const int x = ui_px(env, MARGIN_DP);
    switch (zone) {
    case ZONE_ROOF:
        return (struct rect){0, 0, env->width, ui_px(env, h->eave)};
    case ZONE_ANSWERS:
        return between(env, MARGIN_DP, h->answers, right, acts - ui_px(env, 24));
    case ZONE_ACTIONS:
        return (struct rect){x, acts, right - x, ui_px(env, h->actions)};
    case ZONE_TOOLS:
        return (struct rect){ui_px(env, MARGIN_DP - SHAPE_TOOLS_INSET_DP), tools + ui_px(env, 19),
                             env->width - 2 * ui_px(env, MARGIN_DP - SHAPE_TOOLS_INSET_DP),
                             env->height - tools - ui_px(env, 36)};
    case ZONE_OVERLAY:
        return (struct rect){0, 0, env->width, tools - ui_px(env, 2)};
    case ZONE_FULL:
        break;
    }
    return (struct rect){0, 0, env->width, ui_px(env, 840)};
}

static struct rect landscape_zone(const struct ui_env *env, const struct shape *s,
                                  const struct heights *h, enum view_zone zone)
{
    const int right = env->width - ui_px(env, EDGE_DP);
    const int acts = env->height - ui_px(env, h->actions_from);
    const int tools = env->height - ui_px(env, h->tools_from);
    const int x = ui_px(env, BESIDE_DP);
    switch (zone) {
    case ZONE_ROOF:
        return (struct rect){0, 0, ui_px(env, WALL_DP + BAND_DP), tools};
    case ZONE_ANSWERS:
        return between(env, BESIDE_DP, h->answers, right,
                       acts - ui_px(env, s->large ? 10 : 20 + 8 * (s->step == 0)));
    case ZONE_ACTIONS:
        return (struct rect){x, acts, right - x, ui_px(env, h->actions)};
    case ZONE_TOOLS:
        return (struct rect){ui_px(env, EDGE_DP), tools + ui_px(env, 14),
                             right - ui_px(env, EDGE_DP), env->height - tools - ui_px(env, 30)};
    case ZONE_OVERLAY:
    case ZONE_FULL:
        break;
    }
    return (struct rect){0, 0, env->width, tools - ui_px(env, 2)};
}

/* The scene's own answers: under the big roof, or right of it. */
static struct rect beside_scene(const struct ui_env *env, const struct shape *s,
                                const struct heights *h)
{
    const int tools = env->height - ui_px(env, h->tools_from);
    if (s->landscape) {
        return between(env, 934, 56, env->width - ui_px(env, EDGE_DP), tools - ui_px(env, 28));
    }
    return between(env, MARGIN_DP, s->step < 2 ? 866 : 772, env->width - ui_px(env, MARGIN_DP),
                   tools - ui_px(env, 28));
}

/* Under the mark of practice, or beside the wall it stands on, down to the tools. */
static struct rect bare_zone(const struct ui_env *env, const struct shape *s,
                             const struct heights *h)
{
    struct roof_zones z;
    const int tools = env->height - ui_px(env, h->tools_from);
    shape_roof(env, true, &z);
    if (s->landscape) {
        return between(env, BESIDE_DP, h->answers, env->width - ui_px(env, EDGE_DP),
                       tools - ui_px(env, 20));
    }
    const int top = z.mark.y + z.mark.h + ui_px(env, 16), x = ui_px(env, MARGIN_DP);
    return (struct rect){x, top, env->width - 2 * x, tools - ui_px(env, 24) - top};
}

struct rect shape_zone(const struct ui_env *env, const struct view *v, enum view_zone zone)
{
    const struct shape s = ui_shape(env);
    const struct heights *h = heights_of(&s);
    if (zone == ZONE_ANSWERS && has_scene(v)) {
        return beside_scene(env, &s, h);
    }
    if (zone == ZONE_ANSWERS && v->bare) {
        return bare_zone(env, &s, h);
    }
    if (!s.landscape) {
        return portrait_zone(env, h, zone);
    }
    return landscape_zone(env, &s, h, zone);
}

struct rect shape_tool_ground(const struct ui_env *env)
{
    const struct shape s = ui_shape(env);
    const int high = ui_px(env, heights_of(&s)->tools_from);
    return (struct rect){0, env->height - high, env->width, high};
}

static struct rect at_dp(const struct ui_env *env, struct rect dp)
{
    return (struct rect){ui_px(env, dp.x), ui_px(env, dp.y), ui_px(env, dp.w), ui_px(env, dp.h)};
}

/* Against a practice portal the brand row moves up and its mark stands below it. */
static void portrait_roof(const struct ui_env *env, const struct shape *s, bool marked,
                          struct roof_zones *z)
{
    const int w = env->width, eave = ui_px(env, heights_of(s)->eave);
    z->roof = (struct rect){0, 0, w, eave};
    z->band = (struct rect){0, eave - ui_px(env, BAND_DP), w, ui_px(env, BAND_DP)};
    z->brand = at_dp(env, (struct rect){112, marked ? 8 : 24, 0, 64});
    z->question = at_dp(env, (struct rect){80, marked ? 136 : 100, 0, marked ? 262 : 292});
    z->mark = at_dp(env, (struct rect){242, 72, 0, 54});
    if (s->large) {
        z->brand = at_dp(env, (struct rect){112, 14, 0, 150});
        z->gong = at_dp(env, (struct rect){112, 20, 150, 150});
        z->mark = at_dp(env, (struct rect){112, 176, 0, 76});
        z->question = at_dp(env, (struct rect){84, marked ? 258 : 174, 0, marked ? 308 : 390});
    }
    z->brand.w = w - 2 * z->brand.x;
    z->question.w = w - z->question.x - ui_px(env, 72);
    z->mark.w = w - 2 * z->mark.x;
}

static void landscape_roof(const struct ui_env *env, const struct shape *s, bool marked,
                           struct roof_zones *z)
{
    const int high = env->height - ui_px(env, heights_of(s)->tools_from);
    const int wall = ui_px(env, WALL_DP), side = ui_px(env, s->large ? 36 : 48);
    const int mark = marked ? ui_px(env, s->step == 0 ? 120 : 150) : 0;
    z->roof = (struct rect){0, 0, wall, high};
    z->band = (struct rect){wall, 0, ui_px(env, BAND_DP), high};
    z->brand = at_dp(
        env, (struct rect){48, s->large ? 20 : 28, 516, s->large ? 110 : (s->step == 2 ? 76 : 56)});
    if (s->large) {
        z->gong = at_dp(env, (struct rect){48, 20, 110, 110});
    }
    const int top = z->brand.y + z->brand.h + ui_px(env, s->step < 2 ? 40 : 16);
    z->mark = (struct rect){side, high - mark - ui_px(env, 20), wall - 2 * side, mark};
    z->question = (struct rect){side, top, wall - side - ui_px(env, 24),
                                (marked ? z->mark.y : high) - ui_px(env, 20) - top};
}

void shape_roof(const struct ui_env *env, bool marked, struct roof_zones *ret_zones)
{
    const struct shape s = ui_shape(env);
    *ret_zones = (struct roof_zones){.gong = {0, 0, 0, 0}};
    if (s.landscape) {
        landscape_roof(env, &s, marked, ret_zones);
    } else {
        portrait_roof(env, &s, marked, ret_zones);
    }
}
