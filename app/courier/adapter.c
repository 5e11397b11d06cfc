#include "app/courier/adapter.h"

#include <string.h>

const struct adapter *adapter_named(const char *name)
{
    static const struct adapter *const all[] = {&adapter_rest, &adapter_openrosa, &adapter_igate};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (strcmp(all[i]->name, name) == 0) {
            return all[i];
        }
    }
    return NULL;
}
