#include "app/filing.h"

#include <stdio.h>
#include <string.h>

#include "app/citizen/card.h"
#include "app/citizen/codes.h"
#include "app/form/procedure.h"
#include "app/paper.h"
#include "app/papers.h"
#include "app/receipt/qr.h"
#include "app/settings.h"
#include "app/steps.h"

#define INSTANCE_MAX                                                                               \
    (256 * 1024) /* bytes of the instance XML; the largest real form stays under 64 KiB */

struct err filing_start(struct app *a)
{
    return codes_uuid(a->world.random, a->visit->uuid);
}

static struct err draw_qr(struct app *a)
{
    struct visit *v = a->visit;
    uint8_t *modules = arena_alloc(a->arena, QR_BYTES_MAX);
    if (modules == NULL) {
        return ERR(ERR_FULL, 0, "filing: qr");
    }
    const struct err e = qr_encode(v->url, QR_LEVEL_M, modules, QR_BYTES_MAX, &v->qr_side);
    if (!failed(e)) {
        v->qr = modules;
    }
    return e;
}

struct err filing_codes(struct app *a)
{
    struct visit *v = a->visit;
    if (v->qr != NULL) {
        return ERR_OK;
    }
    struct err e = codes_token(a->world.random, v->token);
    if (!failed(e)) {
        e = codes_slip(a->world.random, v->slip);
    }
    if (!failed(e)) {
        e = codes_receipt_url(a->settings->public_url, v->token, v->url, sizeof v->url);
    }
    return failed(e) ? e : draw_qr(a);
}

static const char *identity_source(const struct visit *v)
{
    if (v->card != NULL) {
        return "card";
    }
    return v->typed_id                           ? "typed"
           : v->phone.state == PHONE_SIGNED      ? "phone"
           : v->phone.officer || v->hers.officer ? "officer" /* never because she said so */
                                                 : "none";
}

static const char *sign_in_word(const struct phone *p)
{
    return p->state == PHONE_SIGNED ? "phone"
           : p->officer             ? "officer"
           : p->counter             ? "counter"
                                    : NULL;
}

static const char *help_word(enum staff_help help)
{
    return help == HELP_OVER ? "taken-over" : help == HELP_WITH ? "helped" : NULL;
}

static void add_warnings(const struct visit *v, struct record *r)
{
    if (v->card == NULL || v->card->result != CARD_WARN) {
        return;
    }
    for (int i = 0; i < v->card->reason_count && i < RECORD_WARN_MAX; i++) {
        r->identity_warnings[r->identity_warning_count++] = card_reason_word(v->card->reasons[i]);
    }
}

static const char *open_word(enum form_open open)
{
    return open == OPEN_PAPER ? "paper" : "officer";
}

/* The strings of a question live until the form changes; the record needs them longer. */
static const char *keep(struct app *a, const char *text)
{
    return text == NULL ? NULL : arena_copy(a->arena, text, strlen(text));
}

static struct record_paper *next_paper(struct record *r)
{
    return r->paper_count < RECORD_PAPERS_MAX ? &r->papers[r->paper_count++] : NULL;
}

/* Her signature: one picture, as it was drawn. */
static struct err add_signature(const struct form_question *q, const struct paper_page *page,
                                struct record *r)
{
    struct record_paper *paper = next_paper(r);
    if (paper == NULL) {
        return ERR(ERR_FULL, 0, "filing: papers");
    }
    *paper = (struct record_paper){.ref = q->ref,
                                   .name = q->value,
                                   .type = "image/png",
                                   .bytes = page->bytes,
                                   .size = page->size,
                                   .pages = 1};
    return ERR_OK;
}

/* The stills of a paper: one PDF, by the name the answer gives; made by filing_bind(). */
static struct err add_pages(struct app *a, const struct form_question *q,
                            const struct visit_paper *kept, struct filing *f)
{
    struct filing_pdf *pdf = &f->pdfs[f->pdf_count];
    struct record_paper *paper = f->pdf_count < VISIT_PAPERS_MAX ? next_paper(&f->record) : NULL;
    if (paper == NULL) {
        return ERR(ERR_FULL, 0, "filing: papers");
    }
    uint64_t unclear = 0;
    *pdf = (struct filing_pdf){.paper = f->record.paper_count - 1};
    for (int i = 0; i < kept->page_count; i++) {
        if (!kept->pages[i].removed && !kept->pages[i].from_phone) {
            unclear |= (uint64_t)(kept->pages[i].verdict != PHOTO_GOOD) << pdf->count;
            pdf->pages[pdf->count++] =
                (struct picture_page){kept->pages[i].bytes, kept->pages[i].size};
            pdf->cap += kept->pages[i].size;
        }
    }
    pdf->cap += PICTURE_PDF_ROOM(pdf->count);
    pdf->room = arena_alloc(a->arena, pdf->cap);
    if (pdf->room == NULL) {
        return ERR(ERR_FULL, 0, "filing: arena");
    }
    *paper = (struct record_paper){.ref = q->ref,
                                   .name = q->value,
                                   .type = "application/pdf",
                                   .pages = pdf->count,
                                   .unclear = unclear};
    f->pdf_count++;
    return ERR_OK;
}

/* A page that came from her phone: the portal has it, the record names it by its hash and, where
 * the paper has others, says which page it is. The file of the answer's name is the first. */
static struct err add_phone_page(struct app *a, const struct form_question *q,
                                 const struct paper_page *page, int number, bool first,
                                 struct record *r)
{
    const char *dot = strrchr(q->value, '.');
    const int stem = dot != NULL ? (int)(dot - q->value) : (int)strlen(q->value);
    char name[96], behind[16] = "";
    if (!first) {
        (void)snprintf(behind, sizeof behind, "-p%d", number);
    }
    (void)snprintf(name, sizeof name, "%.*s%s.pdf", stem, q->value, behind);
    const char *own = keep(a, name);
    struct record_paper *paper = next_paper(r);
    if (own == NULL || paper == NULL) {
        return ERR(ERR_FULL, 0, "filing: pages from a phone");
    }
    *paper = (struct record_paper){.ref = q->ref,
                                   .name = own,
                                   .type = "application/pdf",
                                   .sha256 = page->sha256,
                                   .size = page->size,
                                   .pages = 1,
                                   .page = number,
                                   .turned = page->quarters * 90,
                                   .unclear = page->verdict != PHOTO_GOOD};
    return ERR_OK;
}

/* All that came from her phone, each with its number among all pages of the paper. */
static struct err add_phone_pages(struct app *a, const struct form_question *q,
                                  const struct visit_paper *kept, bool stills, struct record *r)
{
    int number = 0;
    struct err e = ERR_OK;
    for (int i = 0; i < kept->page_count && !failed(e); i++) {
        const struct paper_page *page = &kept->pages[i];
        number += !page->removed;
        if (!page->removed && page->from_phone) {
            e = add_phone_page(a, q, page, number, !stills, r);
            stills = true;
        }
    }
    return e;
}

static int stills_of(const struct visit_paper *kept)
{
    int stills = 0;
    for (int i = 0; i < kept->page_count; i++) {
        stills += !kept->pages[i].removed && !kept->pages[i].from_phone;
    }
    return stills;
}

/* A paper the portal has of her from an earlier application: named, not sent again. */
static struct err add_held(struct app *a, const struct form_question *q,
                           const struct portal_held_item *item, struct record *r)
{
    const char *dot = strrchr(q->value, '.'), *type = strrchr(item->type, '/');
    const int stem = dot != NULL ? (int)(dot - q->value) : (int)strlen(q->value);
    const bool photograph = strcmp(item->type, "image/jpeg") == 0;
    char name[96];
    (void)snprintf(name, sizeof name, "%.*s.%s", stem, q->value,
                   photograph || type == NULL ? "jpg" : type + 1);
    const char *own = keep(a, name);
    struct record_paper *paper = next_paper(r);
    if (own == NULL || paper == NULL) {
        return ERR(ERR_FULL, 0, "filing: a paper of the portal");
    }
    *paper = (struct record_paper){.ref = q->ref,
                                   .name = own,
                                   .type = item->type,
                                   .sha256 = item->sha256,
                                   .size = (size_t)item->size,
                                   .pages = item->pages};
    return ERR_OK;
}

/* A paper she photographed or will bring; one she left out, where the form lets her, is none. */
static struct err add_paper(struct app *a, const struct form_question *q, struct filing *f)
{
    struct visit_paper *kept = papers_find(a->visit, q->node);
    if (kept != NULL && kept->handed_in) {
        struct record_paper *paper = next_paper(&f->record);
        if (paper == NULL) {
            return ERR(ERR_FULL, 0, "filing: papers");
        }
        *paper = (struct record_paper){.ref = q->ref, .handed_in = true};
        return ERR_OK;
    }
    if (kept == NULL) {
        return ERR_OK;
    }
    const struct portal_held_item *held = papers_held(a->visit, q->node);
    if (held != NULL) { /* it stands alone */
        return add_held(a, q, held, &f->record);
    }
    const bool stills = stills_of(kept) > 0;
    struct err e = ERR_OK;
    if (stills) {
        e = q->kind == FORM_SIGNATURE ? add_signature(q, &kept->pages[0], &f->record)
                                      : add_pages(a, q, kept, f);
    }
    return failed(e) ? e : add_phone_pages(a, q, kept, stills, &f->record);
}

struct err filing_bind(struct filing *f, const struct port_picture *picture)
{
    struct err e = ERR_OK;
    for (int i = 0; i < f->pdf_count && !failed(e); i++) {
        struct filing_pdf *pdf = &f->pdfs[i];
        struct record_paper *paper = &f->record.papers[pdf->paper];
        e = picture->pdf(pdf->pages, pdf->count, PICTURE_DPI, pdf->room, pdf->cap, &paper->size);
        paper->bytes = failed(e) ? NULL : pdf->room;
    }
    return e;
}

/* One relevant question: what stays open, and the paper it stands for. */
static struct err add_question(struct app *a, const struct form_question *q, struct filing *f)
{
    struct record *r = &f->record;
    if ((q->open == OPEN_OFFICER || q->open == OPEN_PAPER) && r->open_count < RECORD_OPEN_MAX) {
        r->open[r->open_count++] = (struct record_open){q->ref, open_word(q->open)};
    }
    if (q->kind == FORM_PAPER || q->kind == FORM_SIGNATURE) {
        return add_paper(a, q, f);
    }
    return ERR_OK;
}

static struct err add_questions(struct app *a, struct filing *f)
{
    struct form_question q;
    form_node n = FORM_NONE;
    while ((n = form_next_question(a->visit->form, n)) != FORM_NONE) {
        struct err e = form_question(a->visit->form, n, &q);
        if (failed(e)) {
            return e;
        }
        char ref[256];
        struct buf place;
        buf_init(&place, ref, sizeof ref);
        q.ref = keep(a, failed(form_ref(a->visit->form, n, &place)) ? q.ref : ref);
        q.value = keep(a, q.value);
        if (q.ref == NULL || q.value == NULL) {
            return ERR(ERR_FULL, 0, "filing: questions");
        }
        e = add_question(a, &q, f);
        if (failed(e)) {
            return e;
        }
    }
    return ERR_OK;
}

static void add_notice(const struct app *a, struct record *r)
{
    r->notice_version = "1";
    r->notice_heard = a->visit->notice_heard != NULL ? a->visit->notice_heard : "fallback";
    r->notice_at = a->visit->consent_at;
    r->consents[0] = (struct record_consent){"filing", a->visit->consents[0]};
    r->consents[1] = (struct record_consent){"news", a->visit->consents[1]};
    r->consent_count = 2;
}

static void add_packs(const struct app *a, struct record *r)
{
    for (int i = 0; a->world.pack != NULL && i < RECORD_PACKS; i++) {
        struct record_pack *p = &r->packs[r->pack_count];
        p->name = a->world.pack(a->world.context, i, &p->version);
        if (p->name == NULL) {
            return;
        }
        r->pack_count++;
    }
}

struct err filing_record(struct app *a, struct filing *ret_filing)
{
    struct visit *v = a->visit;
    struct buf instance;
    char *storage = arena_alloc(a->arena, INSTANCE_MAX);
    if (storage == NULL) {
        return ERR(ERR_FULL, 0, "filing: instance");
    }
    buf_init(&instance, storage, INSTANCE_MAX);
    form_tick(v->form,
              step_form_now(a)); /* a form's "end" is when it was sent, not when it was begun */
    struct err e = form_instance_xml(v->form, &instance);
    if (failed(e)) {
        return e;
    }
    memset(ret_filing, 0, sizeof *ret_filing);
    ret_filing->record =
        (struct record){.uuid = v->uuid,
                        .procedure = v->procedure->code,
                        .supplements = v->hers.adding ? v->lookup.uuid : NULL,
                        .form_id = form_id(v->form),
                        .form_version = form_version(v->form),
                        .form_bytes = v->form_xml,
                        .form_size = v->form_size,
                        .instance = instance.data,
                        .language = app_language(a),
                        .filed_at = a->now_s,
                        .offset_minutes = a->settings->offset_minutes,
                        .clock_doubtful = clock_judge_doubt(&a->clock) != CLOCK_WELL,
                        .kiosk = a->settings->name,
                        .firmware = a->world.firmware,
                        .identity_source = identity_source(v),
                        .sign_in = v->hers.officer ? "officer" : sign_in_word(&v->phone),
                        .assisted = v->assisted,
                        .help = help_word(v->help),
                        .help_role = staff_role_word(v->aide.role),
                        .help_number = v->aide.number,
                        .token = v->token,
                        .slip_code = v->slip};
    add_notice(a, &ret_filing->record);
    add_packs(a, &ret_filing->record);
    add_warnings(v, &ret_filing->record);
    return add_questions(a, ret_filing);
}
