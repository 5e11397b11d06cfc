/* A catalogue of three procedures in a folder of its own. The including file defines _GNU_SOURCE
 * first. */
#ifndef TESTS_UNIT_CATALOGUE_WORLD_H
#define TESTS_UNIT_CATALOGUE_WORLD_H

#include "app/citizen/catalogue.h"

#include "tests/unit/lists_world.h"

static uint8_t storage[CATALOGUE_BYTES] __attribute__((aligned(16)));
static struct catalogue *all;
static struct catalogue_problem problem;

/* Starts lists of its own: what else is wanted is written before catalogue_read_again(). */
static void catalogue_begin(void)
{
    lists_open();
    lists_write("data/procedures.csv",
                "code,name_vi,sector,days,fee_vnd,components,confidence,source\n"
                "1.000001,Thủ tục cấp một,Hộ tịch,1,0,tờ khai; ảnh,A,S1\n"
                "1.000002,Thủ tục cấp hai,Đất đai,2,0,đơn,A,S1\n"
                "1.000003,Thủ tục cấp ba,Đất đai,3,0,đơn,A,S1 (tỉnh)\n");
}

static struct err catalogue_read_again(const char *const *languages)
{
    struct arena arena;
    arena_init(&arena, storage, sizeof storage);
    return catalogue_load(&arena, &lists, languages, &all, &problem);
}

#endif
