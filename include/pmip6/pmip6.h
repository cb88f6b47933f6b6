/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_PMIP6_H
#define PMIP6_PMIP6_H

/**
 * @file pmip6.h
 * Everything, and the promises.
 *
 * @mainpage libpmip6
 *
 * libpmip6 is Proxy Mobile IPv6 for routers: the local mobility anchor (@ref lma) and the
 * mobile access gateway (@ref mag) of RFC 5213 and of draft-ietf-netlmm-proxymip6-02, as a
 * library without input, output, threads, clocks or globals of its own.
 *
 * Promises:
 * - The library opens no socket, reads no file, starts no thread, keeps no global state. It
 *   reads time only through the host's clock callback, once a call, and takes memory only
 *   through the host's allocator.
 * - Handles are opaque. Configuration and callbacks are copied at `_new`. `_free(NULL)` is
 *   fine.
 * - Structs that can grow begin with their size, set by their `_init`, for what a host hands
 *   in as for what it gets filled. Fields are only ever appended. A smaller struct of an older
 *   caller works; a larger one works as long as what is beyond the known is zero (@ref
 *   sizes).
 * - Functions return 0 (those that walk: 1 while there is something) or a negative @ref pmip6_error. A peer's fault is not an error of the
 *   host's call: it is counted.
 * - Pointers handed to a callback are valid during that callback. `user` comes last.
 * - Callbacks must not call back into the same handle but to read (functions that take a
 *   `const` handle): all others answer #PMIP6_ERR_REENTRANT.
 * - One handle, one thread at a time; any number of handles in any number of threads.
 * - Effects are transactional: a registration that cannot be installed whole is undone whole.
 * - Memory is bounded by the configuration. Without room a request is refused, never more.
 */

#include <pmip6/code.h>
#include <pmip6/forward.h>
#include <pmip6/lma.h>
#include <pmip6/mag.h>
#include <pmip6/message.h>
#include <pmip6/nd.h>
#include <pmip6/policy.h>
#include <pmip6/policy_table.h>
#include <pmip6/traffic_selector.h>
#include <pmip6/types.h>
#include <pmip6/version.h>

#endif
