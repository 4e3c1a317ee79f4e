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
cost=
cd generator/core &&
  core=$(printf 'generator/core/%s ' vm*.c fmath.c arena.c mem.c sort.c sobol.c dist.c stat.c) &&
  cost=$(printf 'generator/core/%s ' cost*.c pack.c state.c buf.c str.c utf8*.c num*.c decimal.c sha256.c map.c base64.c chart*.c slide.c html.c) &&
  cost="$cost $core" && cd ../..
exact='-ffp-contract=off -fno-math-errno'
count=0 running=0
jobs=$(nproc)

# begin same|other GOLDEN NAME COMMAND...: a build that has to print what is in the file GOLDEN, or
# not. COMMAND gets a folder, where it leaves what it printed as `got`. As many run at a time as
# there are processors.
begin() {
  count=$((count + 1))
  mkdir "$out/$count"
  printf '%s\n' "$1" "$2" "$3" >"$out/$count/about"
  shift 3
  work=$1
  shift
  "$work" "$out/$count" "$@" &
  running=$((running + 1))
  [ $((running % jobs)) -ne 0 ] || wait
}

# What all of them printed, in the order in which they began.
verdicts() {
  wait
  failed=0 n=0
  while [ $n -lt $count ]; do
    n=$((n + 1))
    { read -r want && read -r golden && read -r name; } <"$out/$n/about"
    cmp -s "$golden" "$out/$n/got" && is=same || is=other
    [ -s "$out/$n/got" ] || is=nothing
    if [ "$is" = "$want" ]; then
      echo "ok $n - $name"
    else
      echo "not ok $n - $name"
      paste "$golden" "$out/$n/got" | sed 's/^/# /'
      failed=1
    fi
  done
  echo "1..$count"
  return $failed
}

# native same|other COMPILER FLAG...
native() {
  want=$1
  shift
  begin "$want" "$out/golden" "$*" run_native "$@"
}
run_native() {
  folder=$1
  shift
  # The core is a list of files.
  # shellcheck disable=SC2086
  "$@" -std=c17 -D_GNU_SOURCE -Igenerator -o "$folder/program" tests/prop/formulas.c $core &&
    "$folder/program" --digests >"$folder/got"
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
wasm() { begin same "$out/golden" "WebAssembly, $*" run_wasm "$@"; }
run_wasm() {
  folder=$1
  shift
  for source in $core "$out/entry.c"; do
    # shellcheck disable=SC2086
    "$clang" --target=wasm32 -std=c17 -ffreestanding -nostdlibinc -fno-builtin -mbulk-memory $exact \
      -Igenerator -Itests "$@" -c -o "$folder/$(basename "$source" .c).o" "$source" || return
  done
  "wasm-ld-${LLVM:-14}" --no-entry --export=entry -z stack-size=65536 -o "$folder/bits.wasm" \
    "$folder"/*.o && node "$out/run.js" "$folder/bits.wasm" >"$folder/got"
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

# The tables: what the engine of costs is made of, and a program that prints the hash of each image.
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
  begin "$want" "$out/tables/golden" "cost tables, $*" run_tables "$@"
}
run_tables() {
  folder=$1
  shift
  # shellcheck disable=SC2086
  "$@" -std=c17 -D_GNU_SOURCE -Igenerator -o "$folder/program" "$out/hash.c" $cost &&
    "$folder/program" "$out"/tables/*.image >"$folder/got"
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
verdicts
