/* SPDX-License-Identifier: MIT */
/*
 * Restoring an LMA's bindings out of an image. It is read twice: the first time
 * everything is checked and nothing done, so that a damaged image restores nothing; the
 * second time the bindings are installed one by one.
 */
#include "args.h"
#include "crc32.h"
#include "cursor.h"
#include "prefix.h"
#include "snapshot.h"

#include <string.h>

/* Where the image comes from. */
struct origin {
    pmip6_lma *lma;
    int (*read)(uint64_t offset, uint8_t *octets, size_t count, void *user);
    void *user;
    uint64_t offset;
    uint64_t begun;    /* when the image was */
    uint32_t checksum; /* of what was read */
    uint32_t count;    /* records */
    int foreign;       /* of another edition or LMAA */
};

/* The next octets, all of them. A host that gives more than was asked for is one that
 * failed. */
static int get(struct origin *from, uint8_t *octets, size_t count)
{
    size_t got = 0;

    while (got < count) {
        int rc;

        p6_enter(&from->lma->effects);
        rc = from->read(from->offset, octets + got, count - got, from->user);
        p6_leave(&from->lma->effects);
        if (rc < 0 || (size_t)rc > count - got)
            return PMIP6_ERR_CALLBACK;
        if (rc == 0)
            return PMIP6_ERR_DAMAGED;
        from->offset += (uint64_t)rc;
        got += (size_t)rc;
    }
    return 0;
}

static int get_counted(struct origin *from, uint8_t *octets, size_t count)
{
    int rc = get(from, octets, count);

    if (rc == 0)
        from->checksum = p6_crc32(from->checksum, octets, count);
    return rc;
}

/* ---- the parts of an image ---- */

static int read_head(struct origin *from)
{
    uint8_t octets[SNAPSHOT_HEAD_SIZE];
    struct pmip6_addr address;
    struct reader in;
    uint8_t edition;
    int rc = get_counted(from, octets, sizeof octets);

    if (rc < 0)
        return rc;
    if (memcmp(octets, p6_snapshot_magic, sizeof p6_snapshot_magic) != 0)
        return PMIP6_ERR_DAMAGED;
    p6_reader_init(&in, octets, sizeof octets);
    (void)p6_take(&in, sizeof p6_snapshot_magic);
    if (p6_take_u16(&in) != SNAPSHOT_FORMAT)
        return PMIP6_ERR_VERSION;
    edition = p6_take_u8(&in);
    (void)p6_take(&in, 1 + 4);
    from->begun = p6_take_u64(&in);
    p6_take_addr(&in, &address);
    from->foreign = edition != from->lma->config.edition ||
                    !p6_addr_equal(&address, &from->lma->config.address);
    return 0;
}

/* The trailer counts and sums; behind it there is nothing. Only now it is known that the
 * head says whose image it is. */
static int read_trailer(struct origin *from, size_t length)
{
    uint8_t octets[SNAPSHOT_TRAILER], beyond;
    struct reader in;
    uint32_t sum;
    int rc;

    if (length != sizeof octets)
        return PMIP6_ERR_DAMAGED;
    rc = get_counted(from, octets, 4);
    sum = from->checksum;
    if (rc == 0)
        rc = get(from, octets + 4, 4);
    if (rc < 0)
        return rc;
    p6_reader_init(&in, octets, sizeof octets);
    if (p6_take_u32(&in) != from->count || p6_take_u32(&in) != sum)
        return PMIP6_ERR_DAMAGED;
    rc = get(from, &beyond, 1);
    if (rc == PMIP6_ERR_DAMAGED)
        return from->foreign ? PMIP6_ERR_INVALID : 0;
    return rc < 0 ? rc : PMIP6_ERR_DAMAGED;
}

static struct pmip6_bytes take_bytes(struct reader *in)
{
    struct pmip6_bytes b = {NULL, p6_take_u8(in)};

    b.data = p6_take(in, b.length);
    return b;
}

static int prefixes_are_sound(const struct saved *s)
{
    for (uint32_t i = 0; i < s->prefix_count; i++) {
        const struct pmip6_prefix *p = &s->prefixes[i];
        struct pmip6_prefix canonical = p6_prefix_canonical(p);

        if (p->length == 0 || !p6_prefix_equal(p, &canonical))
            return 0;
        for (uint32_t k = 0; k < i; k++) {
            if (p6_prefix_overlaps(p, &s->prefixes[k]))
                return 0;
        }
    }
    return 1;
}

static int is_sound(const pmip6_lma *lma, const struct saved *s)
{
    int registered = s->state == PMIP6_BINDING_REGISTERED;

    return (registered || s->state == PMIP6_BINDING_DEREGISTERING) &&
           registered == (s->units > 0) && s->untimed <= 1 && s->node.octets.length > 0 &&
           s->node.octets.length <= PMIP6_MN_ID_MAX &&
           s->link_layer_id.length <= PMIP6_LINK_LAYER_ID_MAX && s->prefix_count > 0 &&
           s->prefix_count <= lma->edition->prefixes_per_session &&
           p6_addr_is_routable(&s->proxy_coa) && p6_addr_is_routable(&s->lma_address) &&
           prefixes_are_sound(s);
}

static void take_prefixes(struct reader *in, struct saved *s)
{
    s->prefix_count = p6_take_u8(in);
    for (uint32_t i = 0; i < s->prefix_count && i < PMIP6_PREFIXES_MAX; i++) {
        s->prefixes[i].length = p6_take_u8(in);
        p6_take_addr(in, &s->prefixes[i].addr);
        if (s->prefixes[i].length > 128)
            p6_reader_fail(in, PMIP6_ERR_DAMAGED, in->at);
    }
}

int p6_snapshot_read(const pmip6_lma *lma, const uint8_t *octets, size_t count,
                     struct saved *s)
{
    struct reader in;

    memset(s, 0, sizeof *s);
    p6_reader_init(&in, octets, count);
    s->state = p6_take_u8(&in);
    s->access_technology = p6_take_u8(&in);
    s->handoff = p6_take_u8(&in);
    s->untimed = p6_take_u8(&in);
    s->node.subtype = p6_take_u8(&in);
    s->units = p6_take_u16(&in);
    s->sequence = p6_take_u16(&in);
    s->timestamp = p6_take_u64(&in);
    s->end = p6_take_u64(&in);
    s->prefix_until = p6_take_u64(&in);
    p6_take_addr(&in, &s->proxy_coa);
    p6_take_addr(&in, &s->lma_address);
    p6_take_addr(&in, &s->link_local);
    s->node.octets = take_bytes(&in);
    s->link_layer_id = take_bytes(&in);
    take_prefixes(&in, s);
    if (in.error || p6_left(&in) || !is_sound(lma, s))
        return PMIP6_ERR_DAMAGED;
    return 0;
}

/* ---- the walk ---- */

typedef void take_record(struct origin *from, struct saved *s, void *context);

/* All records up to the trailer; each is handed to `take`, where there is one. */
static int walk(struct origin *from, take_record *take, void *context)
{
    uint8_t octets[SNAPSHOT_RECORD_MAX], tag[SNAPSHOT_TAG_SIZE];
    int rc = read_head(from);

    while (rc == 0 && (rc = get_counted(from, tag, sizeof tag)) == 0) {
        size_t length = (size_t)tag[1] << 8 | tag[2];
        struct saved s;

        if (tag[0] == SNAPSHOT_END)
            return read_trailer(from, length);
        if (tag[0] != SNAPSHOT_BINDING || length > sizeof octets)
            return PMIP6_ERR_DAMAGED;
        rc = get_counted(from, octets, length);
        if (rc == 0 && !from->foreign)
            rc = p6_snapshot_read(from->lma, octets, length, &s);
        if (rc == 0 && !from->foreign && take)
            take(from, &s, context);
        from->count++;
    }
    return rc;
}

/* ---- the bindings ---- */

/* How long it is until a moment of the image: no longer than it was when the image was
 * begun, wherever the clock has been set to. */
static pmip6_time left_until(const struct origin *from, uint64_t moment)
{
    uint64_t now = p6_wall_time(from->lma->now.time_of_day);
    uint64_t since = now > from->begun ? now : from->begun;

    return moment > since ? moment - since : 0;
}

static void set_deadlines(const struct origin *from, struct saved *s)
{
    const pmip6_lma *lma = from->lma;
    pmip6_time now = lma->now.monotonic, valid = left_until(from, s->prefix_until);
    pmip6_time left = left_until(from, s->end);
    pmip6_time most = s->state == PMIP6_BINDING_REGISTERED
                          ? p6_units(s->units)
                          : p6_ms(lma->config.min_delay_before_bce_delete);

    if (s->prefix_until != PMIP6_NEVER)
        s->prefix_until = valid < PMIP6_NEVER - now ? now + valid : PMIP6_NEVER;
    s->end = now + (left < most ? left : most);
    if (s->end > s->prefix_until)
        s->end = s->prefix_until;
}

static void end_replaced(pmip6_lma *lma, uint32_t session,
                         struct pmip6_lma_restored *result)
{
    p6_lma_end_session(lma, session, PMIP6_CAUSE_RESTORED);
    result->restored--;
    result->replaced++;
}

/* What a record says is so when it was written, and what an earlier one has of that was
 * so no longer: a prefix, or under draft-02 the node. This holds also for a record whose
 * end has come. */
static void make_way(pmip6_lma *lma, const struct saved *s,
                     struct pmip6_lma_restored *result)
{
    uint32_t session;

    for (uint32_t i = 0; i < s->prefix_count; i++) {
        while ((session = p6_bce_covering(&lma->cache, &s->prefixes[i])) != P6_NONE)
            end_replaced(lma, session, result);
    }
    if (lma->edition->look_up != LOOK_UP_BY_NODE)
        return;
    while ((session = p6_bce_first_of_node(&lma->cache, s->node)) != P6_NONE)
        end_replaced(lma, session, result);
}

/* Longer prefixes inside this one are looked for where there are any: it may take a walk
 * over all prefixes. */
static int claim_one(pmip6_lma *lma, const struct pmip6_prefix *p,
                     struct pmip6_lma_restored *result)
{
    uint32_t session;
    int rc = p6_lma_claim_prefix(lma, p, 1);

    if (rc != PMIP6_ERR_EXISTS)
        return rc;
    while ((session = p6_bce_overlapping(&lma->cache, p)) != P6_NONE)
        end_replaced(lma, session, result);
    return p6_lma_claim_prefix(lma, p, 1);
}

static int claim(pmip6_lma *lma, const struct saved *s, struct pmip6_lma_restored *result)
{
    for (uint32_t i = 0; i < s->prefix_count; i++) {
        int rc = claim_one(lma, &s->prefixes[i], result);

        if (rc < 0) {
            p6_lma_give_prefixes_back(lma, s->prefixes, i);
            return rc;
        }
    }
    return 0;
}

static int install(pmip6_lma *lma, const struct saved *s,
                   struct pmip6_lma_restored *result)
{
    int rc = claim(lma, s, result);

    if (rc < 0)
        return rc;
    rc = p6_lma_reinstate(lma, s);
    if (rc < 0)
        p6_lma_give_prefixes_back(lma, s->prefixes, s->prefix_count);
    return rc;
}

static void tell_left_out(pmip6_lma *lma, const struct saved *s, int error)
{
    struct pmip6_log l = {.what = "a binding could not be restored",
                          .mn_id = s->node.octets,
                          .peer = s->proxy_coa,
                          .level = PMIP6_LOG_ERROR,
                          .error = error};

    p6_log(&lma->effects, &l);
}

static void restore(struct origin *from, struct saved *s, void *context)
{
    struct pmip6_lma_restored *result = context;
    pmip6_lma *lma = from->lma;
    int rc;

    make_way(lma, s, result);
    set_deadlines(from, s);
    if (s->end <= lma->now.monotonic) {
        result->expired++;
    } else {
        rc = install(lma, s, result);
        if (rc == 0) {
            result->restored++;
            return;
        }
        result->failed++;
        tell_left_out(lma, s, rc);
    }
    p6_lma_tell_released(lma, s->prefixes, s->prefix_count, s->node.octets);
}

/* An image that is not any more what it was at the first reading has restored nothing. */
static void take_back(pmip6_lma *lma)
{
    uint32_t session = P6_NONE;

    while ((session = p6_slab_next(&lma->cache.sessions, session)) != P6_NONE)
        p6_lma_end_session(lma, session, PMIP6_CAUSE_RESTORED);
}

int pmip6_lma_restore(pmip6_lma *lma,
                      int (*read)(uint64_t offset, uint8_t *octets, size_t count,
                                  void *user),
                      void *user, struct pmip6_lma_restored *result)
{
    struct origin first = {.lma = lma, .read = read, .user = user}, second = first;
    struct pmip6_lma_restored none = {.size = sizeof none}, done = none;
    int rc = p6_lma_begin(lma);

    if (rc < 0)
        return rc;
    if (!read || (result && p6_args_out(result, &none, sizeof none) < 0))
        rc = PMIP6_ERR_INVALID;
    else if (lma->cache.sessions.count > 0)
        rc = PMIP6_ERR_STATE;
    else
        rc = walk(&first, NULL, NULL);
    if (rc == 0)
        rc = walk(&second, restore, &done);
    if (rc < 0 && second.count > 0)
        take_back(lma);
    if (rc == 0 && result)
        (void)p6_args_out(result, &done, sizeof done);
    p6_lma_end(lma);
    return rc;
}
