# compare.awk diag.def EXPECTATIONS OUTPUT, with -v status=EXIT: are the diagnostics
# in the program's JSON those that are expected, and the exit status theirs?
FNR == 1 { file++ }

file == 1 && /^DIAG\(/ {
  split($0, part, "\"")
  is_error[part[2]] = /LEVEL_ERROR/
}

file == 2 && /expect: (F[0-9]|nothing|exit)/ {
  sub(/.*expect: */, "")
  if ($1 == "nothing") nothing = 1
  else if ($1 == "exit") want_status = $2
  else add_wanted($1, $2, $3)
}

file == 3 && /"code": *"F[0-9]+"/ {
  add_found(value("code"), value("line") ":" value("column"), value("path"))
}
file == 3 { output = output $0 "\n" }

END {
  if (wanted == 0 && !nothing) complain("the case expects nothing: write `expect: nothing`")
  # Those with a path first, so that the others do not take their places.
  for (pass = 1; pass <= 2; pass++)
    for (i = 1; i <= wanted; i++)
      if ((want_path[i] != "") == (pass == 1) && !take(i))
        complain("not found: " want[i] " " want_path[i])
  for (i = 1; i <= found; i++)
    if (!taken[i]) complain("not expected: " got[i] " " got_path[i])
  if (want_status == "") want_status = errors > 0 ? 1 : 0
  if (status != want_status) complain("exit status " status ", not " want_status)
  if (faults) printf "%s", output
  exit faults > 0
}

function add_wanted(code, place, path) {
  if (!(code in is_error)) complain("no such code: " code)
  errors += is_error[code]
  want[++wanted] = code " " place
  want_path[wanted] = path ~ /[.\/]/ ? path : "" # a comment's end is no path
}

function add_found(code, place, path) {
  got[++found] = code " " place
  got_path[found] = path
}

# Uses up one found diagnostic that is the wanted one.
function take(i,    k) {
  for (k = 1; k <= found; k++)
    if (!taken[k] && got[k] == want[i] && ends_with(got_path[k], want_path[i])) {
      taken[k] = 1
      return 1
    }
  return 0
}

function ends_with(s, tail) {
  return substr(s, length(s) - length(tail) + 1) == tail
}

# The first value of a member in the line: a number, or a string without its quotes;
# 0 for null, which a diagnostic without a place has.
function value(name,    s) {
  if (!match($0, "\"" name "\": *(\"[^\"]*\"|[0-9]+|null)")) return ""
  s = substr($0, RSTART, RLENGTH)
  sub("^\"" name "\": *", "", s)
  gsub(/"/, "", s)
  return s == "null" ? 0 : s
}

function complain(text) {
  print "  " text
  faults++
}
