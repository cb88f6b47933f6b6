/* SPDX-License-Identifier: MIT */
#ifndef PMIP6_POLICY_TABLE_H
#define PMIP6_POLICY_TABLE_H

/**
 * @file policy_table.h
 * A ready table of policies, for hosts without a policy store of their own.
 */

#include <pmip6/policy.h>
#include <pmip6/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @defgroup policy_table Policy table
 *
 * Policies by mobile node identifier, by realm, and for everybody: the most specific one
 * answers (RFC 5213 6.2; sections 4 and 5.3.1 (6) to (8): combinations of gateway, mobile
 * node and prefix). A host's `policy` callback is one line with it: see on_lma_policy() in
 * examples/minimal.c.
 *
 * The table belongs to no handle; it may change at any time outside the callback, and
 * pmip6_lma_policy_changed() tells an LMA to ask again. One thread at a time. It serves
 * both roles: an answer holds whatever members the entry's policy has.
 *
 * @{
 */

/** A table; opaque. */
typedef struct pmip6_policy_table pmip6_policy_table;

/** One policy, and whom it is for. Copied by pmip6_policy_table_set(). */
struct pmip6_policy_entry {
    size_t size;                       /**< set by pmip6_policy_entry_init() */
    struct pmip6_bytes mn_id;          /**< an identifier, `*@realm` for all of a realm, or `*`
                                            for all; 1 to #PMIP6_MN_ID_MAX octets, compared as
                                            such, of any subtype */
    const struct pmip6_addr *gateways; /**< MAGs that may register the node; none: every one */
    size_t gateway_count;              /**< how many */
    struct pmip6_policy policy;        /**< the answer; grants everything from _init. Without
                                            #PMIP6_GRANT_SERVICE the node is known and barred.
                                            The last member for good: an entry grows with it */
};

/**
 * Writes the defaults. Called by pmip6_policy_entry_init().
 *
 * @param e    what to fill
 * @param size the caller's size of the struct
 */
PMIP6_API void pmip6_policy_entry_defaults(struct pmip6_policy_entry *e, size_t size);

/**
 * Prepares an entry: for nobody yet, every gateway, everything granted, prefixes from the
 * pools.
 *
 * @param e what to fill
 */
static inline void pmip6_policy_entry_init(struct pmip6_policy_entry *e)
{
    pmip6_policy_entry_defaults(e, sizeof *e);
}

/**
 * Makes an empty table.
 *
 * @param table    gets it; NULL on error
 * @param allocate memory, or NULL for malloc
 * @param release  takes it back, or NULL for free; both or none
 * @param user     handed to both
 * @retval 0                  made
 * @retval PMIP6_ERR_INVALID  one of the functions without the other, or `table` is NULL
 * @retval PMIP6_ERR_NOMEM    no memory
 */
PMIP6_API int pmip6_policy_table_new(pmip6_policy_table **table,
                                     void *(*allocate)(size_t size, void *user),
                                     void (*release)(void *memory, size_t size, void *user),
                                     void *user);

/**
 * Ends a table and all that is in it.
 *
 * @param table may be NULL
 */
PMIP6_API void pmip6_policy_table_free(pmip6_policy_table *table);

/**
 * Puts a policy in, or in the place of the one with the same pattern.
 *
 * @param table the table
 * @param e     copied, with what it points to
 * @retval 0                  it is there
 * @retval PMIP6_ERR_INVALID  of an unknown size, no pattern, too many prefixes, one that is no
 *                            home network prefix, or a status out of range
 * @retval PMIP6_ERR_VERSION  a struct from a newer header uses what is not known
 * @retval PMIP6_ERR_NOMEM    no memory: nothing changed
 */
PMIP6_API int pmip6_policy_table_set(pmip6_policy_table *table,
                                     const struct pmip6_policy_entry *e);

/**
 * Takes a policy out.
 *
 * @param table the table
 * @param mn_id its pattern
 * @retval 0                    it is gone
 * @retval PMIP6_ERR_NOT_FOUND  it was not there
 */
PMIP6_API int pmip6_policy_table_remove(pmip6_policy_table *table,
                                        struct pmip6_bytes mn_id);

/**
 * Finds the entry of a pattern.
 *
 * @param table the table
 * @param mn_id the pattern, exactly
 * @param e     gets a picture; it points into the table until that changes. Prepared by
 *              pmip6_policy_entry_init()
 * @retval 0                    found
 * @retval PMIP6_ERR_NOT_FOUND  none; the entry is as it was
 * @retval PMIP6_ERR_INVALID    an argument is NULL, or the entry of an unknown size
 */
PMIP6_API int pmip6_policy_table_get(const pmip6_policy_table *table,
                                     struct pmip6_bytes mn_id,
                                     struct pmip6_policy_entry *e);

/**
 * Walks the table, also while it changes.
 *
 * @param table  the table
 * @param cursor 0 to begin; kept by the caller between calls
 * @param e      gets a picture; it points into the table until that changes. Prepared by
 *               pmip6_policy_entry_init(), once for the walk
 * @retval 1                  an entry
 * @retval 0                  no more; the entry is as it was
 * @retval PMIP6_ERR_INVALID  an argument is NULL, or the entry of an unknown size
 */
PMIP6_API int pmip6_policy_table_next(const pmip6_policy_table *table, uint32_t *cursor,
                                      struct pmip6_policy_entry *e);

/**
 * Answers a query: the policy of the node's identifier, else that of its realm (what
 * follows the last `@`, compared as octets), else that for all, else nothing is granted.
 * #PMIP6_GRANT_MAG is granted where neither the query's sender nor its Proxy-CoA is
 * outside the entry's gateways.
 *
 * @param table the table
 * @param q     the query
 * @param p     gets the answer, as far as its `size` goes: a callback hands on what it got;
 *              it points into the table until that changes
 * @retval 0                  answered
 * @retval PMIP6_ERR_INVALID  an argument is NULL or of an unknown size
 */
PMIP6_API int pmip6_policy_table_answer(const pmip6_policy_table *table,
                                        const struct pmip6_policy_query *q,
                                        struct pmip6_policy *p);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
