#include "app/cli/cli_language_report.h"

#include <stdio.h>
#include <string.h>

#define WIDTH 13

static void head(void)
{
    printf("Messages by state. shown: may be seen; spoken: has a voice of its own; human: a "
           "person's.\n"
           "%-*s",
           WIDTH, "language");
    for (int s = 0; s < STATE_COUNT; s++) {
        printf(" %*s", (int)strlen(state_name((enum message_state)s)),
               state_name((enum message_state)s));
    }
    printf("  shown spoken human    of  core  name\n");
}

static void row(const struct folder *f, const struct report *r)
{
    printf("%-*s", WIDTH, f->code);
    for (int s = 0; s < STATE_COUNT; s++) {
        printf(" %*d", (int)strlen(state_name((enum message_state)s)), r->of[s]);
    }
    printf("  %5d %6d %5d %5d %2d/%d  %s\n", r->shown, r->spoken, r->human, r->total,
           r->core_count - r->silent_count, r->core_count, f->name);
}

static void screens(const struct cli_languages *l, const struct report *reports,
                    const struct folder_codes *codes)
{
    printf("\nMessages of each screen: shown, spoken, human; - for none.\n%-20s %5s", "screen",
           "of");
    for (int i = 0; i < codes->count; i++) {
        printf("  %*s", WIDTH, codes->list[i]);
    }
    printf("\n");
    for (int p = 0; p < l->places.count; p++) {
        printf("%-20s %5d", l->places.names[p], reports[0].places[p].total);
        for (int i = 0; i < codes->count; i++) {
            char cell[48] = "-";
            if (reports[i].places[p].shown > 0) {
                (void)snprintf(cell, sizeof cell, "%d %d %d", reports[i].places[p].shown,
                               reports[i].places[p].spoken, reports[i].places[p].human);
            }
            printf("  %*s", WIDTH, cell);
        }
        printf("\n");
    }
}

static void core(const char *code, const struct report *r)
{
    if (r->silent_count == 0) {
        printf("%s: a person says every core sentence.\n", code);
        return;
    }
    if (r->silent_count == r->core_count) {
        printf("%s: no person says any of the %d core sentences yet:", code, r->core_count);
    } else {
        printf("%s: no person says %d of %d core sentences yet:", code, r->silent_count,
               r->core_count);
    }
    for (int i = 0; i < r->silent_count; i++) {
        printf(" %s", message_name(r->silent[i]));
    }
    printf("\n");
}

/* Each with the screens it stands on, for who is to read it once more. */
static void without_clips(const struct cli_languages *l, const char *code, const struct report *r)
{
    if (r->without_clip > 0) {
        printf("%s: of %d messages that have a voice the clip is missing.\n", code,
               r->without_clip);
    }
    for (int i = 0; i < r->without_clip && i < REPORT_WITHOUT_MAX; i++) {
        printf("%s: %s has no clip; it stands on", code, message_name(r->without[i]));
        for (int p = 0; p < l->places.count; p++) {
            if (places_has(&l->places.of[r->without[i]], p)) {
                printf(" %s", l->places.names[p]);
            }
        }
        printf("\n");
    }
}

static bool narrow(struct folder_codes *codes, const char *only)
{
    for (int i = 0; i < codes->count && only != NULL; i++) {
        if (strcmp(codes->list[i], only) == 0) {
            (void)memmove(codes->list[0], codes->list[i], sizeof codes->list[0]);
            codes->count = 1;
            return true;
        }
    }
    return only == NULL;
}

int cli_language_report(struct cli_languages *l, const char *only)
{
    static struct folder f;
    static struct report reports[FOLDER_LANGUAGES];
    struct folder_codes codes = l->codes;
    if (!narrow(&codes, only)) {
        fprintf(stderr, "language report: there is no language %s in %s\n", only, l->root);
        return 1;
    }
    head();
    for (int i = 0; i < codes.count; i++) {
        struct clips clips;
        if (!cli_languages_read(l, codes.list[i], &f)) {
            return 1;
        }
        const bool spoken = cli_languages_clips(l, codes.list[i], &clips);
        report_make(&f, spoken ? &clips : NULL, &l->places, &l->core, &reports[i]);
        row(&f, &reports[i]);
    }
    screens(l, reports, &codes);
    printf("\nUntil a person has read them, a machine or a Vietnamese clip stands in for core "
           "sentences.\n");
    for (int i = 0; i < codes.count; i++) {
        core(codes.list[i], &reports[i]);
        without_clips(l, codes.list[i], &reports[i]);
    }
    return l->problems > 0 ? 1 : 0;
}
