/* SPDX-License-Identifier: MIT */
/* pmip6-dump: decodes Mobility Header datagrams from a capture or hex lines. */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <pmip6/version.h>

#include "print.h"
#include "source.h"

#define USAGE       2
#define OPTIONS_MAX 2048u /* more than 2048 octets can hold */

static const char usage[] =
    "usage: pmip6-dump [-j] FILE.pcap\n"
    "       pmip6-dump [-j] --hex < LINES\n"
    "Decodes Mobility Headers (Proxy Mobile IPv6), a line a datagram.\n"
    "  -j     JSON\n"
    "  --hex  hex lines from standard input: [SRC DST] HEX, from Payload Proto on\n"
    "Exit status: 0 all decoded; 1 some did not; 2 wrong usage or an unreadable file.\n";

struct options {
    int json;
    int hex;
    const char *file;
};

static void write_line(struct json *out)
{
    json_append(out, "\n", 1);
    (void)fwrite(out->text, 1, out->length, stdout);
    json_free(out);
}

static int print_error(const struct options *o, const char *error, size_t at, int mh_type)
{
    struct json out;

    if (!o->json) {
        printf("error %s at octet %zu\n", error, at);
        return 1;
    }
    json_init(&out);
    print_json_error(&out, error, at, mh_type);
    write_line(&out);
    return 1;
}

static void print_message(const struct options *o, const struct pmip6_message *m)
{
    struct json out;

    if (!o->json) {
        print_text(m);
        return;
    }
    json_init(&out);
    print_json(&out, m);
    write_line(&out);
}

/* One datagram, one line; 0, or 1 if it did not decode. */
static int dump(const struct options *o, const struct found *f)
{
    static struct pmip6_option options[OPTIONS_MAX];
    struct pmip6_bytes octets = {f->octets, f->length};
    struct pmip6_message m;
    size_t where;
    int rc;

    if (f->bad_line)
        return print_error(o, "bad-line", f->at, -1);
    pmip6_message_init(&m, options, OPTIONS_MAX);
    rc = pmip6_message_decode(&m, octets, f->addressed ? &f->source : NULL,
                              f->addressed ? &f->destination : NULL, &where);
    if (rc < 0)
        return print_error(o, pmip6_error_name(rc), where,
                           f->length > 2 ? m.mh_type : -1);
    print_message(o, &m);
    return 0;
}

static int dump_hex(const struct options *o)
{
    static struct found f;
    int status = 0;

    while (hex_next(stdin, &f)) {
        status |= dump(o, &f);
        (void)fflush(stdout);
    }
    return status;
}

static int cannot_read(const char *file, const char *why)
{
    fprintf(stderr, "pmip6-dump: %s: %s\n", file, why);
    return USAGE;
}

static int dump_capture(const struct options *o)
{
    static struct found f;
    struct capture c;
    const char *why = "";
    FILE *in = fopen(o->file, "rb");
    int status = 0;
    int rc;

    if (in == NULL)
        return cannot_read(o->file, strerror(errno));
    if (capture_open(&c, in, &why) < 0) {
        (void)fclose(in);
        return cannot_read(o->file, why);
    }
    while ((rc = capture_next(&c, &f, &why)) == 1)
        status |= dump(o, &f);
    (void)fclose(in);
    return rc < 0 ? cannot_read(o->file, why) : status;
}

static int wrong(void)
{
    fputs(usage, stderr);
    return USAGE;
}

/* Returns -1 to go on, else the exit status. */
static int take_options(int argc, char **argv, struct options *o)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            fputs(usage, stdout);
            return 0;
        }
        if (strcmp(argv[i], "--version") == 0) {
            printf("pmip6-dump %s\n", pmip6_version());
            return 0;
        }
        if (strcmp(argv[i], "-j") == 0)
            o->json = 1;
        else if (strcmp(argv[i], "--hex") == 0)
            o->hex = 1;
        else if (argv[i][0] == '-' || o->file != NULL)
            return wrong();
        else
            o->file = argv[i];
    }
    return o->hex == (o->file == NULL) ? -1 : wrong();
}

int main(int argc, char **argv)
{
    struct options o = {0, 0, NULL};
    const int status = take_options(argc, argv, &o);

    if (status >= 0)
        return status;
    return o.hex ? dump_hex(&o) : dump_capture(&o);
}
