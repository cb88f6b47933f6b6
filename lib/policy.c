/* SPDX-License-Identifier: MIT */
#include "args.h"

#include <pmip6/policy.h>

void pmip6_policy_defaults(struct pmip6_policy *p, size_t size)
{
    static const struct pmip6_policy defaults = {
        .size = sizeof defaults,
        .pool_prefixes = 1,
        .mn_id_subtype = 1,
        .address_modes = PMIP6_ADDRESS_STATELESS,
    };

    p6_args_defaults(p, size, &defaults, sizeof defaults);
}
