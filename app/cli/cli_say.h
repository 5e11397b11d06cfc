/* `kioskctl say`: what the citizen would hear, as a WAV file of 48 kHz mono. */
#ifndef APP_CLI_CLI_SAY_H
#define APP_CLI_CLI_SAY_H

/* Exit status of CONTRACTS.md: 0 written, 1 no clips or nothing to write to, 2 wrong use. */
int cli_say(int argc, char **argv);

#endif
