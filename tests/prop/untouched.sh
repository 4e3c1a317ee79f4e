#!/bin/sh
# A site with an error is not published, and the last good one stays to the byte:
# no file is written, removed or touched. One fault gives one diagnostic, and all
# builds of one content give the same bytes.
#
#   tests/prop/untouched.sh PROGRAM
set -u
program=$(realpath "$1")
tmp=$(mktemp -d) || exit 3
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 3
count=0 all=0

# try WHAT COMMAND...: prints the result as a line of TAP.
try() {
  what=$1
  shift
  count=$((count + 1))
  if "$@" >log 2>&1; then
    echo "ok - $what"
  else
    all=1
    echo "not ok - $what"
    head -n 50 log
  fi
}

# What is published: bytes, times, and which files these are.
state() {
  (cd out && find . -printf '%p %y %i %m %T@ %C@ %s\n' | sort && find . -type f | sort | xargs cksum)
}

make_site() {
  mkdir -p site/content/guides/more site/templates site/static
  printf 'title: A site\nnav: [{section: All, folder: guides}]\n' >site/content/site.yaml
  echo '{{{body}}}' >site/templates/section.mustache
  echo 'body { color: black }' >site/static/own.css
  for i in $(seq 60); do
    next=$((i % 60 + 1))
    printf '# Page %d\n\n[next](../more/%d.md#page-%d) and [a file](file.txt)\n' "$i" "$next" "$next" \
      >site/content/guides/more/"$i".md
  done
  echo 'text' >site/content/guides/more/file.txt
}

built() {
  "$program" build -s site -o out
}

# refused CODE: one diagnostic, that one, exit status 1, and nothing published.
refused() {
  state >before
  built 2>errors
  status=$?
  cat errors
  state | diff before - && [ $status -eq 1 ] && grep -q "error\[$1\]" errors &&
    [ "$(grep -c 'error\[F\|warning\[F' errors)" -eq 1 ]
}

# fault WHAT CODE FILE COMMAND: with a file changed, made or removed, then as before.
fault() {
  rm -f kept
  [ ! -e "site/$3" ] || cp -p "site/$3" kept
  (cd site && eval "$4")
  try "$1" refused "$2"
  if [ -e kept ]; then mv kept "site/$3"; else rm "site/$3"; fi
}

writes_nothing() {
  state >before
  built | grep -q ' 0 written, 0 removed' && state | diff before -
}

same_bytes() {
  "$program" build -s site -o "out$1" -j "$1" && diff -r -x .fingerpost out "out$1"
}

only_what_changed() {
  state | sort >before
  echo 'More.' >>site/content/guides/more/7.md
  built || return 1
  state | sort >after
  # The page has a new file, and its twin; the folder that they stand in, the manifest and, for
  # the page's first words, the list for machines change with them. Of the search index its root
  # changes, and a shard of each kind: the others stay.
  changed=$(comm -13 before after | awk '$1 ~ /^\.\// && $2 == "f" { print $1 }' |
    grep -v '^\./\.fingerpost/')
  [ "$(echo "$changed" | grep -v '^\./search/' | tr '\n' ' ')" = './guides/more/7.html ./guides/more/7.md ./llms.txt ' ] &&
    [ "$(echo "$changed" | grep -c '^\./search/')" -le 5 ]
}

make_site
try "a first build" built
fault 'a broken link' F0501 content/guides/more/9.md 'echo "[x](gone.md)" >>content/guides/more/9.md'
fault 'a broken anchor' F0502 content/guides/more/9.md 'echo "[x](#gone)" >>content/guides/more/9.md'
fault 'a bad key in front matter' F0301 content/guides/more/9.md \
  'printf "%s\n" --- "tilte: x" --- "# Page 9" >content/guides/more/9.md'
fault 'a bad key in site.yaml' F0301 content/site.yaml 'echo "zzz: 1" >>content/site.yaml'
fault 'broken YAML' F0201 content/site.yaml 'echo "home: [" >>content/site.yaml'
fault 'no site.yaml' F0108 content/site.yaml 'rm content/site.yaml'
fault 'a template error' F0702 templates/guide.mustache 'echo "{{nothing}}" >templates/guide.mustache'
fault 'a static file that cannot be' F0709 static/A.css 'echo x >static/A.css'
fault 'a page that is no text' F0109 content/guides/bad.md 'printf "\377" >content/guides/bad.md'
try 'all mended, nothing to write' writes_nothing
try 'the same bytes from one worker' same_bytes 1
try 'the same bytes from eight workers' same_bytes 8
try 'one page changed, one file written' only_what_changed
echo "1..$count"
exit $all
