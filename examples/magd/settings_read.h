/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_EXAMPLES_MAGD_SETTINGS_READ_H
#define PMIP6_EXAMPLES_MAGD_SETTINGS_READ_H

/* Reading the configuration file of pmip6-magd. */

#include "config.h"
#include "settings.h"

extern const struct config_directive settings_directives[];
extern const size_t settings_directive_count;

/* settings_nodes.c: what `link` and `mobile-node` do. */
int settings_take_link(void *settings, size_t count, char *const *words, struct why *why);
int settings_take_node(void *settings, size_t count, char *const *words, struct why *why);

/* Reads a file into settings that settings_free() takes back; -1 and why, and then there
 * is nothing to free. */
int settings_read(struct settings *s, const char *path, struct why *why);

/* Whether a running daemon can take new settings: edition, address, control and
 * data-plane need a restart; -1 and why. */
int settings_compatible(const struct settings *was, const struct settings *is,
                        struct why *why);

#endif
