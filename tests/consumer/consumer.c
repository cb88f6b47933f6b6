/* SPDX-License-Identifier: MIT */
/* Uses the installed library from outside, as C99 and as C++: decodes a message, fails to make
 * an LMA without callbacks, prepares what is filled, and tells versions. */
#include <pmip6/pmip6.h>

#include <string.h>

int main(void)
{
    static const uint8_t refresh_request[8] = {59, 0, 0, 0, 0, 0, 0, 0};
    struct pmip6_option options[4];
    struct pmip6_message m;
    struct pmip6_traffic_selector selector;
    struct pmip6_bytes octets;
    struct pmip6_lma_config config;
    struct pmip6_lma_callbacks callbacks;
    struct pmip6_binding_view binding;
    struct pmip6_attachment_view attachment;
    struct pmip6_lma_status lma_status;
    struct pmip6_mag_status mag_status;
    uint32_t cursor = 0;
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
    if (pmip6_traffic_selector_decode(PMIP6_SELECTOR_IPV4, octets, &selector) !=
        PMIP6_ERR_OPTION_LENGTH)
        return 5;
    pmip6_lma_config_init(&config, PMIP6_RFC5213);
    pmip6_lma_callbacks_init(&callbacks);
    config.address.octets[0] = 0x20;
    if (pmip6_lma_new(&lma, &config, &callbacks, NULL) != PMIP6_ERR_CALLBACK_MISSING)
        return 3;
    pmip6_binding_view_init(&binding);
    pmip6_attachment_view_init(&attachment);
    pmip6_lma_status_init(&lma_status);
    pmip6_mag_status_init(&mag_status);
    if (pmip6_lma_next_binding(lma, &cursor, &binding) != PMIP6_ERR_INVALID ||
        pmip6_mag_next_attachment(NULL, &cursor, &attachment) != PMIP6_ERR_INVALID ||
        pmip6_lma_get_status(lma, &lma_status) != PMIP6_ERR_INVALID ||
        pmip6_mag_get_status(NULL, &mag_status) != PMIP6_ERR_INVALID)
        return 4;
    return 0;
}
