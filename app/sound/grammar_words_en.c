/* How English says what Vietnamese offices write short, and units and signs. */
#include "app/sound/grammar_words.h"

#include <stddef.h>

static const struct said abbreviations[] = {
    {"UBND", "people's committee"},
    {"HĐND", "people's council"},
    {"CCCD", "citizen identity card"},
    {"CMND", "old identity card"},
    {"BHYT", "health insurance"},
    {"BHXH", "social insurance"},
    {"THCS", "lower secondary school"},
    {"THPT", "upper secondary school"},
    {"NĐ", "decree"},
    {"QĐ", "decision"},
    {"TT", "circular"},
    {"CP", "government"},
    {"BTP", "ministry of justice"},
    {"VNeID", "V N E I D"},
    {"QR", "Q R"},
    {"PDF", "P D F"},
    {"PIN", "pin"},
    {"ID", "I D"},
    {"OTP", "O T P"},
    {"SMS", "S M S"},
    {"USB", "U S B"},
    {"ATM", "A T M"},
    {"DNA", "D N A"},
    {"APEC", "ay peck"},
    {"COVID-19", "covid nineteen"},
    {NULL, NULL},
};

static const struct said units[] = {
    {"m²", "square metres"}, {"m2", "square metres"},
    {"m³", "cubic metres"},  {"m3", "cubic metres"},
    {"km", "kilometres"},    {"cm", "centimetres"},
    {"mm", "millimetres"},   {"m", "metres"},
    {"ha", "hectares"},      {"kg", "kilograms"},
    {"g", "grams"},          {"GB", "gigabytes"},
    {"MB", "megabytes"},     {"VND", "dong"},
    {"%", "per cent"},       {NULL, NULL},
};

static const struct said after[] = {{NULL, NULL}};

static const struct said fractions[] = {
    {"1/2", "one half"},    {"1/3", "one third"},      {"2/3", "two thirds"},
    {"1/4", "one quarter"}, {"3/4", "three quarters"}, {NULL, NULL},
};

static const char *const before_roman[] = {"part",  "chapter", "annex", "section",
                                           "class", "grade",   NULL};
static const char *const before_plot[] = {"no.", "number", "house", "plot", "sheet", "form", NULL};
static const char *const before_code[] = {"form", "no.", "number", "code", NULL};

const struct grammar_words grammar_words_en = {
    abbreviations, units,       after,   fractions, before_roman, before_plot, NULL,  NULL,
    NULL,          before_code, "slash", "to",      "dot",        "plus",      "per", "times"};
