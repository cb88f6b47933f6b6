/* SPDX-License-Identifier: MIT */
/* Bindings that leave in an image and come back out of it. */
#include "crc32.h"
#include "lma_bed.h"

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

/* Everything of every binding but its name in the handle, as text. */
static size_t describe(char *text, size_t room)
{
    struct pmip6_binding_view v;
    uint32_t cursor = 0;
    size_t at = 0;

    while (pmip6_lma_next_binding(lma, &cursor, &v) == 1) {
        at += (size_t)snprintf(
            text + at, room - at, "%.*s %u %u %u %u %u %u %llu %llu %u %zu",
            (int)v.mn_id.length, (const char *)v.mn_id.data, v.mn_id_subtype, v.lifetime,
            v.state, v.sequence, v.access_technology, v.handoff,
            (unsigned long long)v.timestamp, (unsigned long long)v.expires,
            v.link_local.octets[15], v.link_layer_id.length);
        for (size_t i = 0; i < v.link_layer_id.length; i++)
            at +=
                (size_t)snprintf(text + at, room - at, " %02x", v.link_layer_id.data[i]);
        for (size_t i = 0; i < v.prefix_count; i++)
            at += (size_t)snprintf(text + at, room - at, " %x/%u",
                                   v.prefixes[i].addr.octets[7], v.prefixes[i].length);
        at += (size_t)snprintf(text + at, room - at, " %x %x\n", v.proxy_coa.octets[7],
                               v.lma_address.octets[7]);
        ck_assert_uint_lt(at, room);
    }
    return at;
}

static char before[4096], after[4096];

START_TEST(lma_has_its_bindings_again)
{
    static const uint32_t steps[] = {1, 2, 256};

    for (size_t i = 0; i < 3; i++) {
        begin((uint32_t)_i);
        populate();
        ck_assert_uint_gt(describe(before, sizeof before), 0);
        ck_assert_int_eq(save_in_steps(steps[i]), 0);
        restart(0);
        ck_assert_int_eq(restore(), 0);
        ck_assert_uint_eq(restored.restored, 5);
        ck_assert_uint_eq(restored.expired + restored.failed + restored.replaced, 0);
        (void)describe(after, sizeof after);
        ck_assert_str_eq(before, after);
        ck_assert_uint_eq(fake_events(&h, PMIP6_LMA_REGISTERED), 5);
        check_tables();
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
        ck_assert_int_lt(restore(), 0);
        image[i] ^= 0x41;
    }
    image_size = whole + 1;
    ck_assert_int_eq(restore(), PMIP6_ERR_DAMAGED);
    image_size = whole;
    fails_after = (int)whole / 2;
    ck_assert_int_eq(restore(), PMIP6_ERR_CALLBACK);
    fails_after = 0;
    ck_assert_uint_eq(bindings(NULL), 0);
    check_tables();
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
            check_tables();
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
    struct pmip6_binding_view v;
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
    check_tables();
    end();
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
