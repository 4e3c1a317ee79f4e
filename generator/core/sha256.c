#include "core/sha256.h"

#include "core/base64.h"
#include "core/mem.h"

enum { BLOCK = 64, ROUNDS = 64, WORDS = 8 };

/* FIPS 180-4, 4.2.2: of the cube roots of the first 64 primes. */
static const uint32_t constants[ROUNDS] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t turn(uint32_t x, int by) {
  return x >> by | x << (32 - by);
}

static uint32_t word_at(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void schedule(const uint8_t *block, uint32_t w[ROUNDS]) {
  for (int i = 0; i < 16; i++) {
    w[i] = word_at(block + (ptrdiff_t)i * 4);
  }
  for (int i = 16; i < ROUNDS; i++) {
    uint32_t a = w[i - 15];
    uint32_t b = w[i - 2];
    uint32_t small_a = turn(a, 7) ^ turn(a, 18) ^ a >> 3;
    uint32_t small_b = turn(b, 17) ^ turn(b, 19) ^ b >> 10;
    w[i] = w[i - 16] + small_a + w[i - 7] + small_b;
  }
}

/* 6.2.2; s[0] to s[7] are its a to h. */
static void compress(uint32_t state[WORDS], const uint8_t *block) {
  uint32_t w[ROUNDS];
  uint32_t s[WORDS];
  schedule(block, w);
  mem_copy(s, state, (ptrdiff_t)sizeof s);
  for (int i = 0; i < ROUNDS; i++) {
    uint32_t large_e = turn(s[4], 6) ^ turn(s[4], 11) ^ turn(s[4], 25);
    uint32_t choose = (s[4] & s[5]) ^ (~s[4] & s[6]);
    uint32_t first = s[7] + large_e + choose + constants[i] + w[i];
    uint32_t large_a = turn(s[0], 2) ^ turn(s[0], 13) ^ turn(s[0], 22);
    uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
    for (int k = WORDS - 1; k > 0; k--) {
      s[k] = s[k - 1];
    }
    s[4] += first;
    s[0] = first + large_a + majority;
  }
  for (int k = 0; k < WORDS; k++) {
    state[k] += s[k];
  }
}

struct sha256 sha256_of(str text) {
  uint32_t state[WORDS] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                           0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  ptrdiff_t done = 0;
  for (; text.n - done >= BLOCK; done += BLOCK) {
    compress(state, (const uint8_t *)text.s + done);
  }
  /* What is left, a bit that is set, zeros, and the length in bits: in one block or two. */
  uint8_t last[2 * BLOCK] = {0};
  ptrdiff_t left = text.n - done;
  if (left > 0) {
    mem_copy(last, text.s + done, left);
  }
  last[left] = 0x80;
  ptrdiff_t size = left < BLOCK - 8 ? BLOCK : 2 * BLOCK;
  for (int i = 0; i < 8; i++) {
    last[size - 1 - i] = (uint8_t)((uint64_t)text.n * 8 >> 8 * i);
  }
  for (ptrdiff_t at = 0; at < size; at += BLOCK) {
    compress(state, last + at);
  }
  struct sha256 hash = {{0}};
  for (int i = 0; i < SHA256_BYTES; i++) {
    hash.bytes[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
  }
  return hash;
}

void sha256_hex(const struct sha256 *hash, buf *out) {
  for (int i = 0; i < SHA256_BYTES; i++) {
    buf_hex(out, hash->bytes[i], 2);
  }
}

void sha256_source(const struct sha256 *hash, buf *out) {
  buf_str(out, STR("sha256-"));
  base64_encode(out, (str){(const char *)hash->bytes, SHA256_BYTES});
}
