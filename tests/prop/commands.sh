#!/bin/sh
# The command line: exit codes 0 fine, 1 faults in the content, 2 wrong usage, 3 the
# machine; what goes to which stream; and folders that a build leaves alone.
#
#   tests/prop/commands.sh PROGRAM
set -u
program=$(realpath "$1")
tmp=$(mktemp -d) || exit 3
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 3
count=0 all=0

# said STATUS OUT ERR ARGUMENTS...: the exit status, and what each stream holds
# somewhere; "" is an empty stream, "*" anything.
said() {
  count=$((count + 1))
  want=$1 out_text=$2 err_text=$3
  shift 3
  "$program" "$@" >out 2>err
  status=$?
  if [ $status -eq "$want" ] && holds out "$out_text" && holds err "$err_text"; then
    echo "ok - $*"
  else
    all=1
    echo "not ok - $* ($status)"
    cat out err
  fi
}

holds() {
  case $2 in
    '') [ ! -s "$1" ] ;;
    '*') true ;;
    *) grep -qF -e "$2" "$1" ;;
  esac
}

mkdir -p good/content/guides bad/content/guides
echo 'title: Good' >good/content/site.yaml
echo '# Good' >good/content/guides/a.md
cp -r good/content bad/
echo '[x](gone.md)' >>bad/content/guides/a.md

said 0 'Usage: fingerpost COMMAND' '' --help
said 0 'Usage: fingerpost COMMAND' '' -h
said 0 'fingerpost 0.' '' --version
said 2 '' 'Usage: fingerpost COMMAND'
said 2 '' 'unrecognized command: bild' bild
said 0 '--out' '' build --help
said 0 '--today' '' check -h

said 0 'Built ' '' build -s good
said 0 '0 written, 0 removed' '' build --site=good -j1 --jobs 64
said 0 'Open out-1/index.html' '' build -sgood -oout-1
said 0 'No problems found in 1 guide.' '' check -s good/
said 1 '' 'error[F0501]' build -s bad
said 1 'error[F0501]' '' check -s bad
said 1 '::error file=bad/content/guides/a.md,line=2' '' check -s bad --format github
said 1 '"code":"F0501"' '' check -s bad --format=json
said 1 '' 'F0108' build -s .
said 2 '' "cannot open the site's folder: no such file or folder: nowhere" build -s nowhere
said 2 '' 'text, json or github' check -s good --format xml
said 2 '' 'unrecognized option: --fast' build --fast
said 2 '' 'Usage: fingerpost build' build -x
said 2 '' 'needs a value' build -s
said 2 '' 'needs a value' build --site=
said 2 '' 'takes no value: --today=1' check --today=1
said 2 '' 'unexpected argument: good' build good
for jobs in 0 -1 65 two 1.5 ''; do
  said 2 '' '*' build -s good -j "$jobs"
done

# Output folders: what Fingerpost did not make it does not touch.
mkdir -p full empty with-foreign
echo keep >full/file
echo keep >a-file
ln -s empty a-link
said 2 '' 'not empty and was not made by Fingerpost' build -s good -o full
said 2 '' 'not a folder' build -s good -o a-file
said 2 '' 'not a folder' build -s good -o a-link
said 2 '' 'must not hold the content' build -s good -o good
said 2 '' 'must not hold the content' build -s good -o good/content/out
said 0 'Built' '' build -s good -o empty
said 0 'Built' '' build -s good -o with-foreign
mkdir good/static
echo keep >with-foreign/static/mine.css
echo 'x' >good/static/mine.css
said 2 '' 'did not write is in the way' build -s good -o with-foreign
rm -r good/static
said 0 '0 written' '' build -s good -o with-foreign
for kept in full/file with-foreign/static/mine.css; do
  count=$((count + 1))
  if [ "$(cat $kept)" = keep ]; then
    echo "ok - $kept is kept"
  else
    all=1
    echo "not ok - $kept is kept"
  fi
done

said 0 'fingerpost build -s started' '' new started
said 0 'No problems found' '' check -s started
said 2 '' 'started' new started
said 2 '' 'Usage: fingerpost new' new
said 3 '' 'a-file' new a-file/below

cat >table.yaml <<'END'
fingerpost-cost: 1
id: table
title: Rent or buy
currency: USD
as_of: 2026-11-21
horizon: {default: 12 mo, range: [1 mo, 60 mo]}
units: {base: [USD, s], derived: {mo: 2629800 s}}
inputs:
  price: {unit: USD, default: 900, bounds: [0, 5000], vary: user, label: Price}
  plan: {unit: USD/mo, choice: {small: 40, large: 100}, default: small, vary: user}
alternatives:
  rent: {label: Rent, month: {fee: plan}}
  buy: {label: Buy, once: {pay: price}, gate: price < 4000 USD}
outputs:
  total: {per: alternative, unit: USD, is: once + H*per_month, label: Total}
  gap: {unit: USD, is: "total[buy] - total[rent]"}
scenarios:
  long: {horizon: 24 mo}
END
sed 's/H\*per_month/per_month/' table.yaml >broken.yaml
said 0 'Rent    480' '' cost table.yaml
said 0 'Total: least for Rent' '' cost table.yaml
said 0 'gap: -60 USD' '' cost table.yaml --scenario long
said 0 'Price: 1,200 USD' '' cost table.yaml --set price=1.2k
said 0 'Buy   4,500  (not available)' '' cost table.yaml --set price=4500
said 0 '{"id":"gap","alternative":"","value":1560,"text":"1,560","unit":"USD","low":null' '' \
  cost table.yaml --set plan=small --set=horizon=36 --set price=3e3 --json
said 0 '"state":"plan=large&horizon=24"' '' cost table.yaml --set plan=large --scenario=long --json
said 2 '' 'no such input: prize (inputs: price, plan, horizon)' cost table.yaml --set prize=3
said 2 '' '(allowed: a number from 0 to 5,000, in USD)' cost table.yaml --set price=5001
said 2 '' '(allowed: small, large)' cost table.yaml --set plan=medium
said 2 '' 'no such scenario: short (scenarios: long)' cost table.yaml --scenario short
said 2 '' 'ID=VALUE' cost table.yaml --set price
said 2 '' 'cannot read the file' cost none.yaml
said 2 '' 'Usage: fingerpost cost' cost
said 1 '' 'broken.yaml:15:51: error[F1003]' cost broken.yaml
# shellcheck disable=SC2046
said 0 'Price: 64 USD' '' cost table.yaml $(seq -f --set=price=%g 64)
# shellcheck disable=SC2046
said 2 '' 'given too often' cost table.yaml $(seq -f --set=price=%g 65)
echo "1..$count"
exit $all
