/* SPDX-License-Identifier: MIT */
#ifndef SIM_QUEUE_H
#define SIM_QUEUE_H

/* What is going to happen, in the order of time; what comes at the same moment, in the
 * order it was put in. */

#include <stddef.h>
#include <stdint.h>

/* Microseconds since the world began. */
typedef uint64_t sim_time;

#define SIM_MS(n)  ((sim_time)(n)*1000)
#define SIM_SEC(n) ((sim_time)(n)*1000000)

struct happening {
    sim_time at;
    uint64_t order;
    uint32_t kind;
    uint32_t domain;
    uint32_t who;
    uint32_t number;
};

struct queue {
    struct happening *heap;
    size_t count;
    size_t room;
    uint64_t order;
};

void queue_put(struct queue *q, struct happening h);
struct happening queue_take(struct queue *q); /* of one that is not empty */
void queue_fini(struct queue *q);

#endif
