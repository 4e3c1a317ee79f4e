#!/bin/sh
# The same bits in every build: digests of formulas and functions by gcc and clang at
# -O0, -O2 and -O3, with wider vectors, and by WebAssembly under node. And a canary: a
# build that fuses multiplications with additions must differ, or this proves nothing.
# The same for the hashes of all cost tables, whose images tests/prop/hashes writes (and
# tests/prop/hashes.golden holds; tests/wasm/run compares the module that is shipped).
#
#   tests/prop/bits.sh
cd "$(dirname "$0")/../.." || exit 3
out=$(mktemp -d) || exit 3
trap 'rm -rf "$out"' EXIT
clang=clang-${LLVM:-14}
core=
cd generator/core && core=$(printf 'generator/core/%s ' vm*.c fmath.c arena.c mem.c sort.c sobol.c dist.c stat.c) && cd ../..
exact='-ffp-contract=off -fno-math-errno'
count=0 failed=0

# verdict same|other NAME FILE: what is printed has to be what the golden build printed, or not.
verdict() {
  count=$((count + 1))
  cmp -s "$out/golden" "$3" && is=same || is=other
  [ -s "$3" ] || is=nothing
  if [ "$is" = "$1" ]; then
    echo "ok $count - $2"
  else
    echo "not ok $count - $2"
    paste "$out/golden" "$3" | sed 's/^/# /'
    failed=1
  fi
}

# native same|other COMPILER FLAG...
native() {
  want=$1
  shift
  # The core is a list of files.
  # shellcheck disable=SC2086
  "$@" -std=c17 -D_GNU_SOURCE -Igenerator -o "$out/program" tests/prop/formulas.c $core &&
    "$out/program" --digests >"$out/got"
  verdict "$want" "$*" "$out/got"
  rm -f "$out/got" "$out/program"
}

cat >"$out/entry.c" <<'C'
#include "prop/digest.h"
_Noreturn void core_oom(ptrdiff_t want) {
  (void)want;
  __builtin_trap();
}
uint64_t entry(int what);
uint64_t entry(int what) {
  return what < DIGESTS ? digest_compute((enum digest_of)what) : 0;
}
C
cat >"$out/run.js" <<'JS'
WebAssembly.instantiate(require('fs').readFileSync(process.argv[2])).then(({ instance }) => {
  for (let i = 0, bits; (bits = instance.exports.entry(i)) !== 0n; i++)
    console.log(BigInt.asUintN(64, bits).toString(16).padStart(16, '0'));
});
JS

# wasm FLAG...
wasm() {
  for source in $core "$out/entry.c"; do
    # shellcheck disable=SC2086
    "$clang" --target=wasm32 -std=c17 -ffreestanding -nostdlibinc -fno-builtin -mbulk-memory $exact \
      -Igenerator -Itests "$@" -c -o "$out/$(basename "$source" .c).o" "$source" || return
  done
  "wasm-ld-${LLVM:-14}" --no-entry --export=entry -z stack-size=65536 -o "$out/bits.wasm" \
    "$out"/*.o && node "$out/run.js" "$out/bits.wasm" >"$out/got"
  verdict same "WebAssembly, $*" "$out/got"
  rm -f "$out/got"
}

# The golden values themselves are held by tests/prop/formulas.
# shellcheck disable=SC2086
gcc -O1 $exact -std=c17 -D_GNU_SOURCE -Igenerator -o "$out/program" tests/prop/formulas.c $core &&
  "$out/program" --digests >"$out/golden" || exit 1
vectors=
grep -qw avx2 /proc/cpuinfo 2>/dev/null && grep -qw fma /proc/cpuinfo && vectors=yes
for level in -O0 -O2 -O3; do
  for compiler in gcc "$clang"; do
    # shellcheck disable=SC2086
    native same "$compiler" $level $exact
  done
  wasm $level
done
wasm -Os
wasm -O3 -msimd128
if [ "$vectors" ]; then
  for compiler in gcc "$clang"; do
    # shellcheck disable=SC2086
    native same "$compiler" -O3 -mavx2 -mfma $exact
    native other "$compiler" -O2 -mfma -ffp-contract=fast -fno-math-errno
  done
fi

# The tables: the whole core, and a program that prints the hash of each image.
cat >"$out/hash.c" <<'C'
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/cost_session.h"

_Noreturn void core_oom(ptrdiff_t want) {
  (void)want;
  exit(3);
}
int main(int argc, char **argv) {
  static _Alignas(8) char image[1 << 20];
  static char memory[256 << 20];
  for (int i = 1; i < argc; i++) {
    arena a = {memory, memory + sizeof memory};
    struct cost c;
    FILE *f = fopen(argv[i], "rb");
    if (f == NULL || !cost_open((str){image, (ptrdiff_t)fread(image, 1, sizeof image, f)}, &c)) {
      return 1;
    }
    struct cost_session *s = cost_start(&c, &a);
    printf("%016" PRIx64 "\n", cost_hash(s, a));
    fclose(f);
  }
  return 0;
}
C
mkdir "$out/tables" && "${BUILD:-build}/native/tests/prop/hashes" --images "$out/tables" || exit 3

# tables same|other COMPILER FLAG...
tables() {
  want=$1
  shift
  "$@" -std=c17 -D_GNU_SOURCE -Igenerator -o "$out/program" "$out/hash.c" generator/core/*.c &&
    "$out/program" "$out"/tables/*.image >"$out/got"
  cp "$out/tables/golden" "$out/golden"
  verdict "$want" "cost tables, $*" "$out/got"
  rm -f "$out/got" "$out/program"
}

for level in -O0 -O2 -O3; do
  for compiler in gcc "$clang"; do
    # shellcheck disable=SC2086
    tables same "$compiler" $level $exact
  done
done
if [ "$vectors" ]; then
  for compiler in gcc "$clang"; do
    # shellcheck disable=SC2086
    tables same "$compiler" -O3 -mavx2 -mfma $exact
    tables other "$compiler" -O2 -mfma -ffp-contract=fast -fno-math-errno
  done
fi
echo "1..$count"
exit $failed
