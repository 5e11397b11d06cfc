#include "app/form/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdint.h>
#include <string.h>

#define MATCH_LIMIT 200000 /* steps: some milliseconds */
#define DEPTH_LIMIT 2000
#define HEAP_LIMIT  1024 /* KiB */
#define PATTERN_MAX 1024

static void *take(PCRE2_SIZE size, void *scratch)
{
    return arena_alloc(scratch, size);
}

static void give(void *memory, void *scratch)
{
    (void)memory; /* given back whole by arena_release */
    (void)scratch;
}

static pcre2_code *compile(const char *pattern, struct arena *scratch,
                           pcre2_general_context **ret_general)
{
    *ret_general = pcre2_general_context_create(take, give, scratch);
    if (*ret_general == NULL || strlen(pattern) > PATTERN_MAX) {
        return NULL;
    }
    pcre2_compile_context *context = pcre2_compile_context_create(*ret_general);
    int error = 0;
    PCRE2_SIZE offset = 0;
    return context == NULL ? NULL
                           : pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                                           PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED |
                                               PCRE2_NEVER_BACKSLASH_C,
                                           &error, &offset, context);
}

struct err pattern_check(const char *pattern, struct arena *scratch)
{
    const size_t mark = arena_mark(scratch);
    pcre2_general_context *general = NULL;
    const bool good = compile(pattern, scratch, &general) != NULL;
    arena_release(scratch, mark);
    return good ? ERR_OK : ERR(ERR_BAD_INPUT, 0, "pattern: compile");
}

struct err pattern_matches(const char *pattern, const char *text, struct arena *scratch,
                           bool *ret_matches)
{
    const size_t mark = arena_mark(scratch);
    pcre2_general_context *general = NULL;
    pcre2_code *code = compile(pattern, scratch, &general);
    pcre2_match_context *context = code != NULL ? pcre2_match_context_create(general) : NULL;
    pcre2_match_data *data =
        context != NULL ? pcre2_match_data_create_from_pattern(code, general) : NULL;
    int result = PCRE2_ERROR_NOMEMORY;
    if (data != NULL) {
        pcre2_set_match_limit(context, MATCH_LIMIT);
        pcre2_set_depth_limit(context, DEPTH_LIMIT);
        pcre2_set_heap_limit(context, HEAP_LIMIT);
        result = pcre2_match(code, (PCRE2_SPTR)text, strlen(text), 0, 0, data, context);
    }
    arena_release(scratch, mark);
    if (result < 0 && result != PCRE2_ERROR_NOMATCH) {
        return ERR(ERR_BAD_INPUT, 0, "pattern: match");
    }
    *ret_matches = result >= 0;
    return ERR_OK;
}
