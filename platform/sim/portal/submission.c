#include "platform/sim/portal/submission.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "platform/base/utf8.h"
#include "platform/sim/serve/digest.h"

static bool named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static const xmlNode *child(const xmlNode *node, const char *name)
{
    for (const xmlNode *c = node == NULL ? NULL : node->children; c != NULL; c = c->next) {
        if (named(c, name)) {
            return c;
        }
    }
    return NULL;
}

static void copy_without_space(const char *text, char *out, size_t cap)
{
    static const char space[] = " \t\r\n";
    const char *from = text + strspn(text, space);
    size_t len = strlen(from);
    while (len > 0 && strchr(space, from[len - 1]) != NULL) {
        len--;
    }
    snprintf(out, cap, "%.*s", (int)(len < cap ? len : cap), from);
}

/* Any namespace: senders differ in where they put meta. */
static void read_root(const xmlNode *root, struct submission *s)
{
    const xmlNode *id = child(child(root, "meta"), "instanceID");
    xmlChar *text = id == NULL ? NULL : xmlNodeGetContent(id);
    xmlChar *form = xmlGetNoNsProp(root, (const xmlChar *)"id");
    if (text != NULL) {
        copy_without_space((const char *)text, s->instance_id, sizeof s->instance_id);
    }
    if (form != NULL) {
        copy_without_space((const char *)form, s->form, sizeof s->form);
    }
    xmlFree(text);
    xmlFree(form);
}

static void make_uuid(const char *instance_id, char uuid[37])
{
    const char *given = strncmp(instance_id, "uuid:", 5) == 0 ? instance_id + 5 : instance_id;
    if (portal_is_uuid(given)) {
        memcpy(uuid, given, 37);
    } else {
        portal_uuid_from(instance_id, uuid);
    }
}

struct err submission_read(const char *xml, size_t size, struct submission *ret_submission,
                           const char **ret_why)
{
    struct submission s = {.instance_id = ""};
    const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    *ret_why = "the XML must be UTF-8 without a document type";
    if (size > INT_MAX || memchr(xml, '\0', size) != NULL || !utf8_valid(xml, size) ||
        strstr(xml, "<!DOCTYPE") != NULL) {
        return ERR(ERR_BAD_INPUT, 0, "submission: bytes");
    }
    xmlDoc *doc = xmlReadMemory(xml, (int)size, NULL, "UTF-8", options);
    const xmlNode *root = doc == NULL ? NULL : xmlDocGetRootElement(doc);
    if (root != NULL) {
        read_root(root, &s);
    }
    xmlFreeDoc(doc);
    if (root == NULL) {
        *ret_why = "it is not well-formed XML";
        return ERR(ERR_BAD_INPUT, 0, "submission: XML");
    }
    if (s.instance_id[0] == '\0') {
        *ret_why = "it has no meta/instanceID";
        return ERR(ERR_BAD_INPUT, 0, "submission: instanceID");
    }
    make_uuid(s.instance_id, s.uuid);
    *ret_submission = s;
    return ERR_OK;
}
