/* TLS of the practice portal and of the fleet double: what libmicrohttpd is told, and who the other
 * side is. */
#ifndef PLATFORM_SIM_SERVE_TLS_H
#define PLATFORM_SIM_SERVE_TLS_H

#include <microhttpd.h>

#include "platform/sim/serve/life.h"

#define TLS_OPTIONS 5

/* The options of a daemon, ended with MHD_OPTION_END; none without params->cert. */
void tls_options(const struct serve_params *params, struct MHD_OptionItem options[TLS_OPTIONS]);

/* True when the other side showed a certificate of the daemon's client_ca that is valid now. */
bool tls_known(struct MHD_Connection *c);

/* The common name in that certificate; false and "" without one. */
bool tls_name(struct MHD_Connection *c, char *out, size_t cap);

#endif
