/* SPDX-License-Identifier: MIT */
/*
 * The structs are looked at word by word, so that members that are added are looked at,
 * too. A word that is not equal must be a pointer on both sides, into either one's
 * octets.
 */
#include "same.h"

#include <string.h>

/* Where in the octets a word points, from an option's beginning on. */
static int points_to(const struct decoded *d, size_t begin, uintptr_t word, size_t *at)
{
    uintptr_t first = (uintptr_t)d->octets.data;

    if (word < first + begin || word > first + d->octets.length)
        return 0;
    *at = word - first - begin;
    return 1;
}

struct part {
    const struct decoded *of;
    const void *words;
    size_t begin; /* in the octets */
};

static int same_words(const struct part *a, const struct part *b, size_t size)
{
    for (size_t i = 0; i + sizeof(uintptr_t) <= size; i += sizeof(uintptr_t)) {
        uintptr_t in_a, in_b;
        size_t at_a, at_b;

        memcpy(&in_a, (const uint8_t *)a->words + i, sizeof in_a);
        memcpy(&in_b, (const uint8_t *)b->words + i, sizeof in_b);
        if (in_a == in_b)
            continue;
        if (!points_to(a->of, a->begin, in_a, &at_a) ||
            !points_to(b->of, b->begin, in_b, &at_b) || at_a != at_b)
            return 0;
    }
    return 1;
}

static int same_option(const struct decoded *a, const struct decoded *b, size_t i)
{
    struct pmip6_option in_a, in_b;
    struct part of_a = {a, &in_a, a->options[i].offset};
    struct part of_b = {b, &in_b, b->options[i].offset};

    memcpy(&in_a, &a->options[i], sizeof in_a);
    memcpy(&in_b, &b->options[i], sizeof in_b);
    in_a.offset = 0;
    in_b.offset = 0;
    return same_words(&of_a, &of_b, sizeof in_a);
}

static void without_circumstances(struct pmip6_message *m)
{
    m->options = NULL;
    m->option_capacity = 0;
    m->trailing = 0;
}

int same_message(const struct decoded *a, const struct decoded *b)
{
    struct pmip6_message in_a, in_b;
    struct part of_a = {a, &in_a, 0};
    struct part of_b = {b, &in_b, 0};

    memcpy(&in_a, &a->m, sizeof in_a);
    memcpy(&in_b, &b->m, sizeof in_b);
    without_circumstances(&in_a);
    without_circumstances(&in_b);
    if (!same_words(&of_a, &of_b, sizeof in_a))
        return 0;
    for (size_t i = 0; i < a->m.option_count; i++) {
        if (!same_option(a, b, i))
            return 0;
    }
    return 1;
}
