/* kioskctl: the command line of engineers and tests. */
#include "app/cli/commands.h"

int main(int argc, char **argv)
{
    return commands_run(argc, argv);
}
