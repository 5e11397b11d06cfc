#include "platform/sim/serve/tls.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdint.h>

void tls_options(const struct serve_params *params, struct MHD_OptionItem options[TLS_OPTIONS])
{
    static const char old[] = "NORMAL:-VERS-ALL:+VERS-TLS1.0:+SIGN-ECDSA-SHA1:%COMPAT";
    int n = 0;
    if (params->cert != NULL) {
        options[n++] =
            (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)params->cert};
        options[n++] =
            (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)params->key};
    }
    if (params->cert != NULL && params->client_ca != NULL) {
        options[n++] = (struct MHD_OptionItem){MHD_OPTION_HTTPS_MEM_TRUST, 0,
                                               (void *)(uintptr_t)params->client_ca};
    }
    if (params->cert != NULL && params->old_tls) {
        options[n++] =
            (struct MHD_OptionItem){MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t)old};
    }
    options[n] = (struct MHD_OptionItem){MHD_OPTION_END, 0, NULL};
}

/* libmicrohttpd asks for a certificate and leaves the judging to us. */
bool tls_known(struct MHD_Connection *c)
{
    unsigned status = 0;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    return info != NULL && info->tls_session != NULL &&
           gnutls_certificate_verify_peers2((gnutls_session_t)info->tls_session, &status) == 0 &&
           status == 0;
}

bool tls_name(struct MHD_Connection *c, char *out, size_t cap)
{
    gnutls_x509_crt_t crt = NULL;
    unsigned count = 0;
    size_t size = cap;
    out[0] = '\0';
    if (!tls_known(c)) {
        return false;
    }
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    const gnutls_datum_t *shown =
        gnutls_certificate_get_peers((gnutls_session_t)info->tls_session, &count);
    if (shown == NULL || count == 0 || gnutls_x509_crt_init(&crt) != 0) {
        return false;
    }
    const bool read =
        gnutls_x509_crt_import(crt, shown, GNUTLS_X509_FMT_DER) == 0 &&
        gnutls_x509_crt_get_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0, 0, out, &size) == 0;
    gnutls_x509_crt_deinit(crt);
    if (!read) {
        out[0] = '\0';
    }
    return read;
}
