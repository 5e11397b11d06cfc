/* Every screen on a wide panel. */
#define PANEL_W 1920
#define PANEL_H 1080
#include "tests/unit/screens_sizes.h"
