/* Every screen on a high panel. */
#define PANEL_W 1080
#define PANEL_H 1920
#include "tests/unit/screens_sizes.h"
