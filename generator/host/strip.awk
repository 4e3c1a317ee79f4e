# Reads a style sheet of ours; writes what browsers need of it, in one line: no comments, no
# indentation, no empty lines, and not the spaces that stand around signs, nor quotes around
# a word in a selector; a line with other quotes keeps its spaces. It looks at lines, so a comment
# behind code goes only when it has no quotes.
{ sub(/^[ \t]+/, "") }
in_comment { in_comment = !/\*\/$/; next }
/^\/\*/ { in_comment = !/\*\/$/; next }
/^$/ { next }
{
  sub(/[ \t]+\/\*[^'"`]*\*\/$/, "")
  while (match($0, /="[a-z]+(-[a-z]+)*"\]/)) {
    $0 = substr($0, 1, RSTART) substr($0, RSTART + 2, RLENGTH - 4) substr($0, RSTART + RLENGTH - 1)
  }
  if (!/"/) {
    sub(/^[a-z-]+: /, "&\r") && sub(/ \r/, "")
    gsub(/, /, ",")
    gsub(/ > /, ">")
    sub(/ \{$/, "{")
  }
  if (/^\}/) sub(/;$/, "", line)
  all = all line
  line = $0 (/[{};,:]$/ ? "" : " ")
}
END { print all line }
