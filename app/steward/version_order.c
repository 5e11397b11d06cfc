#include "app/steward/version_order.h"

#include <stdbool.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Two runs of digits by their value, however long. */
static int compare_numbers(const char **a, const char **b)
{
    while (**a == '0') {
        (*a)++;
    }
    while (**b == '0') {
        (*b)++;
    }
    int first = 0;
    while (is_digit(**a) && is_digit(**b)) {
        first = first != 0 ? first : **a - **b;
        (*a)++;
        (*b)++;
    }
    return is_digit(**a) ? 1 : is_digit(**b) ? -1 : first;
}

int version_order(const char *a, const char *b)
{
    while (*a != '\0' && *b != '\0') {
        if (is_digit(*a) && is_digit(*b)) {
            const int n = compare_numbers(&a, &b);
            if (n != 0) {
                return n;
            }
        } else if (*a != *b) {
            return (unsigned char)*a - (unsigned char)*b;
        } else {
            a++;
            b++;
        }
    }
    return *a != '\0' ? 1 : *b != '\0' ? -1 : 0;
}
