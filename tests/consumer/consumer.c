/* SPDX-License-Identifier: MIT */
/* Uses the installed library from outside, as C99 and as C++: decodes a message, fails to make
 * an LMA without callbacks, and tells versions. */
#include <pmip6/pmip6.h>

#include <string.h>

int main(void)
{
    static const uint8_t refresh_request[8] = {59, 0, 0, 0, 0, 0, 0, 0};
    struct pmip6_option options[4];
    struct pmip6_message m;
    struct pmip6_bytes octets;
    struct pmip6_lma_config config;
    struct pmip6_lma_callbacks callbacks;
    pmip6_lma *lma;

    octets.data = refresh_request;
    octets.length = sizeof refresh_request;
    if (pmip6_version_check(PMIP6_VERSION_NUMBER) != 0 ||
        strcmp(pmip6_version(), PMIP6_VERSION) != 0)
        return 1;
    pmip6_message_init(&m, options, 4);
    if (pmip6_message_decode(&m, octets, NULL, NULL, NULL) != 0 ||
        strcmp(pmip6_message_name(&m), "BRR") != 0)
        return 2;
    pmip6_lma_config_init(&config, PMIP6_RFC5213);
    pmip6_lma_callbacks_init(&callbacks);
    config.address.octets[0] = 0x20;
    if (pmip6_lma_new(&lma, &config, &callbacks, NULL) != PMIP6_ERR_CALLBACK_MISSING)
        return 3;
    return 0;
}
