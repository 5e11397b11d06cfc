/* The record that `kioskctl receipt` turns into paper: the facts of a receipt as JSON. */
#ifndef APP_CLI_RECEIPT_FILE_H
#define APP_CLI_RECEIPT_FILE_H

#include <stddef.h>

#include "app/receipt/receipt.h"

/* facts.* point into `document`. */
struct receipt_file {
    struct receipt_facts facts;
    void *document;
};

/* Reads JSON text of size bytes. ERR_BAD_INPUT with a sentence in ret_why (size why_size) that says
 * what, where and what to do. Give back with receipt_file_free(). */
MUST_USE struct err receipt_file_read(const char *text, size_t size, struct receipt_file *ret_file,
                                      char *ret_why, size_t why_size);
/* Accepts a zeroed file. */
void receipt_file_free(struct receipt_file *file);

/* A sample record, as text. */
const char *receipt_file_example(void);

#endif
