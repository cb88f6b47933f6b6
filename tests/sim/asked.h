/* SPDX-License-Identifier: MIT */
#ifndef SIM_ASKED_H
#define SIM_ASKED_H

/* The checks of FORWARDED_BY_THE_RULES and LINKS_ARE_TOLD_TRUE: what a MAG says when it
 * is asked about packets and links. */

#include "world.h"

/* Now and then something is asked of a MAG, which changes nothing. */
void asked_of_links(struct host *h);

#endif
