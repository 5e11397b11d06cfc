#include "platform/linux/camera_sane.h"

#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <sane/sane.h>
#include <sane/saneopts.h>

#include "platform/linux/jpeg_file.h"
#include "platform/linux/jpeg_file_write.h"
#include "platform/linux/monotonic.h"

#define DPI         200 /* at least (Decree 30/2020) */
#define QUALITY     85
#define WIDTH_MM    216
#define HEIGHT_MM   297
#define ROW_BYTES   (JPEG_SIDE_MAX * 3)
#define WAIT_MS     50 /* between two looks at a device that has nothing yet */
#define MM_PER_INCH 25.4

/* What the backend says, as the port promises it. */
static struct err err_of(SANE_Status status)
{
    switch (status) {
    case SANE_STATUS_GOOD:
        return ERR_OK;
    case SANE_STATUS_JAMMED:
        return ERR(ERR_JAM, 0, "sane: jammed");
    case SANE_STATUS_NO_DOCS:
        return ERR(ERR_NO_PAPER, 0, "sane: no sheet");
    case SANE_STATUS_COVER_OPEN:
        return ERR(ERR_COVER_OPEN, 0, "sane: cover open");
    case SANE_STATUS_IO_ERROR:
        return ERR(ERR_IO, 0, "sane: input or output");
    case SANE_STATUS_ACCESS_DENIED:
        return ERR(ERR_REFUSED, 0, "sane: access denied");
    case SANE_STATUS_CANCELLED:
        return ERR(ERR_CANCELLED, 0, "sane: cancelled");
    case SANE_STATUS_EOF:
        return ERR(ERR_BAD_INPUT, 0, "sane: page too short");
    case SANE_STATUS_DEVICE_BUSY:
    case SANE_STATUS_INVAL:
    case SANE_STATUS_NO_MEM:
    case SANE_STATUS_UNSUPPORTED:
    default:
        return ERR(ERR_OFFLINE, (int)status, "sane: device");
    }
}

/* --- options ---------------------------------------------------------------------------------- */

/* Its number, or 0. What the device does not let us set is as if it were not there. */
static SANE_Int option(SANE_Handle h, const char *name, const SANE_Option_Descriptor **ret_option)
{
    const SANE_Option_Descriptor *d = NULL;
    for (SANE_Int i = 1; (d = sane_get_option_descriptor(h, i)) != NULL; i++) {
        if (d->name != NULL && strcmp(d->name, name) == 0) {
            const bool ours = SANE_OPTION_IS_ACTIVE(d->cap) && SANE_OPTION_IS_SETTABLE(d->cap);
            *ret_option = d;
            return ours ? i : 0;
        }
    }
    return 0;
}

static bool has_word(const SANE_Option_Descriptor *d, const char *word)
{
    for (int i = 0;
         d->constraint_type == SANE_CONSTRAINT_STRING_LIST && d->constraint.string_list[i] != NULL;
         i++) {
        if (strcmp(d->constraint.string_list[i], word) == 0) {
            return true;
        }
    }
    return false;
}

static bool set_word(SANE_Handle h, const char *name, const char *word)
{
    const SANE_Option_Descriptor *d = NULL;
    const SANE_Int number = option(h, name, &d);
    char value[64];
    if (number == 0 || d->type != SANE_TYPE_STRING || !has_word(d, word) ||
        strlen(word) >= sizeof value || (size_t)d->size > sizeof value) {
        return false;
    }
    memset(value, 0, sizeof value);
    memcpy(value, word, strlen(word));
    return sane_control_option(h, number, SANE_ACTION_SET_VALUE, value, NULL) == SANE_STATUS_GOOD;
}

/* The value nearest to the wish that is not below it, or the largest there is. */
static SANE_Word nearest(const SANE_Option_Descriptor *d, SANE_Word wish)
{
    SANE_Word best = wish, largest = 0;
    bool found = false;
    if (d->constraint_type == SANE_CONSTRAINT_RANGE) {
        const SANE_Range *r = d->constraint.range;
        return wish < r->min ? r->min : wish > r->max ? r->max : wish;
    }
    for (SANE_Word i = 1;
         d->constraint_type == SANE_CONSTRAINT_WORD_LIST && i <= d->constraint.word_list[0]; i++) {
        const SANE_Word value = d->constraint.word_list[i];
        largest = value > largest ? value : largest;
        if (value >= wish && (!found || value < best)) {
            best = value;
            found = true;
        }
    }
    return found || largest == 0 ? best : largest;
}

/* A number in the option's own unit: whole, or fixed-point. */
static void set_number(SANE_Handle h, const char *name, int wish)
{
    const SANE_Option_Descriptor *d = NULL;
    const SANE_Int number = option(h, name, &d);
    if (number == 0 || (d->type != SANE_TYPE_INT && d->type != SANE_TYPE_FIXED)) {
        return;
    }
    SANE_Word value = nearest(d, d->type == SANE_TYPE_FIXED ? SANE_FIX((double)wish) : wish);
    (void)sane_control_option(h, number, SANE_ACTION_SET_VALUE, &value, NULL);
}

/* What the device made of a wish for dots to the inch; 0: it does not tell. */
static int resolution(SANE_Handle h)
{
    const SANE_Option_Descriptor *d = NULL;
    const SANE_Int number = option(h, SANE_NAME_SCAN_RESOLUTION, &d);
    SANE_Word value = 0;
    if (number == 0 || (d->type != SANE_TYPE_INT && d->type != SANE_TYPE_FIXED) ||
        d->size != (SANE_Int)sizeof value ||
        sane_control_option(h, number, SANE_ACTION_GET_VALUE, &value, NULL) != SANE_STATUS_GOOD) {
        return 0;
    }
    return d->type == SANE_TYPE_FIXED ? (int)(SANE_UNFIX(value) + 0.5) : value;
}

/* A4, or as much of it as the device has. Pixels where it counts in them. */
static void set_area(SANE_Handle h)
{
    static const struct {
        const char *name;
        int mm;
    } sides[] = {{SANE_NAME_SCAN_TL_X, 0},
                 {SANE_NAME_SCAN_TL_Y, 0},
                 {SANE_NAME_SCAN_BR_X, WIDTH_MM},
                 {SANE_NAME_SCAN_BR_Y, HEIGHT_MM}};
    for (size_t i = 0; i < sizeof sides / sizeof sides[0]; i++) {
        const SANE_Option_Descriptor *d = NULL;
        if (option(h, sides[i].name, &d) != 0) {
            const bool pixels = d->unit == SANE_UNIT_PIXEL;
            set_number(h, sides[i].name,
                       pixels ? (int)(sides[i].mm / MM_PER_INCH * DPI) : sides[i].mm);
        }
    }
}

static bool set_feeder(SANE_Handle h)
{
    static const char *const names[] = {"Automatic Document Feeder",
                                        "ADF",
                                        "ADF Front",
                                        "Feeder",
                                        "ADF Simplex",
                                        "Document Feeder"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (set_word(h, SANE_NAME_SCAN_SOURCE, names[i])) {
            return true;
        }
    }
    return false;
}

/* One option of the device's own, by the text of its value. */
static void set_own(SANE_Handle h, const char *name, const char *value)
{
    const SANE_Option_Descriptor *d = NULL;
    const SANE_Int number = option(h, name, &d);
    SANE_Word word = number != 0 && d->type == SANE_TYPE_BOOL ? strcmp(value, "yes") == 0 : 0;
    if (number != 0 && d->type == SANE_TYPE_BOOL) {
        (void)sane_control_option(h, number, SANE_ACTION_SET_VALUE, &word, NULL);
    } else if (number != 0 && d->type == SANE_TYPE_STRING) {
        (void)set_word(h, name, value);
    } else {
        set_number(h, name, (int)strtol(value, NULL, 10));
    }
}

static void set_options(struct camera_sane *c)
{
    if (!set_word(c->handle, SANE_NAME_SCAN_MODE, SANE_VALUE_SCAN_MODE_COLOR)) {
        (void)set_word(c->handle, SANE_NAME_SCAN_MODE, SANE_VALUE_SCAN_MODE_GRAY);
    }
    set_number(c->handle, SANE_NAME_BIT_DEPTH, 8);
    set_number(c->handle, SANE_NAME_SCAN_RESOLUTION, DPI);
    c->feeder = set_feeder(c->handle);
    set_area(c->handle);
    for (const struct camera_sane_option *o = c->options; o != NULL && o->name != NULL; o++) {
        set_own(c->handle, o->name, o->value);
    }
    c->dpi = resolution(c->handle); /* while it scans it does not tell */
}

/* --- one sheet -------------------------------------------------------------------------------- */

/* A page as it comes: its rows are drawn by who compresses it. */
struct sheet {
    struct camera_sane *camera;
    SANE_Parameters form;
    const atomic_bool *stop;
    int64_t until_ms;
    struct err error; /* the first; the rows behind it are white */
    uint8_t row[ROW_BYTES];
};

static bool is_stopped(const atomic_bool *stop)
{
    return stop != NULL && atomic_load(stop);
}

/* Nothing has come yet: a little later, or not any more. */
static struct err wait_for(struct sheet *s)
{
    SANE_Int fd = -1;
    if (is_stopped(s->stop)) {
        return ERR(ERR_CANCELLED, 0, "sane: stopped");
    }
    if (monotonic_ms() >= s->until_ms) {
        return ERR(ERR_TIMEOUT, 0, "sane: too slow");
    }
    const bool bell = sane_get_select_fd(s->camera->handle, &fd) == SANE_STATUS_GOOD;
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    (void)poll(&wait, bell ? 1 : 0, WAIT_MS);
    return ERR_OK;
}

static struct err read_row(struct sheet *s)
{
    int got = 0;
    while (got < s->form.bytes_per_line) {
        SANE_Int more = 0;
        const struct err late =
            monotonic_ms() >= s->until_ms || is_stopped(s->stop) ? wait_for(s) : ERR_OK;
        if (failed(late)) {
            return late;
        }
        const SANE_Status status =
            sane_read(s->camera->handle, s->row + got, s->form.bytes_per_line - got, &more);
        if (status != SANE_STATUS_GOOD) {
            return err_of(status);
        }
        got += more;
        const struct err e = more == 0 ? wait_for(s) : ERR_OK;
        if (failed(e)) {
            return e;
        }
    }
    return ERR_OK;
}

static uint8_t grey_at(const struct sheet *s, int x)
{
    if (s->form.depth == 1) { /* black is one */
        return (s->row[x / 8] >> (7 - x % 8) & 1) != 0 ? 0 : 255;
    }
    return s->row[x];
}

static void take_row(void *context, int y, uint8_t *ret_rgb)
{
    struct sheet *s = context;
    (void)y;
    if (!failed(s->error)) {
        s->error = read_row(s);
    }
    for (int x = 0; x < s->form.pixels_per_line; x++) {
        if (failed(s->error)) {
            memset(ret_rgb + (size_t)x * 3, 255, 3);
        } else if (s->form.format == SANE_FRAME_RGB) {
            memcpy(ret_rgb + (size_t)x * 3, s->row + (size_t)x * 3, 3);
        } else {
            memset(ret_rgb + (size_t)x * 3, grey_at(s, x), 3);
        }
    }
}

/* Colour or grey of eight bits, or black and white, of a size known before. */
static struct err check_form(const SANE_Parameters *p)
{
    const bool rgb = p->format == SANE_FRAME_RGB && p->depth == 8;
    const bool grey = p->format == SANE_FRAME_GRAY && (p->depth == 8 || p->depth == 1);
    const int least = rgb             ? p->pixels_per_line * 3
                      : p->depth == 1 ? (p->pixels_per_line + 7) / 8
                                      : p->pixels_per_line;
    if ((!rgb && !grey) || p->last_frame == SANE_FALSE || p->lines <= 0 ||
        p->lines > JPEG_SIDE_MAX || p->pixels_per_line <= 0 || p->pixels_per_line > JPEG_SIDE_MAX ||
        p->bytes_per_line < least || p->bytes_per_line > ROW_BYTES) {
        return ERR(ERR_UNSUPPORTED, 0, "sane: form of the page");
    }
    return ERR_OK;
}

/* The page is read to its end, so that a feeder lets go of the sheet. */
static struct err read_sheet(struct sheet *s, uint8_t *ret_jpeg, size_t cap, size_t *ret_size)
{
    SANE_Int rest = 0;
    struct err e = err_of(sane_get_parameters(s->camera->handle, &s->form));
    e = failed(e) ? e : check_form(&s->form);
    if (failed(e)) {
        return e;
    }
    const struct jpeg_rows rows = {.width = s->form.pixels_per_line,
                                   .height = s->form.lines,
                                   .dpi = s->camera->dpi,
                                   .row = take_row,
                                   .context = s};
    size_t size = 0;
    e = image_jpeg_write(&rows, QUALITY, ret_jpeg, cap, &size);
    if (failed(s->error)) {
        explicit_bzero(ret_jpeg, size);
        return s->error;
    }
    if (failed(e)) {
        return e;
    }
    *ret_size = size;
    (void)sane_read(s->camera->handle, s->row, 1, &rest); /* says EOF */
    return ERR_OK;
}

/* --- the port --------------------------------------------------------------------------------- */

static int library_users; /* SANE has one state a process: its last user ends it */

struct err camera_sane_library_up(void)
{
    SANE_Int version = 0;
    const struct err e = library_users > 0 ? ERR_OK : err_of(sane_init(&version, NULL));
    library_users += !failed(e);
    return e;
}

void camera_sane_library_down(void)
{
    if (--library_users == 0) {
        sane_exit();
    }
}

static struct err open_device(struct camera_sane *c)
{
    SANE_Handle handle = NULL;
    if (!c->library) {
        const struct err e = camera_sane_library_up();
        if (failed(e)) {
            return e;
        }
        c->library = true;
    }
    if (c->handle != NULL) {
        return ERR_OK;
    }
    const struct err e = err_of(sane_open(c->name, &handle));
    if (!failed(e)) {
        c->handle = handle;
    }
    return e;
}

/* After a failure the device is opened anew: what it was doing is not known. */
static void let_go(struct camera_sane *c)
{
    if (c->handle != NULL) {
        sane_cancel(c->handle);
        sane_close(c->handle);
    }
    c->handle = NULL;
}

static struct err still(struct port_camera *port, const atomic_bool *stop, uint8_t *ret_jpeg,
                        size_t cap, size_t *ret_size)
{
    struct camera_sane *c = (struct camera_sane *)port;
    struct sheet sheet = {.camera = c, .stop = stop, .until_ms = monotonic_ms() + c->scan_ms};
    struct err e = open_device(c);
    if (!failed(e)) {
        set_options(c);
        e = err_of(sane_start(c->handle));
    }
    if (!failed(e)) {
        (void)sane_set_io_mode(c->handle, SANE_TRUE); /* many can only block */
        e = read_sheet(&sheet, ret_jpeg, cap, ret_size);
    }
    explicit_bzero(sheet.row, sizeof sheet.row);
    if (failed(e)) {
        let_go(c);
    } else if (!c->feeder) {
        sane_cancel(c->handle);
    }
    return e;
}

static bool feeds(struct port_camera *port)
{
    return ((struct camera_sane *)port)->feeder;
}

static void close_camera(struct port_camera *port)
{
    struct camera_sane *c = (struct camera_sane *)port;
    let_go(c);
    if (c->library) {
        camera_sane_library_down();
    }
    c->library = false;
}

struct err camera_sane_open(struct camera_sane *c, const char *name)
{
    static const struct port_camera_ops ops = {.name = "sane",
                                               .limit_ms = 60000,
                                               .tells_dpi = true,
                                               .still = still,
                                               .feeds = feeds,
                                               .close = close_camera};
    memset(c, 0, sizeof *c);
    c->port.ops = &ops;
    c->scan_ms = 45000;
    if (name[0] == '\0') {
        return ERR(ERR_BAD_INPUT, 0, "sane: no name");
    }
    if (strlen(name) >= sizeof c->name) {
        return ERR(ERR_FULL, 0, "sane: name too long");
    }
    memcpy(c->name, name, strlen(name) + 1);
    return ERR_OK;
}
