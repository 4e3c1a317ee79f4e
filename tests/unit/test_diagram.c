#include "core/diagram.h"
#include "unit.h"

/* The largest diagram takes some 130 MB while it doubles. */
enum { MEMORY = 256 << 20 };
static char memory[MEMORY];

static arena large_arena(void) {
  return (arena){memory, memory + sizeof memory};
}

enum { LEAF_A = 7, LEAF_B, LEAF_C };
#define A (DIAGRAM_LEAF + LEAF_A)
#define B (DIAGRAM_LEAF + LEAF_B)
#define C (DIAGRAM_LEAF + LEAF_C)

static const uint32_t small[] = {2, 3, 2, 4};
enum { SMALL = 4, PRODUCT = 2 * 3 * 2 * 4 };

static diagram_ref value_at(const struct diagram *d, diagram_ref r, const uint32_t *cells) {
  while (!diagram_is_leaf(r)) {
    r = diagram_children(d, r)[cells[diagram_question(d, r)]];
  }
  return r;
}

/* The i-th combination of cells. */
static void cells_of(uint32_t i, uint32_t cells[SMALL]) {
  for (int q = 0; q < SMALL; q++) {
    cells[q] = i % small[q];
    i /= small[q];
  }
}

static void tells_leaves_from_nodes(void **state) {
  (void)state;
  arena a = unit_arena();
  struct diagram *d = diagram_new(&a, small, SMALL);
  diagram_ref children[] = {A, B, C};
  diagram_ref node = diagram_node(d, 1, children);
  assert_true(diagram_is_leaf(A));
  assert_int_equal(diagram_outcome(A), LEAF_A);
  assert_false(diagram_is_leaf(node));
  assert_int_equal(diagram_question(d, node), 1);
  assert_int_equal(diagram_cell_count(d, 1), 3);
  assert_memory_equal(diagram_children(d, node), children, sizeof children);
}

static void has_equal_nodes_once(void **state) {
  (void)state;
  arena a = unit_arena();
  struct diagram *d = diagram_new(&a, small, SMALL);
  diagram_ref first = diagram_node(d, 0, (diagram_ref[]){A, B});
  assert_int_equal(diagram_node(d, 0, (diagram_ref[]){A, B}), first);
  assert_int_not_equal(diagram_node(d, 0, (diagram_ref[]){B, A}), first);
  assert_int_not_equal(diagram_node(d, 2, (diagram_ref[]){A, B}), first);
  assert_int_equal(diagram_node(d, 1, (diagram_ref[]){C, C, C}), C);
  assert_int_equal(diagram_node(d, 1, (diagram_ref[]){first, first, first}), first);
}

static void makes_conditions_of_cells(void **state) {
  (void)state;
  arena a = unit_arena();
  struct diagram *d = diagram_new(&a, small, SMALL);
  diagram_ref middle = diagram_cells(d, 3, 1, 3);
  for (uint32_t c = 0; c < 4; c++) {
    uint32_t cells[SMALL] = {0, 0, 0, c};
    assert_int_equal(value_at(d, middle, cells), c == 1 || c == 2 ? DIAGRAM_TRUE : DIAGRAM_FALSE);
  }
  assert_int_equal(diagram_cells(d, 3, 0, 4), DIAGRAM_TRUE);
  assert_int_equal(diagram_cells(d, 3, 2, 2), DIAGRAM_FALSE);
}

static void follows_logic(void **state) {
  (void)state;
  arena a = unit_arena();
  struct diagram *d = diagram_new(&a, small, SMALL);
  diagram_ref x = diagram_cells(d, 0, 1, 2);
  diagram_ref y = diagram_cells(d, 1, 1, 3);
  diagram_ref z = diagram_cells(d, 3, 0, 2);
  diagram_ref all = diagram_and(d, diagram_and(d, x, y), z);
  diagram_ref some = diagram_or(d, diagram_or(d, z, y), x);
  diagram_ref pick = diagram_if(d, y, x, z);
  for (uint32_t i = 0; i < PRODUCT; i++) {
    uint32_t cells[SMALL];
    cells_of(i, cells);
    bool at_x = cells[0] == 1;
    bool at_y = cells[1] >= 1;
    bool at_z = cells[3] < 2;
    assert_int_equal(value_at(d, all, cells), DIAGRAM_FALSE + (at_x && at_y && at_z));
    assert_int_equal(value_at(d, some, cells), DIAGRAM_FALSE + (at_x || at_y || at_z));
    assert_int_equal(value_at(d, pick, cells), DIAGRAM_FALSE + (at_y ? at_x : at_z));
  }
  /* Equal functions are the same node. */
  assert_int_equal(diagram_and(d, z, diagram_and(d, y, x)), all);
  assert_int_equal(diagram_not(d, diagram_not(d, pick)), pick);
  diagram_ref none = diagram_and(d, diagram_not(d, x), diagram_not(d, y));
  assert_int_equal(diagram_not(d, diagram_and(d, none, diagram_not(d, z))), some);
  assert_int_equal(diagram_or(d, x, diagram_not(d, x)), DIAGRAM_TRUE);
  assert_int_equal(diagram_and(d, x, diagram_not(d, x)), DIAGRAM_FALSE);
}

static void chooses_between_outcomes(void **state) {
  (void)state;
  arena a = unit_arena();
  struct diagram *d = diagram_new(&a, small, SMALL);
  diagram_ref x = diagram_cells(d, 0, 0, 1);
  diagram_ref later = diagram_node(d, 2, (diagram_ref[]){A, B});
  assert_int_equal(diagram_if(d, DIAGRAM_TRUE, A, B), A);
  assert_int_equal(diagram_if(d, DIAGRAM_FALSE, A, B), B);
  assert_int_equal(diagram_if(d, x, later, later), later);
  assert_int_equal(diagram_if(d, x, DIAGRAM_TRUE, DIAGRAM_FALSE), x);
  assert_int_equal(diagram_if(d, x, later, C), diagram_node(d, 0, (diagram_ref[]){later, C}));
}

/* A switch whose children ask earlier questions, its own, and later ones. */
static void switches_whatever_the_children_ask(void **state) {
  (void)state;
  arena a = unit_arena();
  struct diagram *d = diagram_new(&a, small, SMALL);
  diagram_ref earlier = diagram_node(d, 0, (diagram_ref[]){A, B});
  diagram_ref own = diagram_node(d, 1, (diagram_ref[]){C, A, B});
  diagram_ref later = diagram_node(d, 3, (diagram_ref[]){A, B, B, C});
  const diagram_ref cases[][3] = {{A, A, A},
                                  {A, B, C},
                                  {later, A, later},
                                  {own, own, own},
                                  {A, own, later},
                                  {earlier, A, B},
                                  {later, own, own},
                                  {C, later, earlier},
                                  {own, earlier, later},
                                  {earlier, A, earlier}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    diagram_ref got = diagram_switch(d, 1, cases[k]);
    for (uint32_t i = 0; i < PRODUCT; i++) {
      uint32_t cells[SMALL];
      cells_of(i, cells);
      if (value_at(d, got, cells) != value_at(d, cases[k][cells[1]], cells)) {
        fail_msg("row %zu, combination %u", k, i);
      }
    }
  }
  assert_int_equal(diagram_switch(d, 1, cases[3]), own);
}

/* 200 cells with 200 different children, all of which ask an earlier question. */
static void switches_many_cells(void **state) {
  (void)state;
  enum { MANY = 200 };
  arena a = unit_arena();
  const uint32_t cells[] = {2, MANY};
  struct diagram *d = diagram_new(&a, cells, 2);
  diagram_ref children[MANY];
  diagram_ref want[2][MANY];
  for (uint32_t c = 0; c < MANY; c++) {
    want[0][c] = DIAGRAM_LEAF + c;
    want[1][c] = DIAGRAM_LEAF + c * 7 % MANY;
    children[c] = diagram_node(d, 0, (diagram_ref[]){want[0][c], want[1][c]});
  }
  diagram_ref under[] = {diagram_node(d, 1, want[0]), diagram_node(d, 1, want[1])};
  assert_int_equal(diagram_switch(d, 1, children), diagram_node(d, 0, under));
  assert_false(diagram_is_full(d));
}

static void counts_what_is_reached(void **state) {
  (void)state;
  arena a = unit_arena();
  struct diagram *d = diagram_new(&a, small, SMALL);
  diagram_ref low = diagram_node(d, 3, (diagram_ref[]){A, B, B, A});
  diagram_ref other = diagram_node(d, 3, (diagram_ref[]){B, B, B, A});
  diagram_ref mid = diagram_node(d, 2, (diagram_ref[]){low, C});
  diagram_ref root = diagram_node(d, 0, (diagram_ref[]){mid, low});
  const bool *reached = diagram_reach(d, root, &a);
  assert_true(reached[root] && reached[mid] && reached[low] && !reached[other]);
  assert_int_equal(diagram_size(d, root, a), 3);
  assert_int_equal(diagram_size(d, other, a), 1);
  assert_int_equal(diagram_size(d, A, a), 0);
  assert_null(diagram_reach(d, A, &a));
}

/* The longest chain: whether an odd number of questions is answered yes. */
static void is_as_deep_as_there_are_questions(void **state) {
  (void)state;
  arena a = unit_arena();
  uint32_t cells[DIAGRAM_QUESTIONS_MAX];
  for (int q = 0; q < DIAGRAM_QUESTIONS_MAX; q++) {
    cells[q] = 2;
  }
  struct diagram *d = diagram_new(&a, cells, DIAGRAM_QUESTIONS_MAX);
  diagram_ref odd = DIAGRAM_FALSE;
  for (uint32_t q = 0; q < DIAGRAM_QUESTIONS_MAX; q++) {
    odd = diagram_if(d, diagram_cells(d, q, 1, 2), diagram_not(d, odd), odd);
  }
  assert_false(diagram_is_full(d));
  assert_int_equal(diagram_size(d, odd, a), 2 * DIAGRAM_QUESTIONS_MAX - 1);
  assert_int_equal(diagram_or(d, odd, diagram_not(d, odd)), DIAGRAM_TRUE);
  assert_int_equal(diagram_if(d, odd, diagram_not(d, odd), odd), DIAGRAM_FALSE);
}

static bool can_ask(uint32_t questions, uint32_t cells) {
  arena a = unit_arena();
  uint32_t *all = NEW(&a, uint32_t, (ptrdiff_t)questions);
  for (uint32_t q = 0; q < questions; q++) {
    all[q] = cells;
  }
  struct diagram *d = diagram_new(&a, all, questions);
  return !diagram_is_full(d);
}

static void takes_so_many_questions_and_cells(void **state) {
  (void)state;
  assert_true(can_ask(0, 1));
  assert_true(can_ask(DIAGRAM_QUESTIONS_MAX, DIAGRAM_CELLS_MAX));
  assert_false(can_ask(DIAGRAM_QUESTIONS_MAX + 1, 2));
  assert_false(can_ask(1, DIAGRAM_CELLS_MAX + 1));
  assert_false(can_ask(1, 0));
}

/* Two leaves each: as many different nodes as wanted. */
static void is_full_of_nodes(void **state) {
  (void)state;
  arena a = large_arena();
  const uint32_t cells[] = {2, 2};
  struct diagram *d = diagram_new(&a, cells, 2);
  diagram_ref node = 0;
  for (uint32_t i = 0; i < DIAGRAM_NODES_MAX; i++) {
    diagram_ref children[] = {DIAGRAM_LEAF + i / 1000, DIAGRAM_LEAF + 1000 + i % 1000};
    node = diagram_node(d, 1, children);
    if (node != i) {
      fail_msg("node %u is number %u", i, node);
    }
  }
  assert_false(diagram_is_full(d));
  diagram_ref known[] = {DIAGRAM_LEAF, DIAGRAM_LEAF + 1000};
  assert_int_equal(diagram_node(d, 1, known), 0);
  assert_false(diagram_is_full(d));
  diagram_ref more[] = {node, A};
  (void)diagram_node(d, 0, more);
  assert_true(diagram_is_full(d));
  /* And it stays so, whatever is asked. */
  assert_true(diagram_is_leaf(diagram_node(d, 1, known)));
  assert_true(diagram_is_leaf(diagram_cells(d, 0, 0, 1)));
  assert_true(diagram_is_leaf(diagram_switch(d, 1, known)));
  assert_true(diagram_is_leaf(diagram_if(d, 0, A, node)));
  assert_true(diagram_is_full(d));
}

static void is_full_of_children(void **state) {
  (void)state;
  arena a = large_arena();
  const uint32_t cells[] = {2, DIAGRAM_CELLS_MAX};
  struct diagram *d = diagram_new(&a, cells, 2);
  static diagram_ref children[DIAGRAM_CELLS_MAX];
  diagram_ref node = 0;
  for (uint32_t i = 0; i < DIAGRAM_CHILDREN_MAX / DIAGRAM_CELLS_MAX; i++) {
    children[0] = DIAGRAM_LEAF + i + 1;
    children[1] = DIAGRAM_LEAF;
    node = diagram_node(d, 1, children);
  }
  assert_int_equal(node, DIAGRAM_CHILDREN_MAX / DIAGRAM_CELLS_MAX - 1);
  assert_false(diagram_is_full(d));
  (void)diagram_node(d, 0, (diagram_ref[]){node, A});
  assert_true(diagram_is_full(d));
}

/* A function with more nodes than there may be: it ends soon, and says so. */
static void gives_up_in_time(void **state) {
  (void)state;
  enum { PAIRS = 24 };
  arena a = large_arena();
  uint32_t cells[2 * PAIRS];
  for (int q = 0; q < 2 * PAIRS; q++) {
    cells[q] = 2;
  }
  struct diagram *d = diagram_new(&a, cells, 2 * PAIRS);
  diagram_ref some = DIAGRAM_FALSE; /* q0 and q24, or q1 and q25, ...: 2^24 nodes in this order */
  for (uint32_t q = 0; q < PAIRS; q++) {
    diagram_ref first = diagram_cells(d, q, 1, 2);
    diagram_ref second = diagram_cells(d, q + PAIRS, 1, 2);
    some = diagram_or(d, some, diagram_and(d, first, second));
  }
  assert_true(diagram_is_full(d));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tells_leaves_from_nodes),
      cmocka_unit_test(has_equal_nodes_once),
      cmocka_unit_test(makes_conditions_of_cells),
      cmocka_unit_test(follows_logic),
      cmocka_unit_test(chooses_between_outcomes),
      cmocka_unit_test(switches_whatever_the_children_ask),
      cmocka_unit_test(switches_many_cells),
      cmocka_unit_test(counts_what_is_reached),
      cmocka_unit_test(is_as_deep_as_there_are_questions),
      cmocka_unit_test(takes_so_many_questions_and_cells),
      cmocka_unit_test(is_full_of_nodes),
      cmocka_unit_test(is_full_of_children),
      cmocka_unit_test(gives_up_in_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
