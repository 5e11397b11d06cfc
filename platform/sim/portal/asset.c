#include "platform/sim/portal/asset.h"

#include <string.h>

/* Paths are relative to the root of the repository, where the build runs. */
#define INCLUDE_FILES(symbol, files)                                                               \
    __asm__(".section .rodata\n"                                                                   \
            ".global " #symbol "\n" #symbol ":\n" files ".global " #symbol "_end\n" #symbol        \
            "_end:\n"                                                                              \
            ".byte 0\n"                                                                            \
            ".previous\n")
#define INCLUDE_FILE(symbol, path) INCLUDE_FILES(symbol, ".incbin \"" path "\"\n")
/* Every page begins alike. */
#define INCLUDE_PAGE(symbol, path)                                                                 \
    INCLUDE_FILES(symbol, ".incbin \"assets/portal/head.html\"\n.incbin \"" path "\"\n")

INCLUDE_FILE(portal_file_css, "assets/portal/portal.css");
INCLUDE_FILE(portal_file_done, "assets/portal/band-done.svg");
INCLUDE_FILE(portal_file_done_v, "assets/portal/band-done-v.svg");
INCLUDE_FILE(portal_file_now, "assets/portal/band-now.svg");
INCLUDE_FILE(portal_file_now_v, "assets/portal/band-now-v.svg");
INCLUDE_FILE(portal_file_todo, "assets/portal/band-todo.svg");
INCLUDE_FILE(portal_file_todo_v, "assets/portal/band-todo-v.svg");
INCLUDE_PAGE(portal_file_page, "assets/portal/status.html");
INCLUDE_FILE(portal_file_vi, "assets/portal/vi.txt");
INCLUDE_FILE(portal_file_en, "assets/portal/en.txt");
INCLUDE_FILE(portal_file_contract, "assets/portal/openapi.yaml");
INCLUDE_PAGE(portal_file_office, "assets/portal/office.html");
INCLUDE_PAGE(portal_file_upload, "assets/portal/upload.html");
INCLUDE_FILE(portal_file_symbols, "assets/portal/symbols.html");
INCLUDE_FILE(portal_file_labels, "build/gen/portal-labels.tsv");

extern const char portal_file_css[];
extern const char portal_file_css_end[];
extern const char portal_file_done[];
extern const char portal_file_done_end[];
extern const char portal_file_done_v[];
extern const char portal_file_done_v_end[];
extern const char portal_file_now[];
extern const char portal_file_now_end[];
extern const char portal_file_now_v[];
extern const char portal_file_now_v_end[];
extern const char portal_file_todo[];
extern const char portal_file_todo_end[];
extern const char portal_file_todo_v[];
extern const char portal_file_todo_v_end[];
extern const char portal_file_page[];
extern const char portal_file_page_end[];
extern const char portal_file_vi[];
extern const char portal_file_vi_end[];
extern const char portal_file_en[];
extern const char portal_file_en_end[];
extern const char portal_file_contract[];
extern const char portal_file_contract_end[];
extern const char portal_file_office[];
extern const char portal_file_office_end[];
extern const char portal_file_upload[];
extern const char portal_file_upload_end[];
extern const char portal_file_symbols[];
extern const char portal_file_symbols_end[];
extern const char portal_file_labels[];
extern const char portal_file_labels_end[];

struct file {
    const char *name;
    const char *type;
    const char *begin;
    const char *end;
};

static const struct file files[] = {
    {"portal.css", "text/css; charset=utf-8", portal_file_css, portal_file_css_end},
    {"band-done.svg", "image/svg+xml", portal_file_done, portal_file_done_end},
    {"band-done-v.svg", "image/svg+xml", portal_file_done_v, portal_file_done_v_end},
    {"band-now.svg", "image/svg+xml", portal_file_now, portal_file_now_end},
    {"band-now-v.svg", "image/svg+xml", portal_file_now_v, portal_file_now_v_end},
    {"band-todo.svg", "image/svg+xml", portal_file_todo, portal_file_todo_end},
    {"band-todo-v.svg", "image/svg+xml", portal_file_todo_v, portal_file_todo_v_end},
    {"status.html", "text/html; charset=utf-8", portal_file_page, portal_file_page_end},
    {"vi.txt", "text/plain; charset=utf-8", portal_file_vi, portal_file_vi_end},
    {"en.txt", "text/plain; charset=utf-8", portal_file_en, portal_file_en_end},
    {"openapi.yaml", "application/yaml", portal_file_contract, portal_file_contract_end},
    {"office.html", "text/html; charset=utf-8", portal_file_office, portal_file_office_end},
    {"upload.html", "text/html; charset=utf-8", portal_file_upload, portal_file_upload_end},
    {"symbols.html", "text/html; charset=utf-8", portal_file_symbols, portal_file_symbols_end},
    {"labels.tsv", "text/plain; charset=utf-8", portal_file_labels, portal_file_labels_end},
};

bool portal_asset_find(const char *name, struct portal_asset *ret_asset)
{
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        if (strcmp(files[i].name, name) == 0) {
            ret_asset->type = files[i].type;
            ret_asset->bytes = files[i].begin;
            ret_asset->size = (size_t)(files[i].end - files[i].begin);
            return true;
        }
    }
    return false;
}
