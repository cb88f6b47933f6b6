/* SPDX-License-Identifier: MIT */
#include "print.h"

void p6_print_init(struct print *p, char *text, size_t capacity)
{
    p->text = text;
    p->capacity = text ? capacity : 0;
    p->length = 0;
}

static int is_tail(uint8_t octet)
{
    return (octet & 0xc0) == 0x80;
}

/* How many octets the sequence has that a first octet begins, 0 where it begins none. */
static size_t sequence_length(uint8_t first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first <= 0xdf)
        return 2;
    if ((first & 0xf0) == 0xe0)
        return 3;
    return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

/* Where a text of so many octets ends that may be cut inside a character: before it. */
static size_t whole_characters(const char *text, size_t length)
{
    size_t first = length;

    while (first > 0 && is_tail((uint8_t)text[first - 1]))
        first--;
    if (first > 0 && sequence_length((uint8_t)text[first - 1]) > length - first + 1)
        return first - 1;
    return length;
}

int p6_print_end(struct print *p)
{
    if (p->capacity == 0)
        return PMIP6_ERR_ROOM;
    if (p->length < p->capacity) {
        p->text[p->length] = '\0';
        return 0;
    }
    p->text[whole_characters(p->text, p->capacity - 1)] = '\0';
    return PMIP6_ERR_ROOM;
}

void p6_print_char(struct print *p, char c)
{
    if (p->length < p->capacity)
        p->text[p->length] = c;
    p->length++;
}

void p6_print(struct print *p, const char *text)
{
    while (*text)
        p6_print_char(p, *text++);
}

/* ---- numbers ---- */

/* One digit at a time from the top, without a 64-bit division. */
void p6_print_number(struct print *p, uint64_t number)
{
    static const uint64_t powers[] = {10000000000000000000u,
                                      1000000000000000000u,
                                      100000000000000000u,
                                      10000000000000000u,
                                      1000000000000000u,
                                      100000000000000u,
                                      10000000000000u,
                                      1000000000000u,
                                      100000000000u,
                                      10000000000u,
                                      1000000000u,
                                      100000000u,
                                      10000000u,
                                      1000000u,
                                      100000u,
                                      10000u,
                                      1000u,
                                      100u,
                                      10u,
                                      1u};
    const size_t count = sizeof powers / sizeof powers[0];
    int begun = 0;

    for (size_t i = 0; i < count; i++) {
        char digit = '0';

        for (; number >= powers[i]; number -= powers[i])
            digit++;
        begun |= digit != '0' || i + 1 == count;
        if (begun)
            p6_print_char(p, digit);
    }
}

void p6_print_thousandths(struct print *p, uint64_t number)
{
    uint32_t low = (uint32_t)number; /* all that times on the wire come to */
    uint32_t rest = low % 1000;

    p6_print_number(p, low / 1000);
    if (rest == 0)
        return;
    p6_print_char(p, '.');
    for (uint32_t unit = 100; rest > 0; unit /= 10) {
        p6_print_char(p, (char)('0' + rest / unit));
        rest %= unit;
    }
}

void p6_print_hex_number(struct print *p, uint64_t number, unsigned digits)
{
    while (digits-- > 0)
        p6_print_char(p, "0123456789abcdef"[number >> 4 * digits & 0xf]);
}

void p6_print_hex(struct print *p, struct pmip6_bytes b)
{
    for (size_t i = 0; i < b.length; i++)
        p6_print_hex_number(p, b.data[i], 2);
}

/* ---- addresses ---- */

static unsigned word(const uint8_t octets[16], unsigned i)
{
    return (unsigned)octets[2 * i] << 8 | octets[2 * i + 1];
}

/* The longest run of zero words, the first of those of one length (RFC 5952 4.2). */
static void longest_zeros(const uint8_t octets[16], unsigned *begin, unsigned *end)
{
    *begin = *end = 8;
    for (unsigned i = 0; i < 8; i++) {
        unsigned j = i;

        while (j < 8 && word(octets, j) == 0)
            j++;
        if (j - i > 1 && j - i > *end - *begin) {
            *begin = i;
            *end = j;
        }
    }
}

static void print_word(struct print *p, unsigned value)
{
    unsigned digits = 1;

    while (digits < 4 && value >> 4 * digits)
        digits++;
    p6_print_hex_number(p, value, digits);
}

/* The well-known prefixes with an IPv4 address in them (RFC 5952 5). */
static int has_ipv4(const uint8_t octets[16])
{
    for (unsigned i = 0; i < 5; i++) {
        if (word(octets, i) != 0)
            return 0;
    }
    return word(octets, 5) == 0xffff;
}

void p6_print_address(struct print *p, const uint8_t octets[16])
{
    unsigned begin, end, words = has_ipv4(octets) ? 6 : 8;

    longest_zeros(octets, &begin, &end);
    for (unsigned i = 0; i < words; i++) {
        if (i == begin) {
            p6_print(p, "::");
            i = end - 1;
            continue;
        }
        if (i > 0 && i != end)
            p6_print_char(p, ':');
        print_word(p, word(octets, i));
    }
    if (words == 6) {
        p6_print_char(p, ':');
        p6_print_ipv4(p, octets + 12);
    }
}

void p6_print_ipv4(struct print *p, const uint8_t octets[4])
{
    for (unsigned i = 0; i < 4; i++) {
        if (i > 0)
            p6_print_char(p, '.');
        p6_print_number(p, octets[i]);
    }
}

void p6_print_any_address(struct print *p, const struct pmip6_any_addr *a)
{
    if (a->length == 16)
        p6_print_address(p, a->octets);
    else if (a->length == 4)
        p6_print_ipv4(p, a->octets);
    else
        p6_print(p, "none");
}

/* ---- text ---- */

/* Overlong forms, surrogates and what is past the last code point (RFC 3629 3, 4). */
static int second_fits(uint8_t first, uint8_t second)
{
    switch (first) {
    case 0xe0:
        return second >= 0xa0;
    case 0xed:
        return second < 0xa0;
    case 0xf0:
        return second >= 0x90;
    case 0xf4:
        return second < 0x90;
    default:
        return 1;
    }
}

/* Control characters; what ends a line, turns the text round, cannot be seen, or is a
 * space that a reader takes for another. */
static const struct {
    uint32_t first, last;
} hidden[] = {
    {0x0000, 0x001f}, {0x007f, 0x00a0}, {0x00ad, 0x00ad}, {0x061c, 0x061c},
    {0x1680, 0x1680}, {0x180e, 0x180e}, {0x2000, 0x200f}, {0x2028, 0x202f},
    {0x205f, 0x206f}, {0x3000, 0x3000}, {0xfeff, 0xfeff}, {0xe0000, 0xe007f},
};

static uint32_t code_point(const uint8_t *o, size_t length)
{
    uint32_t point = length == 1 ? o[0] : o[0] & 0x7fu >> length;

    for (size_t i = 1; i < length; i++)
        point = point << 6 | (o[i] & 0x3fu);
    return point;
}

static int is_printable(uint32_t point)
{
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++) {
        if (point <= hidden[i].last)
            return point < hidden[i].first;
    }
    return 1;
}

/* How many octets of printable UTF-8 begin here, 0 if none. */
static size_t printable(const uint8_t *o, size_t left)
{
    size_t length = sequence_length(o[0]);

    if (length == 0 || length > left)
        return 0;
    for (size_t i = 1; i < length; i++) {
        if (!is_tail(o[i]))
            return 0;
    }
    if (length > 1 && !second_fits(o[0], o[1]))
        return 0;
    return is_printable(code_point(o, length)) ? length : 0;
}

static void print_escaped(struct print *p, uint8_t octet, int is_json)
{
    p6_print(p, is_json ? "\\\\x" : "\\x");
    p6_print_hex_number(p, octet, 2);
}

/* What text puts between its words. */
static int divides_text(uint8_t octet)
{
    return octet == ' ' || octet == '(' || octet == ')';
}

void p6_print_octets(struct print *p, struct pmip6_bytes b, int is_json)
{
    for (size_t i = 0; i < b.length;) {
        const uint8_t *o = b.data + i;
        size_t length = printable(o, b.length - i);

        if (length == 0 || *o == '\\' || (!is_json && divides_text(*o))) {
            print_escaped(p, *o, is_json);
            i++;
            continue;
        }
        if (*o == '"' && is_json)
            p6_print_char(p, '\\');
        for (; length > 0; length--)
            p6_print_char(p, (char)b.data[i++]);
    }
}
