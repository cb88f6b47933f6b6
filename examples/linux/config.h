/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_LINUX_CONFIG_H
#define PMIP6_EXAMPLES_LINUX_CONFIG_H

/*
 * Configuration files: one directive a line, words separated by blanks, `#` starts a
 * comment, `"..."` quotes a word. What a directive does is a row of a table. Of a
 * directive that is given again and cannot be repeated, the last one counts.
 */

#include <stddef.h>
#include <stdint.h>

#include <pmip6/nd.h>
#include <pmip6/types.h>

#include "data_plane.h"
#include "why.h"

/* Words of one line, the directive's name left out. 0, or -1 and what is wrong. */
typedef int config_take(void *settings, size_t count, char *const *words,
                        struct why *why);

struct config_directive {
    const char *name;
    size_t least; /* words after the name, at least */
    size_t most;
    config_take *take;
    const char *usage; /* words, as in --help */
    const char *help;  /* a sentence */
    int repeatable;    /* for --help: each line adds */
};

/* Reads a file; -1 and `FILE:LINE: what is wrong`. `line` counts the lines as they are
 * taken, so that what is wrong with a line in view of a later one can be told by its
 * number. */
int config_read(const char *path, const struct config_directive *table, size_t rows,
                void *settings, unsigned int *line, struct why *why);

/* Prints the table, for --help. */
void config_print(const struct config_directive *table, size_t rows);

/* Words as values; 0, or -1 and what is wrong with the word. */
int config_address(const char *word, struct pmip6_addr *address, struct why *why);
int config_prefix(const char *word, struct pmip6_prefix *prefix, struct why *why);
/* Of unicast addresses that are routed: no other can be a node's own, or a home network.
 */
int config_unicast(const char *word, struct pmip6_addr *address, struct why *why);
int config_home_prefix(const char *word, struct pmip6_prefix *prefix, struct why *why);
int config_socket_path(const char *word, char *path, size_t room, struct why *why);
int config_data_plane(const char *word, enum data_plane_kind *kind, struct why *why);
int config_link_layer(const char *word, struct pmip6_link_layer *address,
                      struct why *why);
int config_yes_no(const char *word, int *value, struct why *why);
int config_number(const char *word, uint32_t least, uint32_t most, uint32_t *value,
                  struct why *why);
int config_edition(const char *word, uint32_t *edition, struct why *why);

/* Durations take ms, s, m, h; a bare number is seconds. */
int config_milliseconds(const char *word, uint32_t least, uint32_t most, uint32_t *value,
                        struct why *why);
int config_seconds(const char *word, uint32_t least, uint32_t most, uint32_t *value,
                   struct why *why);

#endif
