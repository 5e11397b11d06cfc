#include "platform/linux/identity_openssl.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <time.h>

#define CHAIN_MAX 8

static BIO *reading(const struct identity_text *t)
{
    return BIO_new_mem_buf(t->bytes, (int)t->size);
}

/* What was written into memory; the memory is wiped, for it may be a key. */
static struct err take_out(BIO *bio, bool good, struct identity_text *ret_text)
{
    char *bytes = NULL;
    const long size = good ? BIO_get_mem_data(bio, &bytes) : -1;
    const bool fits = size > 0 && (size_t)size <= sizeof ret_text->bytes;
    if (fits) {
        (void)memcpy(ret_text->bytes, bytes, (size_t)size);
        ret_text->size = (size_t)size;
    }
    if (size > 0) {
        OPENSSL_cleanse(bytes, (size_t)size);
    }
    BIO_free(bio);
    ERR_clear_error();
    return fits ? ERR_OK : ERR(ERR_IO, 0, "identity: pem");
}

struct err identity_key(struct identity_text *ret_key)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    BIO *bio = BIO_new(BIO_s_mem());
    const bool good = key != NULL && bio != NULL &&
                      PEM_write_bio_PKCS8PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) == 1;
    EVP_PKEY_free(key);
    return take_out(bio, good, ret_key);
}

/* Never asks anybody for a password. */
static int no_password(char *out, int size, int writes, void *context)
{
    (void)out;
    (void)size;
    (void)writes;
    (void)context;
    return -1;
}

static EVP_PKEY *read_key(const struct identity_text *text)
{
    BIO *bio = reading(text);
    EVP_PKEY *key = bio != NULL ? PEM_read_bio_PrivateKey(bio, NULL, no_password, NULL) : NULL;
    BIO_free(bio);
    return key;
}

static bool fill_request(X509_REQ *request, EVP_PKEY *key, const char *name)
{
    X509_NAME *subject = X509_REQ_get_subject_name(request);
    return X509_REQ_set_version(request, X509_REQ_VERSION_1) == 1 &&
           X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8,
                                      (const unsigned char *)name, -1, -1, 0) == 1 &&
           X509_REQ_set_pubkey(request, key) == 1 && X509_REQ_sign(request, key, EVP_sha256()) > 0;
}

struct err identity_request(const struct identity_text *key_text, const char *name,
                            struct identity_text *ret_request)
{
    const size_t length = strlen(name);
    EVP_PKEY *key = length > 0 && length <= IDENTITY_NAME ? read_key(key_text) : NULL;
    if (key == NULL) {
        ERR_clear_error();
        return ERR(ERR_BAD_INPUT, 0, "identity: no key or no name");
    }
    X509_REQ *request = X509_REQ_new();
    BIO *bio = BIO_new(BIO_s_mem());
    const bool good = request != NULL && bio != NULL && fill_request(request, key, name) &&
                      PEM_write_bio_X509_REQ(bio, request) == 1;
    X509_REQ_free(request);
    EVP_PKEY_free(key);
    return take_out(bio, good, ret_request);
}

/* --- judging ---------------------------------------------------------------------------------- */

/* The certificates of a text, at most CHAIN_MAX; NULL when it holds none. */
static STACK_OF(X509) * read_certs(const struct identity_text *text)
{
    STACK_OF(X509) *all = sk_X509_new_null();
    BIO *bio = reading(text);
    X509 *one = NULL;
    while (all != NULL && bio != NULL && sk_X509_num(all) < CHAIN_MAX &&
           (one = PEM_read_bio_X509(bio, NULL, no_password, NULL)) != NULL) {
        if (sk_X509_push(all, one) <= 0) {
            X509_free(one);
        }
    }
    BIO_free(bio);
    if (all != NULL && sk_X509_num(all) == 0) {
        sk_X509_free(all);
        all = NULL;
    }
    return all;
}

static int64_t seconds_of(const ASN1_TIME *t)
{
    int days = 0;
    int seconds = 0;
    ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
    const bool good = epoch != NULL && ASN1_TIME_diff(&days, &seconds, epoch, t) == 1;
    ASN1_TIME_free(epoch);
    return good ? (int64_t)days * 86400 + seconds : 0;
}

static bool is_named(X509 *cert, const char *name)
{
    char common[IDENTITY_NAME + 2];
    const int length = X509_NAME_get_text_by_NID(X509_get_subject_name(cert), NID_commonName,
                                                 common, (int)sizeof common);
    return length > 0 && (size_t)length == strlen(name) &&
           memcmp(common, name, (size_t)length) == 0;
}

static bool is_of(X509 *cert, STACK_OF(X509) * chain, STACK_OF(X509) * authorities, int64_t now)
{
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    bool good = store != NULL && context != NULL;
    for (int i = 0; good && i < sk_X509_num(authorities); i++) {
        good = X509_STORE_add_cert(store, sk_X509_value(authorities, i)) == 1;
    }
    good = good && X509_STORE_CTX_init(context, store, cert, chain) == 1 &&
           X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_CLIENT) == 1;
    if (good) {
        X509_STORE_CTX_set_time(context, 0, (time_t)now);
        good = X509_verify_cert(context) == 1;
    }
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    return good;
}

static enum identity_fit judge(const struct identity_question *q, EVP_PKEY *key,
                               STACK_OF(X509) * chain, int64_t *ret_from, int64_t *ret_until)
{
    X509 *cert = sk_X509_value(chain, 0);
    *ret_from = seconds_of(X509_get0_notBefore(cert));
    *ret_until = seconds_of(X509_get0_notAfter(cert));
    if (X509_check_private_key(cert, key) != 1) {
        return IDENTITY_OTHER_KEY;
    }
    if (!is_named(cert, q->name)) {
        return IDENTITY_OTHER_NAME;
    }
    if (q->now < *ret_from || q->now > *ret_until) {
        return q->now < *ret_from ? IDENTITY_EARLY : IDENTITY_ENDED;
    }
    STACK_OF(X509) *authorities = read_certs(q->ca);
    const bool held = authorities != NULL && is_of(cert, chain, authorities, q->now);
    sk_X509_pop_free(authorities, X509_free);
    return held ? IDENTITY_FITS : IDENTITY_OTHER_CA;
}

enum identity_fit identity_judge(const struct identity_question *q, int64_t *ret_from,
                                 int64_t *ret_until)
{
    EVP_PKEY *key = read_key(q->key);
    STACK_OF(X509) *chain = read_certs(q->cert);
    enum identity_fit fit = key == NULL ? IDENTITY_NO_KEY : IDENTITY_NO_CERT;
    if (key != NULL && chain != NULL) {
        fit = judge(q, key, chain, ret_from, ret_until);
    }
    sk_X509_pop_free(chain, X509_free);
    EVP_PKEY_free(key);
    ERR_clear_error();
    return fit;
}
