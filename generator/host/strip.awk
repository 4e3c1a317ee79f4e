# Reads a style sheet of ours; writes what browsers need of it, in one line: no comments, no
# indentation, no empty lines, nor quotes around a word in a selector, nor, outside of other
# quotes, the spaces that stand around signs. It looks at lines, so a comment behind code goes only
# when it has no quotes.
{ sub(/^[ \t]+/, "") }
in_comment { in_comment = !/\*\/$/; next }
/^\/\*/ { in_comment = !/\*\/$/; next }
/^$/ { next }
{
  sub(/[ \t]+\/\*[^'"`]*\*\/$/, "")
  while (match($0, /="[a-z]+(-[a-z]+)*"\]/)) {
    $0 = substr($0, 1, RSTART) substr($0, RSTART + 2, RLENGTH - 4) substr($0, RSTART + RLENGTH - 1)
  }
  if (/\{$/) gsub(/ \+ /, "+")
  sub(/^[a-z-]+: /, "&\r") && sub(/ \r/, "")
  count = split($0, pieces, "\"")
  $0 = ""
  for (i = 1; i <= count; i++) {
    if (i % 2 == 1) {
      gsub(/, /, ",", pieces[i])
      gsub(/ > /, ">", pieces[i])
      sub(/ \{$/, "{", pieces[i])
    }
    $0 = $0 (i > 1 ? "\"" : "") pieces[i]
  }
  if (/^\}/) sub(/;$/, "", line)
  all = all line
  line = $0 (/[{};,:]$/ ? "" : " ")
}
END { print all line }
