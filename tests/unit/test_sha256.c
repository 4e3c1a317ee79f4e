#include "unit.h"

#include "core/sha256.h"

static const struct {
  str text, hash;
} known[] = {
    /* FIPS 180-2, appendix B, and NIST's example of the empty text */
    {STR_INIT(""), STR_INIT("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")},
    {STR_INIT("abc"), STR_INIT("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")},
    {STR_INIT("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
     STR_INIT("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")},
    {STR_INIT("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
              "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
     STR_INIT("cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1")},
};

static str hex_of(arena *a, str text) {
  struct sha256 hash = sha256_of(text);
  buf b = buf_new(a, 64);
  sha256_hex(&hash, &b);
  assert_false(b.full);
  return buf_text(&b);
}

static void test_known_hashes(void **state) {
  (void)state;
  arena a = unit_arena();
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    assert_str_equal(hex_of(&a, known[i].text), known[i].hash);
  }
}

static void test_a_million_times_a(void **state) {
  (void)state;
  arena a = unit_arena();
  buf b = buf_new(&a, 1000000);
  buf_fill(&b, 'a', 1000000);
  assert_str_equal(hex_of(&a, buf_text(&b)),
                   STR("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
}

/* The length no longer fits behind the text in its last block from 56 bytes on: as sha256sum says.
 */
static void test_ends_of_blocks(void **state) {
  (void)state;
  static const struct {
    ptrdiff_t length;
    str hash;
  } ends[] = {
      {55, STR_INIT("9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318")},
      {56, STR_INIT("b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a")},
      {63, STR_INIT("7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34")},
      {64, STR_INIT("ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb")},
  };
  arena a = unit_arena();
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    buf b = buf_new(&a, ends[i].length);
    buf_fill(&b, 'a', ends[i].length);
    assert_str_equal(hex_of(&a, buf_text(&b)), ends[i].hash);
  }
}

static void test_source_of_a_policy(void **state) {
  (void)state;
  arena a = unit_arena();
  struct sha256 hash = sha256_of(STR("alert('Hello, world.');"));
  buf b = buf_new(&a, 60);
  sha256_source(&hash, &b);
  /* The example of the CSP specification. */
  assert_str_equal(buf_text(&b), STR("sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_known_hashes),
      cmocka_unit_test(test_a_million_times_a),
      cmocka_unit_test(test_ends_of_blocks),
      cmocka_unit_test(test_source_of_a_policy),
  };
  return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
