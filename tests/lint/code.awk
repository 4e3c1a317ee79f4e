# Prints C without its comments as path:line:text; with -v strings=blank also
# without what stands between quotes.
FNR == 1 { comment = 0 }
{
  out = ""
  quote = ""
  for (i = 1; i <= length($0); i++) {
    c = substr($0, i, 1)
    two = substr($0, i, 2)
    if (comment) {
      if (two == "*/") { comment = 0; i++ }
    } else if (quote != "") {
      if (c == quote || strings != "blank") out = out c
      if (c == "\\") {
        if (strings != "blank") out = out substr($0, i + 1, 1)
        i++
      } else if (c == quote) quote = ""
    } else if (two == "/*") {
      comment = 1
      i++
    } else if (two == "//") {
      break
    } else {
      if (c == "\"" || c == "'") quote = c
      out = out c
    }
  }
  if (out ~ /[^ \t]/) print FILENAME ":" FNR ":" out
}
