/* SPDX-License-Identifier: MIT */
#include "names.h"

#include <pmip6/forward.h>
#include <pmip6/types.h>

#define COUNT(table) ((uint32_t)(sizeof(table) / sizeof(table)[0]))

const char *p6_name_of(const struct name *table, uint32_t count, int number,
                       const char *otherwise)
{
    for (uint32_t i = 0; i < count; i++) {
        if (table[i].number == number)
            return table[i].text;
    }
    return otherwise;
}

const char *p6_registered(const struct name_table *registry, uint64_t number)
{
    return number > INT16_MAX
               ? "unassigned"
               : p6_name_of(registry->names, registry->count, (int)number, "unassigned");
}

struct error_row {
    int number;
    const char *name;
    const char *sentence;
};

static const struct error_row errors[] = {
    {PMIP6_OK, "ok", "nothing went wrong"},
    {PMIP6_PENDING, "pending", "the answer comes later"},
    {PMIP6_ERR_INVALID, "invalid", "an argument is out of its range"},
    {PMIP6_ERR_VERSION, "version",
     "a struct, header or image is newer than this library"},
    {PMIP6_ERR_CALLBACK_MISSING, "callback-missing", "a required callback is not set"},
    {PMIP6_ERR_NOMEM, "no-memory", "the allocator gave no memory"},
    {PMIP6_ERR_LIMIT, "limit", "a configured bound is reached"},
    {PMIP6_ERR_REENTRANT, "reentrant",
     "called from inside a callback of the same handle"},
    {PMIP6_ERR_NOT_FOUND, "not-found", "there is no such thing"},
    {PMIP6_ERR_STATE, "state", "not possible in the present state"},
    {PMIP6_ERR_CALLBACK, "callback", "a callback of the host failed"},
    {PMIP6_ERR_ROOM, "room", "the buffer is too small"},
    {PMIP6_ERR_EXISTS, "exists", "it is there already"},
    {PMIP6_ERR_DAMAGED, "damaged", "the image is damaged"},
    {PMIP6_ERR_TRUNCATED, "truncated", "the message ends before its header says"},
    {PMIP6_ERR_PAYLOAD_PROTO, "payload-proto", "the Payload Proto field is not 59"},
    {PMIP6_ERR_HEADER_LENGTH, "header-length",
     "the Header Len field is too small for the type"},
    {PMIP6_ERR_CHECKSUM, "checksum", "the checksum is wrong"},
    {PMIP6_ERR_OPTION_TRUNCATED, "option-truncated",
     "an option runs past the message's end"},
    {PMIP6_ERR_OPTION_LENGTH, "option-length",
     "an option has a length that its type forbids"},
    {PMIP6_ERR_OPTION_DUPLICATE, "option-duplicate",
     "an option stands twice that may only once"},
    {PMIP6_ERR_PREFIX_LENGTH, "prefix-length", "a prefix length is above 128"},
    {PMIP6_ERR_MESSAGE_KIND, "message-kind",
     "of the messages that share its type it is an unknown one"},
    {PMIP6_ERR_MESSAGE_SIZE, "message-size",
     "the message would be longer than 2048 octets"},
    {PMIP6_ERR_OPTION_CONTENT, "option-content",
     "fields of an option contradict each other"},
};

const char *pmip6_error_name(int error)
{
    for (uint32_t i = 0; i < COUNT(errors); i++) {
        if (errors[i].number == error)
            return errors[i].name;
    }
    return "unknown-error";
}

const char *pmip6_strerror(int error)
{
    for (uint32_t i = 0; i < COUNT(errors); i++) {
        if (errors[i].number == error)
            return errors[i].sentence;
    }
    return "an error that this library does not know";
}

static const char *const drops[PMIP6_DROP_REASONS] = {
    [PMIP6_DROP_NONE] = NULL,
    [PMIP6_DROP_TRUNCATED] = "truncated",
    [PMIP6_DROP_PAYLOAD_PROTO] = "payload_proto",
    [PMIP6_DROP_HEADER_LENGTH] = "header_length",
    [PMIP6_DROP_CHECKSUM] = "checksum",
    [PMIP6_DROP_MALFORMED_OPTION] = "malformed_option",
    [PMIP6_DROP_UNKNOWN_TYPE] = "unknown_type",
    [PMIP6_DROP_UNPROTECTED] = "unprotected",
    [PMIP6_DROP_SOURCE] = "source",
    [PMIP6_DROP_DESTINATION] = "destination",
    [PMIP6_DROP_NOT_PROXY] = "not_proxy",
    [PMIP6_DROP_RETURN_ROUTABILITY] = "return_routability",
    [PMIP6_DROP_RATE_LIMITED] = "rate_limited",
    [PMIP6_DROP_NO_SESSION] = "no_session",
    [PMIP6_DROP_NOT_CURRENT_MAG] = "not_current_mag",
    [PMIP6_DROP_REPEATED_REQUEST] = "repeated_request",
    [PMIP6_DROP_UNMATCHED] = "unmatched",
    [PMIP6_DROP_ECHO_MISMATCH] = "echo_mismatch",
    [PMIP6_DROP_NOT_LMA] = "not_lma",
    [PMIP6_DROP_ND_MALFORMED] = "nd_malformed",
    [PMIP6_DROP_ND_HOP_LIMIT] = "nd_hop_limit",
    [PMIP6_DROP_ND_SOURCE] = "nd_source",
};

const char *pmip6_drop_name(uint32_t reason)
{
    return reason < PMIP6_DROP_REASONS ? drops[reason] : NULL;
}

static const struct name forward_reasons[] = {
    {PMIP6_FORWARD_OK, "forwarded"},
    {PMIP6_FORWARD_NO_BINDING, "no-binding"},
    {PMIP6_FORWARD_LINK_LOCAL, "link-local"},
    {PMIP6_FORWARD_WRONG_TUNNEL, "wrong-tunnel"},
    {PMIP6_FORWARD_SPOOFED_SOURCE, "spoofed-source"},
    {PMIP6_FORWARD_DEREGISTERING, "deregistering"},
    {PMIP6_FORWARD_MULTICAST_SCOPE, "multicast-scope"},
    {PMIP6_FORWARD_NOT_HOSTED, "not-hosted"},
    {PMIP6_FORWARD_UNROUTABLE, "unroutable"},
};

const char *pmip6_forward_reason_name(uint32_t reason)
{
    return p6_name_of(forward_reasons, COUNT(forward_reasons), (int)reason, NULL);
}
