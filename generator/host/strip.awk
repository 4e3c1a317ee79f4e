# Reads a style sheet of ours; writes what browsers need of it, in one line: no comments, no
# indentation, no empty lines, and not the spaces that stand around signs; a line with quotes
# keeps them. It looks at lines, so a comment behind code goes only when it has no quotes.
{ sub(/^[ \t]+/, "") }
in_comment { in_comment = !/\*\/$/; next }
/^\/\*/ { in_comment = !/\*\/$/; next }
/^$/ { next }
{
  sub(/[ \t]+\/\*[^'"`]*\*\/$/, "")
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
