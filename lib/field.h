/* SPDX-License-Identifier: MIT */
#ifndef P6_FIELD_H
#define P6_FIELD_H

#include "cursor.h"
#include "names.h"

/*
 * What stands in a message, an option or a sub-option is described once, field by field
 * in wire order, as data: where a field lies, which member of the public struct holds it,
 * how it is shown. One interpreter decodes, one encodes, one prints each way.
 *
 * A record is the struct that the members belong to. Its flag and reserved bits, from all
 * the places where it has some, make one number in wire order: nothing is lost.
 */

enum field_kind {
    FIELD_END = 0,       /* no more fields */
    FIELD_U8,            /* a number as wide as its member */
    FIELD_U16,           /* likewise, and so on */
    FIELD_U32,
    FIELD_U64,
    FIELD_ADDRESS,       /* 16 octets; to here, any value of the member can be written */
    FIELD_NUMBER,        /* `bits` of a number of `width` octets */
    FIELD_SIGNED,        /* likewise, in two's complement, into an int32_t */
    FIELD_FLAGS,         /* likewise, shifted into the record's flags */
    FIELD_CONSTANT,      /* one octet that is always `unit` */
    FIELD_PREFIX_LENGTH, /* one octet, 128 at most */
    FIELD_IPV4,          /* 4 octets */
    FIELD_ANY_ADDRESS,   /* what is left: none, 4 or 16 octets */
    FIELD_IF_MORE,       /* no octet: whether anything follows; if not, that was all */
    FIELD_COUNT,         /* one octet: of how many units of `width` octets the member is */
    FIELD_COUNTED,       /* the octets of the member whose length was told before */
    FIELD_UNITS,         /* all octets that are left, in units of `width`, borrowed */
    FIELD_REST           /* all octets that are left, borrowed */
};

/* How a field's value is shown, and what `aux` is for it. */
enum field_show {
    SHOW_NOT = 0,     /* part of another field */
    SHOW_NUMBER,      /* as it is */
    SHOW_CODE,        /* a number and its name: struct name_table */
    SHOW_VALUE,       /* likewise, the name under `value_name` */
    SHOW_SECONDS,     /* units of `unit` milliseconds, shown in seconds */
    SHOW_FLAGS,       /* struct flag_table */
    SHOW_ADDRESS,     /* IPv6 */
    SHOW_PREFIX,      /* struct pmip6_prefix, whose address member it is */
    SHOW_IPV4,        /* IPv4 */
    SHOW_ANY_ADDRESS, /* either */
    SHOW_ANY_PREFIX,  /* struct pmip6_any_prefix, whose address member it is */
    SHOW_TEXT,        /* UTF-8 */
    SHOW_HEX,         /* octets */
    SHOW_HEX_NUMBER,  /* a number as so many octets */
    SHOW_NUMBERS,     /* numbers of two octets each */
    SHOW_ADDRESSES,   /* IPv6 addresses */
    SHOW_TIMESTAMP,   /* seconds and 1/65536 s */
    SHOW_NTP_TIME,    /* seconds and 2^-32 s */
    SHOW_DEGREES,     /* 24 bits, nine of them whole degrees */
    SHOW_SELECTOR,    /* a traffic selector: traffic_selector.h */
    SHOW_SUBOPTIONS   /* what stands inside */
};

struct field {
    uint8_t kind;    /* enum field_kind */
    uint8_t width;   /* octets of the number that it is part of, or of a unit */
    uint8_t shift;   /* of its lowest bit in that number */
    uint8_t bits;    /* how many it has */
    uint8_t step;    /* octets that it always has; 0: the next is in the same number */
    uint8_t size;    /* of the member */
    uint16_t at;     /* of the member in the record */
    uint8_t show;    /* enum field_show */
    uint16_t unit;   /* SHOW_SECONDS: milliseconds; FIELD_CONSTANT: the octet */
    const char *key; /* what it is called where it is shown */
    const void *aux; /* see enum field_show */
};

/* A flag: its bit as in the record's flags, its letter, what it stands for. */
struct flag {
    uint32_t bit;
    char letter[2];
    const char *name;
};

struct flag_table {
    const struct flag *flags; /* the highest first */
    uint32_t count;
};

/* What is left of a record's octets. */
struct field_reader {
    const uint8_t *at;
    const uint8_t *end;
};

/*
 * Reads a record's fields from `o` on; members that no field fills stay. `flags_at` is where
 * the record has its flags. The caller has seen to it that the octets of all fields of fixed
 * size are there, up to the first that has none. Returns where it stopped, with `error` set
 * if it is for one: PMIP6_ERR_TRUNCATED where octets are missing or no whole units,
 * PMIP6_ERR_PREFIX_LENGTH, PMIP6_ERR_OPTION_CONTENT.
 */
const uint8_t *p6_fields_decode(const struct field *f, const uint8_t *o,
                                const uint8_t *end, void *record, size_t flags_at,
                                int *error);

/* What encoding a record takes. */
struct field_extent {
    size_t size;        /* octets */
    unsigned flag_bits; /* of all its FIELD_FLAGS together */
};

/* Measures a record. Returns 0, PMIP6_ERR_INVALID where a member does not fit its field, or
 * PMIP6_ERR_MESSAGE_SIZE; once it has been measured, encoding cannot fail. */
int p6_fields_measure(const struct field *f, const void *record, size_t flags_at,
                      struct field_extent *extent);

/* Writes a measured record to `to`, which has `extent->size` octets. */
void p6_fields_encode(const struct field *f, const void *record, size_t flags_at,
                      const struct field_extent *extent, uint8_t *to);

/* The value of a number field of a record. */
uint64_t p6_field_number(const struct field *f, const void *record);

/* The field of that name, NULL where there is none. */
const struct field *p6_field_named(const struct field *f, const char *key);

/* ---- how rows are written: R is the record's struct, m its member ---- */

/* clang-format off */
#define FIELD_SIZE(R, m) sizeof(((R *)0)->m)

#define FLAGS_OF(name, ...) \
    static const struct flag name##_rows[] = {__VA_ARGS__}; \
    static const struct flag_table name = { \
        name##_rows, sizeof name##_rows / sizeof name##_rows[0]}

#define FIELDS(...) (const struct field[]){__VA_ARGS__, {.kind = FIELD_END}}

#define BITS(R, w, s, n, go, m, ...) \
    {.kind = FIELD_NUMBER, .width = (w), .shift = (s), .bits = (n), .step = (go), \
     .size = FIELD_SIZE(R, m), .at = offsetof(R, m), __VA_ARGS__}
#define NUMBER_KIND(w, size) \
    ((w) != (size) ? FIELD_NUMBER : (w) == 1 ? FIELD_U8 : (w) == 2 ? FIELD_U16 \
     : (w) == 4 ? FIELD_U32 : (w) == 8 ? FIELD_U64 : FIELD_NUMBER)
#define NUMBER_OF(R, w, m, ...) \
    {.kind = NUMBER_KIND(w, FIELD_SIZE(R, m)), .width = (w), .bits = 8 * (w), .step = (w), \
     .size = FIELD_SIZE(R, m), .at = offsetof(R, m), __VA_ARGS__}
#define SIGNED_OF(R, w, m, ...) \
    {.kind = FIELD_SIGNED, .width = (w), .bits = 8 * (w), .step = (w), \
     .size = FIELD_SIZE(R, m), .at = offsetof(R, m), __VA_ARGS__}
#define FLAG_BITS_AT(w, s, n, go, table) \
    {.kind = FIELD_FLAGS, .width = (w), .shift = (s), .bits = (n), .step = (go), \
     .show = SHOW_FLAGS, .key = "flags", .aux = (table)}
#define FLAG_BITS(w, n, table) FLAG_BITS_AT(w, 0, n, w, table)
#define CONSTANT_OF(value) \
    {.kind = FIELD_CONSTANT, .step = 1, .unit = (value)}
#define OTHER_OF(R, k, m, ...) \
    {.kind = (k), .size = FIELD_SIZE(R, m), .at = offsetof(R, m), __VA_ARGS__}
#define PREFIX_OF(R, m) \
    OTHER_OF(R, FIELD_PREFIX_LENGTH, m.length, .step = 1), \
    OTHER_OF(R, FIELD_ADDRESS, m.addr, .step = 16, .show = SHOW_PREFIX, .key = "prefix")
#define COUNT_OF(R, unit_width, m) \
    {.kind = FIELD_COUNT, .width = (unit_width), .step = 1, .at = offsetof(R, m)}

#define PLAIN(k)        .show = SHOW_NUMBER, .key = (k)
#define CODE(k, table)  .show = SHOW_CODE, .key = (k), .aux = &(table)
#define VALUE(table)    .show = SHOW_VALUE, .key = "value", .aux = &(table)
#define SECONDS(k, ms)  .show = SHOW_SECONDS, .key = (k), .unit = (ms)
#define SHOWN(how, k)   .show = SHOW_##how, .key = (k)
/* clang-format on */

#endif
