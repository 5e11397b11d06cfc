/* What hawkBit's target filters say (RSQL), as far as a guide or a test needs it: FIELD==VALUE and
 * FIELD!=VALUE with '*', FIELD=in=(A,B), joined by "and" or ';', then by "or" or ','. Fields: id,
 * controllerid, name, group, updatestatus, attribute.KEY. No brackets. Pure. */
#ifndef PLATFORM_SIM_FLEET_QUERY_H
#define PLATFORM_SIM_FLEET_QUERY_H

#include <jansson.h>
#include <stdbool.h>

enum query_word { QUERY_NO, QUERY_YES, QUERY_WRONG };

/* Whether a target, as manage_target.c tells it, is one of those meant; QUERY_WRONG for what cannot
 * be read. An empty or missing query means all. */
enum query_word query_means(const char *query, const json_t *target);

#endif
