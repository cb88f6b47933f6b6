/* SPDX-License-Identifier: MIT */
/* The data plane's table of prefixes against a plain list. */

#include <string.h>

#include "prefix_map.h"
#include "unit.h"

#define COUNT 3000u
#define KIND  1u

static struct pmip6_prefix nth(unsigned int n)
{
    struct pmip6_prefix p;

    memset(&p, 0, sizeof p);
    p.addr.octets[0] = 0x20;
    p.addr.octets[6] = (uint8_t)(n >> 8);
    p.addr.octets[7] = (uint8_t)n;
    p.length = 64;
    return p;
}

START_TEST(what_was_put_is_found_and_what_was_removed_is_not)
{
    struct prefix_map m = {0};
    unsigned int seed = 1;
    static unsigned char there[COUNT];
    unsigned int i;
    unsigned int n;

    memset(there, 0, sizeof there);
    for (i = 0; i < 40000; i++) {
        struct pmip6_prefix p;
        struct prefix_entry *e;

        seed = seed * 1103515245u + 12345u;
        n = (seed >> 8) % COUNT;
        p = nth(n);
        e = prefix_map_get(&m, &p, KIND);
        ck_assert_int_eq(e != NULL, there[n]);
        if (e != NULL) {
            ck_assert_uint_eq(e->link, n);
            prefix_map_remove(&m, e);
        } else {
            prefix_map_put(&m, &p, KIND)->link = n;
        }
        there[n] = !there[n];
    }
    for (n = 0; n < COUNT; n++) {
        const struct pmip6_prefix p = nth(n);

        ck_assert_int_eq(prefix_map_get(&m, &p, KIND) != NULL, there[n]);
    }
    prefix_map_clear(&m);
}
END_TEST

START_TEST(kinds_are_kept_apart)
{
    struct prefix_map m = {0};
    const struct pmip6_prefix p = nth(7);

    uint32_t kind;

    for (kind = 1; kind <= COUNT; kind++)
        prefix_map_put(&m, &p, kind)->link = kind;
    for (kind = 1; kind <= COUNT; kind += 2)
        prefix_map_remove(&m, prefix_map_get(&m, &p, kind));
    for (kind = 1; kind <= COUNT; kind++) {
        const struct prefix_entry *e = prefix_map_get(&m, &p, kind);

        ck_assert_int_eq(e != NULL, kind % 2 == 0);
        ck_assert(e == NULL || e->link == kind);
    }
    prefix_map_clear(&m);
}
END_TEST

START_TEST(the_longest_prefix_that_holds_an_address_is_found)
{
    struct prefix_map m = {0};
    struct pmip6_prefix p = nth(0x1234);
    struct pmip6_addr a = p.addr;

    ck_assert_ptr_null(prefix_map_match(&m, &a, KIND));
    prefix_map_put(&m, &p, KIND)->link = 64;
    p.length = 61;
    p.addr.octets[7] &= 0xf8;
    prefix_map_put(&m, &p, KIND)->link = 61;
    a.octets[15] = 9;
    ck_assert_uint_eq(prefix_map_match(&m, &a, KIND)->link, 64);
    a.octets[7] ^= 0x01;
    ck_assert_uint_eq(prefix_map_match(&m, &a, KIND)->link, 61);
    a.octets[7] ^= 0x08;
    ck_assert_ptr_null(prefix_map_match(&m, &a, KIND));
    prefix_map_clear(&m);
}
END_TEST

static Suite *prefix_map_suite(void)
{
    Suite *suite = suite_create("prefix_map");
    TCase *t = tcase_create("prefix_map");

    tcase_add_test(t, what_was_put_is_found_and_what_was_removed_is_not);
    tcase_add_test(t, kinds_are_kept_apart);
    tcase_add_test(t, the_longest_prefix_that_holds_an_address_is_found);
    suite_add_tcase(suite, t);
    return suite;
}

UNIT_MAIN(prefix_map_suite)
