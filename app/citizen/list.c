#include "app/citizen/list.h"

struct err list_read(const struct assets *assets, const struct list *list)
{
    struct file_bytes file = {0};
    const struct err e = assets_map(assets, list->name, &file);
    if (failed(e)) {
        return e;
    }
    struct csv csv;
    struct csv_field fields[LIST_FIELDS];
    csv_open(&csv, file.bytes, file.size, list->separator);
    int count = list->heading ? csv_next(&csv, fields, LIST_FIELDS) : 1;
    bool good = count > 0;
    while (good && (count = csv_next(&csv, fields, LIST_FIELDS)) > 0) {
        for (int i = count; i < LIST_FIELDS; i++) {
            fields[i] = (struct csv_field){.text = ""};
        }
        good = count >= list->columns && list->add(list->context, fields);
    }
    const int line = csv.line;
    assets_unmap(assets, &file);
    return good && count == 0 ? ERR_OK : ERR(ERR_CORRUPT, line, "list: a list in data/");
}
