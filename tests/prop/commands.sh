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
echo "1..$count"
exit $all
