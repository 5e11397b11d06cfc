#include "platform/sim/part_faulty.h"

static struct part_faulty *own(struct port_part *port)
{
    return (struct part_faulty *)port;
}

static bool fails(struct part_faulty *p)
{
    if (p->fail_after > 1) {
        p->fail_after--;
        return false;
    }
    return p->fail_after == 1;
}

static struct err fault(const struct part_faulty *p)
{
    return (struct err){p->fail_code, 0, "part: a fault was asked for"};
}

static struct err open_file(struct port_part *port, const char *folder, const char *name,
                            int64_t keep, int64_t *ret_size)
{
    struct part_faulty *p = own(port);
    p->since = 0;
    return p->inner->ops->open(p->inner, folder, name, keep, ret_size);
}

static struct err append(struct port_part *port, const void *bytes, size_t size)
{
    struct part_faulty *p = own(port);
    p->since += (int64_t)size;
    p->longest = p->since > p->longest ? p->since : p->longest;
    return fails(p) ? fault(p) : p->inner->ops->append(p->inner, bytes, size);
}

static struct err flush(struct port_part *port)
{
    struct part_faulty *p = own(port);
    p->flushes++;
    p->since = 0;
    return fails(p) ? fault(p) : p->inner->ops->flush(p->inner);
}

static struct err finish(struct port_part *port, const char *name)
{
    struct part_faulty *p = own(port);
    return fails(p) ? fault(p) : p->inner->ops->finish(p->inner, name);
}

static void close_file(struct port_part *port)
{
    struct part_faulty *p = own(port);
    p->inner->ops->close(p->inner);
}

void part_faulty_init(struct part_faulty *p, struct port_part *inner)
{
    static const struct port_part_ops ops = {"faulty", open_file, append,
                                             flush,    finish,    close_file};
    *p = (struct part_faulty){.port = {&ops}, .inner = inner, .fail_code = ERR_IO};
}
