#!/bin/sh
# The same bits in every build: digests of formulas and functions by gcc and clang at
# -O0, -O2 and -O3, with wider vectors, and by WebAssembly under node. And a canary: a
# build that fuses multiplications with additions must differ, or this proves nothing.
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
echo "1..$count"
exit $failed
