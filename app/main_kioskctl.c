/* kioskctl: the command line of engineers and tests. */
#include "app/cli/commands.h"
#include "app/cli/main_devices.h"
#include "app/cli/main_hold.h"
#include "app/cli/main_identity.h"
#include "app/cli/main_officer.h"
#include "app/cli/main_portal.h"
#include "app/cli/main_receipt.h"
#include "app/pack/pack_tokens.h"
#include "ui/tokens.h"

int main(int argc, char **argv)
{
    static const struct command painted[] = {
        {"receipt", "turns the record of a receipt into ESC/POS bytes or a picture", cli_receipt},
        {"portal", "says whether this kiosk could send now, and why not", cli_portal},
        {"officer", "answers a citizen's call for an officer", cli_officer},
        {"hold", "waits until nobody is served and lets nobody begin: before a restart", cli_hold},
        {"devices", "lists the device URIs with a sentence each", cli_devices},
        {"identity", "the kiosk's own key, a request for a certificate, the certificate",
         cli_identity},
        {"selftest", "every device and store: one line each, ok or what to do", cli_selftest},
    };
    pack_tokens_lend(tokens_judge);
    const struct commands_more more = {painted, sizeof painted / sizeof painted[0]};
    return commands_run(&more, argc, argv);
}
