/* The steps of flow_layout, and what hangs on what. For flow_*.c only. */
#ifndef FINGERPOST_RENDER_FLOW_NET_H
#define FINGERPOST_RENDER_FLOW_NET_H

#include "render/flow.h"

/* Rows, with a bend for each that a way passes, and the order in them. */
void flow_rows(struct flow *f, arena *a);
void flow_place(struct flow *f, arena scratch);

/* The neighbours of each node in the row above and in the row below. */
enum flow_side { FLOW_ABOVE, FLOW_BELOW };
struct flow_net {
  const int32_t *first[2]; /* by node, and one more: its neighbours start here */
  int32_t *near[2];
};
struct flow_net flow_net(const struct flow *f, arena *a);
/* How often ways cross. */
int64_t flow_crossings(const struct flow *f, const struct flow_net *net);

#endif
