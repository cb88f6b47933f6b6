/* SPDX-License-Identifier: MIT */
/* pmip6-dump: decodes Mobility Header datagrams from a capture or hex lines. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <pmip6/message.h>
#include <pmip6/version.h>

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

static int print_error(const struct options *o, const char *error, size_t at, int mh_type)
{
    if (!o->json) {
        printf("error %s at octet %zu\n", error, at);
        return 1;
    }
    printf("{\"error\": \"%s\", \"offset\": %zu", error, at);
    if (mh_type >= 0)
        printf(", \"mh_type\": %d", mh_type);
    printf("}\n");
    return 1;
}

/* The text of a message, longer than the usual buffer only where it has very many
 * options: the library tells how long. */
static int print_message(const struct options *o, const struct pmip6_message *m)
{
    static char usual[16384];
    int (*const write)(const struct pmip6_message *, char *, size_t, size_t *) =
        o->json ? pmip6_message_json : pmip6_message_text;
    char *more = NULL;
    size_t length;
    int rc = write(m, usual, sizeof usual, &length);

    if (rc == PMIP6_ERR_ROOM) {
        more = malloc(length + 1);
        rc = more ? write(m, more, length + 1, &length) : PMIP6_ERR_NOMEM;
    }
    if (rc == 0)
        puts(more ? more : usual);
    free(more);
    return rc == 0 ? 0 : print_error(o, pmip6_error_name(rc), 0, m->mh_type);
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
    return print_message(o, &m);
}

static int cannot_read(const char *file, const char *why)
{
    fprintf(stderr, "pmip6-dump: %s: %s\n", file, why);
    return USAGE;
}

static int dump_hex(const struct options *o)
{
    static struct found f;
    int status = 0;

    while (hex_next(stdin, &f)) {
        status |= dump(o, &f);
        (void)fflush(stdout);
    }
    return ferror(stdin) ? cannot_read("standard input", "cannot be read") : status;
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

/* What nobody got was not decoded. */
static int written(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    fputs("pmip6-dump: standard output: cannot be written\n", stderr);
    return USAGE;
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
    return written(o.hex ? dump_hex(&o) : dump_capture(&o));
}
