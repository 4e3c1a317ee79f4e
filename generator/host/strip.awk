# Reads a script or a style sheet of ours; writes what browsers need of it: no comments, no
# indentation, no empty lines. It looks at lines, so no text may go on in the next one, and a
# comment behind code goes only when it has no quotes. A style sheet becomes one line, without
# the spaces that `make format` puts around signs; a line with quotes keeps them.
{ sub(/^[ \t]+/, "") }
in_comment { in_comment = !/\*\/$/; next }
/^\/\*/ { in_comment = !/\*\/$/; next }
/^\/\// || /^$/ { next }
gsub(/`/, "`") % 2 == 1 {
  print FILENAME ":" FNR ": a text in backticks goes on in the next line" > "/dev/stderr"
  exit failed = 1
}
{
  sub(/[ \t]+\/\/ [^'"`]*$/, "")
  sub(/[ \t]+\/\*[^'"`]*\*\/$/, "")
}
FILENAME ~ /\.css$/ {
  if (!/"/) {
    sub(/^[a-z-]+: /, "&\r") && sub(/ \r/, "")
    gsub(/, /, ",")
    gsub(/ > /, ">")
    sub(/ \{$/, "{")
  }
  if (/^\}/) sub(/;$/, "", line)
  all = all line
  line = $0 (/[{};,:]$/ ? "" : " ")
  next
}
{ print }
END {
  if (line != "") print all line
  exit failed
}
