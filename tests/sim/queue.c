/* SPDX-License-Identifier: MIT */
#include "queue.h"

#include <stdio.h>
#include <stdlib.h>

static int before(const struct happening *a, const struct happening *b)
{
    return a->at != b->at ? a->at < b->at : a->order < b->order;
}

static void swap(struct happening *a, struct happening *b)
{
    struct happening c = *a;

    *a = *b;
    *b = c;
}

static void make_room(struct queue *q)
{
    struct happening *grown;

    if (q->count < q->room)
        return;
    q->room = q->room ? 2 * q->room : 1024;
    grown = realloc(q->heap, q->room * sizeof *grown);
    if (!grown) {
        fputs("sim: out of memory\n", stderr);
        exit(1);
    }
    q->heap = grown;
}

void queue_put(struct queue *q, struct happening h)
{
    size_t i = q->count;

    make_room(q);
    h.order = q->order++;
    q->heap[q->count++] = h;
    for (; i > 0 && before(&q->heap[i], &q->heap[(i - 1) / 2]); i = (i - 1) / 2)
        swap(&q->heap[i], &q->heap[(i - 1) / 2]);
}

struct happening queue_take(struct queue *q)
{
    struct happening first = q->heap[0];
    size_t i = 0;

    q->heap[0] = q->heap[--q->count];
    for (;;) {
        size_t child = 2 * i + 1;

        if (child >= q->count)
            break;
        if (child + 1 < q->count && before(&q->heap[child + 1], &q->heap[child]))
            child++;
        if (!before(&q->heap[child], &q->heap[i]))
            break;
        swap(&q->heap[child], &q->heap[i]);
        i = child;
    }
    return first;
}

void queue_fini(struct queue *q)
{
    free(q->heap);
    q->heap = NULL;
    q->count = q->room = 0;
}
