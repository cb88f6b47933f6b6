/* SPDX-License-Identifier: MIT */
/* Bindings that leave in an image and come back out of it. */
#include "crc32.h"
#include "inside.h"
#include "lma_bed.h"
#include "lma_internal.h"

#include <stdio.h>

#define IMAGE_MAX 65536u

static uint8_t image[IMAGE_MAX];
static size_t image_size;
static int fails_after; /* octets that can be written or read; 0: all */

static int write_image(const uint8_t *octets, size_t count, void *user)
{
    (void)user;
    if (fails_after && image_size + count > (size_t)fails_after)
        return -5;
    ck_assert_uint_le(image_size + count, sizeof image);
    memcpy(image + image_size, octets, count);
    image_size += count;
    return 0;
}

static int read_image(uint64_t offset, uint8_t *octets, size_t count, void *user)
{
    (void)user;
    if (fails_after && offset + count > (uint64_t)fails_after)
        return -5;
    if (offset >= image_size)
        return 0;
    if (count > image_size - offset)
        count = (size_t)(image_size - offset);
    if (count > 7)
        count = 7; /* as many as there happen to be */
    memcpy(octets, image + offset, count);
    return (int)count;
}

static int save_in_steps(uint32_t records)
{
    struct pmip6_lma_save s;
    int rc;

    image_size = 0;
    pmip6_lma_save_init(&s);
    s.records = records;
    while ((rc = pmip6_lma_save(lma, &s, write_image, NULL)) == 1)
        ;
    if (rc == 0)
        ck_assert_int_eq(pmip6_lma_save(lma, &s, write_image, NULL), PMIP6_ERR_STATE);
    return rc;
}

static struct pmip6_lma_restored restored;

static int restore(void)
{
    pmip6_lma_restored_init(&restored);
    return pmip6_lma_restore(lma, read_image, NULL, &restored);
}

/* What is bound, what the host has, and the stores agree. */
static void check_all(void)
{
    check_tables();
    ck_assert_ptr_null(inside_lma(lma));
}

static uint32_t most_bindings; /* of the LMA that begins; 0: as always */

/* The LMA ends, and another begins while the clocks go on. */
static void restart(pmip6_time pause)
{
    pmip6_time now = h.now;
    pmip6_timestamp day = h.day;
    struct pmip6_lma_config c;
    struct pmip6_lma_callbacks cb;
    struct pmip6_pool pool;

    pmip6_lma_free(lma);
    lma = NULL;
    fake_host_init(&h);
    h.now = now + pause;
    h.day = day;
    configure(&c, &pool);
    if (most_bindings)
        c.max_bindings = most_bindings;
    fake_lma_callbacks(&cb);
    ck_assert_int_eq(pmip6_lma_new(&lma, &c, &cb, &h), 0);
}

static void mend_sum(void)
{
    uint32_t sum = p6_crc32(0, image, image_size - 4);

    for (int i = 0; i < 4; i++)
        image[image_size - 1 - (size_t)i] = (uint8_t)(sum >> 8 * i);
}

/* Nodes with long names and short ones, interfaces known and not, several prefixes, one
 * that leaves. */
static void populate(void)
{
    static const char long_name[] =
        "a.node.with.a.name.that.is.longer.than.most@example.net";
    struct pmip6_prefix two[2] = {home(0x20), home(0x21)};

    ck_assert_int_eq(ASK(.mn = "mn1", .handoff = 1, .lli = "abcdef"), 0);
    ck_assert_int_eq(ASK(.mn = long_name, .mag = 2, .handoff = 1, .lifetime = 100,
                         .lli = "a very long identifier"),
                     0);
    ck_assert_int_eq(ASK(.mn = "mn3", .handoff = 1, .with = HAS_LINK_LOCAL), 0);
    if (edition == PMIP6_RFC5213) {
        h.policy.prefixes = two;
        h.policy.prefix_count = 2;
    }
    ck_assert_int_eq(ASK(.mn = "mn4", .handoff = 1), 0);
    h.policy.prefix_count = 0;
    ck_assert_int_eq(ASK(.mn = "mn5", .handoff = 1), 0);
    ck_assert_int_eq(ASK(.mn = "mn5", .handoff = 4, .leave = 1,
                         .prefix = answer.prefixes[0].addr.octets[7]),
                     0);
}

static uint64_t drawn;

static uint32_t draw(uint32_t below)
{
    drawn = drawn * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(drawn >> 33) % below;
}

/* Whatever requests of many kinds leave behind. */
static void populate_at_random(void)
{
    static const char *const names[] = {
        "a", "bb", "ccc", "a.node.with.a.name.that.is.longer.than.most@example.net"};
    static const char *const llis[] = {NULL, "abcdef", "ghijkl",
                                       "a very long identifier"};
    char name[100];

    for (unsigned i = 0; i < 150; i++) {
        (void)snprintf(name, sizeof name, "%s%u", names[draw(4)], draw(12));
        h.policy.prefix_lifetime = draw(3) ? 0 : 60 + draw(1000000);
        (void)ASK(.mn = name, .mag = (uint8_t)(1 + draw(5)), .leave = draw(6) == 0,
                  .lifetime = (uint16_t)(1 + draw(2000)),
                  .handoff = (uint8_t)(1 + draw(5)),
                  .prefix = draw(3) ? 0 : (uint8_t)(0x80 + draw(128)),
                  .lli = llis[draw(4)], .with = draw(2) ? HAS_LINK_LOCAL : 0,
                  .without = draw(4) ? 0 : HAS_TIMESTAMP);
        pass(MS(draw(400)));
    }
    h.policy.prefix_lifetime = 0;
}

static size_t put_hex(char *text, size_t at, size_t room, const void *octets,
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        at +=
            (size_t)snprintf(text + at, room - at, "%02x", ((const uint8_t *)octets)[i]);
    at += (size_t)snprintf(text + at, room - at, " ");
    ck_assert_uint_lt(at, room);
    return at;
}

/* Everything of every binding but its name in the handle, as text. */
static unsigned describe(char *text, size_t room)
{
    struct pmip6_binding_view v = {.size = sizeof v};
    uint32_t cursor = 0;
    unsigned count = 0;
    size_t at = 0;

    text[0] = '\0';
    for (; pmip6_lma_next_binding(lma, &cursor, &v) == 1; count++) {
        unsigned long long until = p6_session(&lma->cache, cursor)->prefix_until;

        at += (size_t)snprintf(
            text + at, room - at, "%.*s %u %u %u %u %u %u %llu %llu %llu ",
            (int)v.mn_id.length, (const char *)v.mn_id.data, v.mn_id_subtype, v.lifetime,
            v.state, v.sequence, v.access_technology, v.handoff,
            (unsigned long long)v.timestamp, (unsigned long long)v.expires, until);
        ck_assert_uint_lt(at, room);
        at = put_hex(text, at, room, &v.proxy_coa, 16);
        at = put_hex(text, at, room, &v.lma_address, 16);
        at = put_hex(text, at, room, &v.link_local, 16);
        at = put_hex(text, at, room, &v.tunnel.remote, 16);
        at = put_hex(text, at, room, v.link_layer_id.data, v.link_layer_id.length);
        for (size_t i = 0; i < v.prefix_count; i++)
            at = put_hex(text, at, room, &v.prefixes[i], sizeof v.prefixes[i]);
        text[at - 1] = '\n';
    }
    return count;
}

static char before[65536], after[65536];

static unsigned blocked_routes(void)
{
    unsigned count = 0;

    for (unsigned i = 0; i < FAKE_ROUTES; i++)
        count += h.routes[i].used && h.routes[i].route.kind == PMIP6_ROUTE_BLOCKED;
    return count;
}

START_TEST(lma_has_whatever_bindings_again)
{
    static const uint32_t steps[] = {1, 2, 256};

    for (unsigned round = 0; round < 60; round++) {
        unsigned count, blocked;

        begin(_i % 2 ? PMIP6_DRAFT_02 : PMIP6_RFC5213);
        drawn = round * 1000 + (unsigned)_i;
        populate_at_random();
        count = describe(before, sizeof before);
        blocked = blocked_routes();
        ck_assert_uint_gt(count, 5);
        ck_assert_int_eq(save_in_steps(steps[round % 3]), 0);
        restart(0);
        ck_assert_int_eq(restore(), 0);
        ck_assert_uint_eq(restored.restored, count);
        ck_assert_uint_eq(restored.expired + restored.failed + restored.replaced, 0);
        ck_assert_uint_eq(describe(after, sizeof after), count);
        ck_assert_str_eq(before, after);
        ck_assert_uint_eq(blocked_routes(), blocked);
        check_all();
        end();
    }
}
END_TEST

START_TEST(lma_has_its_bindings_again)
{
    static const uint32_t steps[] = {1, 2, 256};

    for (size_t i = 0; i < 3; i++) {
        begin((uint32_t)_i);
        populate();
        ck_assert_uint_eq(describe(before, sizeof before), 5);
        ck_assert_int_eq(save_in_steps(steps[i]), 0);
        restart(0);
        ck_assert_int_eq(restore(), 0);
        ck_assert_uint_eq(restored.restored, 5);
        ck_assert_uint_eq(restored.expired + restored.failed + restored.replaced, 0);
        (void)describe(after, sizeof after);
        ck_assert_str_eq(before, after);
        ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_REGISTERED), 5);
        check_all();
        end();
    }
}
END_TEST

START_TEST(lma_counts_the_time_that_it_was_not_there)
{
    begin((uint32_t)_i);
    ASK(.mn = "mn1", .handoff = 1, .lifetime = 15);
    ASK(.mn = "mn2", .handoff = 1, .lifetime = 100);
    ck_assert_int_eq(save_in_steps(256), 0);
    restart(SEC(61));
    ck_assert_int_eq(restore(), 0);
    ck_assert_uint_eq(restored.restored, 1);
    ck_assert_uint_eq(restored.expired, 1);
    pass(SEC(338));
    ck_assert_uint_eq(bindings(NULL), 1);
    pass(SEC(2));
    ck_assert_uint_eq(bindings(NULL), 0);
    end();
}
END_TEST

/* Prefixes that are valid for long stay so; no clock that was set makes anything last
 * longer. */
START_TEST(lma_trusts_no_clock_that_was_set_back)
{
    const pmip6_time month = SEC(30 * 86400);
    pmip6_timestamp day;

    begin((uint32_t)_i);
    h.policy.prefix_lifetime = 30 * 86400;
    ck_assert_int_eq(ASK(.handoff = 1, .lifetime = 100), 0);
    (void)describe(before, sizeof before);
    ck_assert_int_eq(save_in_steps(256), 0);
    day = h.day;
    h.day = (pmip6_timestamp)1000
            << 16; /* as on machines that have no clock of their own */
    restart(0);
    ck_assert_int_eq(restore(), 0);
    (void)describe(after, sizeof after);
    ck_assert_str_eq(before, after);
    ck_assert_uint_gt(p6_session(&lma->cache, 1)->prefix_until, month - SEC(1));
    h.day = day + ((pmip6_timestamp)401 << 16); /* and forward */
    restart(0);
    ck_assert_int_eq(restore(), 0);
    ck_assert_uint_eq(restored.expired, 1);
    end();
}
END_TEST

START_TEST(lma_goes_on_with_order_prefixes_and_policy)
{
    pmip6_timestamp last;
    uint8_t prefix;

    begin((uint32_t)_i);
    ASK(.handoff = 1, .lli = "abcdef");
    last = answer.timestamp;
    prefix = only_prefix();
    ck_assert_int_eq(save_in_steps(256), 0);
    restart(SEC(1));
    ck_assert_int_eq(restore(), 0);
    ck_assert_int_eq(ASK(.handoff = 5, .prefix = prefix, .lli = "abcdef",
                         .clock_skew = (int64_t)(last - fake_day(&h)) - 400),
                     edition == PMIP6_RFC5213 ? 157 : 156);
    ck_assert_int_eq(ASK(.mn = "mn2", .handoff = 1), 0);
    ck_assert_uint_ne(answer.prefixes[0].addr.octets[7], prefix);
    h.policy.grants = 0;
    ck_assert_int_ge(ASK(.handoff = 5, .prefix = prefix, .lli = "abcdef"), 128);
    end();
}
END_TEST

/* The highest time is in the image, also where the last request had none. */
START_TEST(lma_remembers_the_highest_time_over_a_restart) /* R5213-5.5-21, -5.1-12 */
{
    struct pmip6_binding_view v;
    pmip6_timestamp highest;

    begin((uint32_t)_i);
    ASK(.handoff = 1, .lli = "abcdef");
    highest = answer.timestamp;
    ASK(.handoff = 5, .lli = "abcdef", .without = HAS_TIMESTAMP);
    ck_assert_int_eq(save_in_steps(256), 0);
    restart(SEC(1));
    ck_assert_int_eq(restore(), 0);
    ck_assert_uint_eq(bindings(&v), 1);
    ck_assert_uint_eq(v.timestamp, 0);
    ck_assert_int_eq(ASK(.handoff = 5, .lli = "abcdef",
                         .clock_skew = (int64_t)(highest - fake_day(&h)) - 400),
                     edition == PMIP6_RFC5213 ? 157 : 156);
    end();
}
END_TEST

START_TEST(lma_restores_nothing_out_of_a_damaged_image)
{
    size_t whole;

    begin((uint32_t)_i);
    populate();
    ck_assert_int_eq(save_in_steps(256), 0);
    whole = image_size;
    restart(0);
    for (image_size = 0; image_size < whole; image_size++)
        ck_assert_int_eq(restore(), PMIP6_ERR_DAMAGED);
    for (size_t i = 0; i < whole; i++) {
        image[i] ^= 0x41;
        ck_assert_int_eq(restore(), i == 8 || i == 9 ? PMIP6_ERR_VERSION /* a format */
                                                     : PMIP6_ERR_DAMAGED);
        ck_assert_uint_eq(restored.restored + restored.expired + restored.failed, 0);
        image[i] ^= 0x41;
    }
    image_size = whole + 1;
    ck_assert_int_eq(restore(), PMIP6_ERR_DAMAGED);
    image_size = whole;
    fails_after = (int)whole / 2;
    ck_assert_int_eq(restore(), PMIP6_ERR_CALLBACK);
    fails_after = 0;
    ck_assert_uint_eq(bindings(NULL), 0);
    check_all();
    ck_assert_int_eq(restore(), 0);
    ck_assert_int_eq(restore(), PMIP6_ERR_STATE);
    end();
}
END_TEST

START_TEST(lma_takes_its_own_images_only)
{
    begin((uint32_t)_i);
    ASK();
    ck_assert_int_eq(save_in_steps(256), 0);
    restart(0);
    image[9]++; /* a newer format */
    mend_sum();
    ck_assert_int_eq(restore(), PMIP6_ERR_VERSION);
    image[9]--;
    image[10] = (uint8_t)(3 - image[10]); /* the other edition */
    mend_sum();
    ck_assert_int_eq(restore(), PMIP6_ERR_INVALID);
    image[10] = (uint8_t)(3 - image[10]);
    image[39]++; /* another address */
    mend_sum();
    ck_assert_int_eq(restore(), PMIP6_ERR_INVALID);
    image[39]--;
    mend_sum();
    ck_assert_int_eq(restore(), 0);
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

/* Octets that a right sum covers may say anything: what comes of it is sound. */
START_TEST(lma_survives_images_that_nobody_wrote)
{
    uint64_t random = (uint64_t)_i + 1;
    static uint8_t good[IMAGE_MAX];
    size_t whole;

    begin(_i % 2 ? PMIP6_DRAFT_02 : PMIP6_RFC5213);
    populate();
    ck_assert_int_eq(save_in_steps(256), 0);
    whole = image_size;
    memcpy(good, image, whole);
    restart(0);
    for (int round = 0; round < 2000; round++) {
        memcpy(image, good, whole);
        for (int change = 0; change < 3; change++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            image[40 + (size_t)(random >> 33) % (whole - 48)] = (uint8_t)(random >> 25);
        }
        mend_sum();
        if (restore() == 0)
            check_all();
        else
            ck_assert_uint_eq(bindings(NULL), 0);
        restart(0);
    }
    end();
}
END_TEST

/* An image that was written in steps may have a prefix twice: the later record counts. */
START_TEST(lma_prefers_the_later_of_two_records)
{
    struct pmip6_lma_save s;
    struct pmip6_binding_view v = {.size = sizeof v};
    uint8_t prefix;

    begin((uint32_t)_i);
    ASK(.mn = "mn1", .handoff = 1);
    prefix = only_prefix();
    ASK(.mn = "mn2", .handoff = 1);
    image_size = 0;
    pmip6_lma_save_init(&s);
    s.records = 1;
    ck_assert_int_eq(pmip6_lma_save(lma, &s, write_image, NULL), 1);
    ck_assert_int_eq(
        pmip6_lma_delete(lma, (struct pmip6_bytes){(const uint8_t *)"mn1", 3}), 0);
    ck_assert_int_eq(ASK(.mn = "mn9", .handoff = 1), 0); /* in the place of the first */
    ck_assert_int_eq(ASK(.mn = "mn3", .handoff = 1, .prefix = prefix), 0);
    while (pmip6_lma_save(lma, &s, write_image, NULL) == 1)
        ;
    restart(0);
    ck_assert_int_eq(restore(), 0);
    ck_assert_uint_eq(restored.replaced, 1);
    {
        struct pmip6_addr inside = home(prefix).addr;

        ck_assert_int_eq(pmip6_lma_find_by_address(lma, &inside, &v), 0);
    }
    ck_assert_mem_eq(v.mn_id.data, "mn3", 3);
    check_all();
    end();
}
END_TEST

/* The later record counts also where its end has come meanwhile: what it replaced is not
 * there again. */
START_TEST(lma_does_not_revive_what_was_replaced)
{
    struct pmip6_lma_save s;
    uint8_t prefix;

    begin((uint32_t)_i);
    ASK(.mn = "mn1", .handoff = 1, .lifetime = 100);
    prefix = only_prefix();
    ASK(.mn = "mn2", .handoff = 1, .lifetime = 100);
    image_size = 0;
    pmip6_lma_save_init(&s);
    s.records = 1;
    ck_assert_int_eq(pmip6_lma_save(lma, &s, write_image, NULL), 1);
    ck_assert_int_eq(
        pmip6_lma_delete(lma, (struct pmip6_bytes){(const uint8_t *)"mn1", 3}), 0);
    ck_assert_int_eq(ASK(.mn = "mn9", .handoff = 1), 0); /* in the place of the first */
    ck_assert_int_eq(ASK(.mn = "mn3", .handoff = 1, .prefix = prefix, .lifetime = 1), 0);
    while (pmip6_lma_save(lma, &s, write_image, NULL) == 1)
        ;
    restart(SEC(5));
    ck_assert_int_eq(restore(), 0);
    ck_assert_uint_eq(restored.replaced, 1);
    ck_assert_uint_eq(restored.expired, 1);
    ck_assert_uint_eq(restored.restored, 1);
    check_all();
    end();
}
END_TEST

/* A node of the draft has one session: the later record is it. */
START_TEST(lma_restores_one_session_a_node_under_the_draft)
{
    struct pmip6_lma_save s;
    struct pmip6_binding_view v = {.size = sizeof v};

    begin(PMIP6_DRAFT_02);
    ASK(.mn = "mn1");
    ASK(.mn = "mn2");
    image_size = 0;
    pmip6_lma_save_init(&s);
    s.records = 1;
    ck_assert_int_eq(pmip6_lma_save(lma, &s, write_image, NULL), 1);
    ck_assert_int_eq(
        pmip6_lma_delete(lma, (struct pmip6_bytes){(const uint8_t *)"mn1", 3}), 0);
    ck_assert_int_eq(ASK(.mn = "mn9"), 0);
    ck_assert_int_eq(ASK(.mn = "mn1", .mag = 2), 0);
    while (pmip6_lma_save(lma, &s, write_image, NULL) == 1)
        ;
    restart(0);
    ck_assert_int_eq(restore(), 0);
    ck_assert_uint_eq(restored.replaced, 1);
    ck_assert_uint_eq(bindings(NULL), 2);
    ck_assert_int_eq(binding_of("mn1", &v), 1);
    ck_assert_uint_eq(v.proxy_coa.octets[7], 2);
    check_all();
    end();
}
END_TEST

/* ---- what goes wrong ---- */

START_TEST(lma_leaves_out_what_cannot_be_installed)
{
    unsigned whole;

    begin((uint32_t)_i);
    populate();
    ck_assert_int_eq(save_in_steps(256), 0);
    most_bindings = 3;
    restart(0);
    most_bindings = 0;
    ck_assert_int_eq(restore(), 0);
    ck_assert_uint_eq(restored.restored, 3);
    ck_assert_uint_eq(restored.failed, 2);
    check_all();
    restart(0);
    ck_assert_int_eq(restore(), 0);
    whole = restored.restored;
    for (unsigned n = 1; n <= h.tunnel_count + h.route_count; n++) {
        restart(0);
        h.calls_left = n;
        ck_assert_int_eq(restore(), 0);
        ck_assert_uint_eq(restored.failed, 1);
        ck_assert_uint_eq(restored.restored, whole - 1);
        check_all();
        if (whole - 1 == 0)
            break;
    }
    end();
}
END_TEST

static int reads; /* from the head on */

static int read_another(uint64_t offset, uint8_t *octets, size_t count, void *user)
{
    int got = read_image(offset, octets, count, user);

    reads += offset == 0;
    if (reads == 2 && offset <= image_size - 5 && offset + (size_t)got > image_size - 5)
        octets[image_size - 5 - offset] ^= 1; /* in the number of records */
    return got;
}

START_TEST(lma_takes_back_what_is_another_image_at_the_second_look)
{
    begin((uint32_t)_i);
    populate();
    ck_assert_int_eq(save_in_steps(256), 0);
    restart(0);
    reads = 0;
    pmip6_lma_restored_init(&restored);
    ck_assert_int_eq(pmip6_lma_restore(lma, read_another, NULL, &restored),
                     PMIP6_ERR_DAMAGED);
    ck_assert_int_eq(reads, 2);
    ck_assert_uint_eq(restored.restored, 0);
    ck_assert_uint_eq(bindings(NULL), 0);
    check_all();
    end();
}
END_TEST

static unsigned largest_step; /* records */

/* Places whose bindings have ended are passed over, some in each step. */
START_TEST(lma_saves_in_steps_also_what_is_long_gone)
{
    struct pmip6_lma_save s;
    unsigned steps = 1;
    uint32_t count = 0;

    begin((uint32_t)_i);
    for (unsigned i = 0; i < 100; i++) {
        char name[8];

        (void)snprintf(name, sizeof name, "n%u", i);
        ck_assert_int_eq(ASK(.mn = name, .handoff = 1, .lifetime = i < 97 ? 1 : 100), 0);
    }
    pass(SEC(5));
    ck_assert_uint_eq(bindings(NULL), 3);
    image_size = 0;
    largest_step = 0;
    pmip6_lma_save_init(&s);
    s.records = 2;
    while (pmip6_lma_save(lma, &s, write_image, NULL) == 1) {
        if (s.count - count > largest_step)
            largest_step = s.count - count;
        count = s.count;
        ck_assert_uint_lt(++steps, 20);
    }
    ck_assert_uint_gt(steps, 3);
    ck_assert_uint_le(largest_step, 2);
    ck_assert_uint_eq(s.count, 3);
    restart(0);
    ck_assert_int_eq(restore(), 0);
    ck_assert_uint_eq(restored.restored, 3);
    end();
}
END_TEST

static int saved_inside, restored_inside;
static unsigned seen_inside;

static int write_and_reenter(const uint8_t *octets, size_t count, void *user)
{
    struct pmip6_lma_save s;

    pmip6_lma_save_init(&s);
    saved_inside = pmip6_lma_save(lma, &s, write_image, NULL);
    restored_inside = pmip6_lma_restore(lma, read_image, NULL, NULL);
    seen_inside = bindings(NULL);
    return write_image(octets, count, user);
}

START_TEST(lma_may_be_read_while_it_is_saved)
{
    struct pmip6_lma_save s;

    begin((uint32_t)_i);
    ASK();
    image_size = 0;
    pmip6_lma_save_init(&s);
    ck_assert_int_eq(pmip6_lma_save(lma, &s, write_and_reenter, NULL), 0);
    ck_assert_int_eq(saved_inside, PMIP6_ERR_REENTRANT);
    ck_assert_int_eq(restored_inside, PMIP6_ERR_REENTRANT);
    ck_assert_uint_eq(seen_inside, 1);
    restart(0);
    ck_assert_int_eq(restore(), 0);
    ck_assert_uint_eq(bindings(NULL), 1);
    end();
}
END_TEST

START_TEST(lma_saves_that_there_is_nothing)
{
    begin((uint32_t)_i);
    ck_assert_int_eq(save_in_steps(1), 0);
    ck_assert_int_eq(restore(), 0);
    ck_assert_uint_eq(restored.restored + restored.expired + restored.failed, 0);
    ASK();
    end();
}
END_TEST

START_TEST(checksum_is_the_usual_one)
{
    ck_assert_uint_eq(p6_crc32(0, (const uint8_t *)"123456789", 9), 0xcbf43926u);
    ck_assert_uint_eq(
        p6_crc32(p6_crc32(0, (const uint8_t *)"1234", 4), (const uint8_t *)"56789", 5),
        0xcbf43926u);
}
END_TEST

START_TEST(lma_says_that_an_image_could_not_be_written)
{
    struct pmip6_lma_save s;

    begin((uint32_t)_i);
    ASK();
    fails_after = 50;
    ck_assert_int_eq(save_in_steps(256), PMIP6_ERR_CALLBACK);
    fails_after = 0;
    pmip6_lma_save_init(&s);
    ck_assert_int_eq(pmip6_lma_save(lma, &s, NULL, NULL), PMIP6_ERR_INVALID);
    s.records = 0;
    ck_assert_int_eq(pmip6_lma_save(lma, &s, write_image, NULL), PMIP6_ERR_INVALID);
    ck_assert_int_eq(pmip6_lma_restore(lma, NULL, NULL, NULL), PMIP6_ERR_INVALID);
    ck_assert_int_eq(save_in_steps(256), 0);
    end();
}
END_TEST

static Suite *lma_snapshot_suite(void)
{
    const int first = PMIP6_DRAFT_02, last = PMIP6_RFC5213 + 1;
    Suite *s = suite_create("lma_snapshot");
    TCase *c = tcase_create("lma_snapshot");

    tcase_add_loop_test(c, lma_has_its_bindings_again, first, last);
    unit_add_lone_test(c, lma_has_whatever_bindings_again, 0, 4);
    tcase_add_loop_test(c, lma_remembers_the_highest_time_over_a_restart, first, last);
    tcase_add_loop_test(c, lma_trusts_no_clock_that_was_set_back, first, last);
    tcase_add_loop_test(c, lma_does_not_revive_what_was_replaced, first, last);
    tcase_add_test(c, lma_restores_one_session_a_node_under_the_draft);
    unit_add_lone_test(c, lma_leaves_out_what_cannot_be_installed, first, last);
    tcase_add_loop_test(c, lma_takes_back_what_is_another_image_at_the_second_look, first,
                        last);
    unit_add_lone_test(c, lma_saves_in_steps_also_what_is_long_gone, first, last);
    tcase_add_loop_test(c, lma_may_be_read_while_it_is_saved, first, last);
    tcase_add_loop_test(c, lma_saves_that_there_is_nothing, first, last);
    unit_add_lone_test(c, checksum_is_the_usual_one, 0, 1);
    tcase_add_loop_test(c, lma_counts_the_time_that_it_was_not_there, first, last);
    tcase_add_loop_test(c, lma_goes_on_with_order_prefixes_and_policy, first, last);
    unit_add_lone_test(c, lma_restores_nothing_out_of_a_damaged_image, first, last);
    tcase_add_loop_test(c, lma_takes_its_own_images_only, first, last);
    unit_add_lone_test(c, lma_survives_images_that_nobody_wrote, 0, 4);
    tcase_add_loop_test(c, lma_prefers_the_later_of_two_records, first, last);
    tcase_add_loop_test(c, lma_says_that_an_image_could_not_be_written, first, last);
    tcase_set_timeout(c, 120);
    suite_add_tcase(s, c);
    return s;
}

UNIT_MAIN(lma_snapshot_suite)
