/* SPDX-License-Identifier: MIT */
/* The library's own release, and whether it fits the headers of its caller. */
#include <pmip6/version.h>

const char *pmip6_version(void)
{
    return PMIP6_VERSION;
}

int pmip6_version_check(uint32_t number)
{
    uint32_t major = number >> 16;
    uint32_t minor = number >> 8 & 0xff;

    if (major != (uint32_t)PMIP6_VERSION_MAJOR || minor > (uint32_t)PMIP6_VERSION_MINOR)
        return PMIP6_ERR_VERSION;
    return 0;
}
