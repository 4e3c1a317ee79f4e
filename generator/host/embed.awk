# Reads paths of files, one a line and sorted; writes the assembly that holds them.
# A path is the file's name, but for the folder `build` in front of what was built.
# Each row of the table is a struct embed_file: name, its length, bytes, their length.
# .dc.a is a number as wide as an address, in GNU as and in clang.
BEGIN { print ".section .rodata" }
{
  name = index($0, build "/") == 1 ? substr($0, length(build) + 2) : $0
  printf ".Lname%d: .ascii \"%s\"\n", NR, name
  printf ".Lbytes%d: .incbin \"%s\"\n.Lend%d: .byte 0\n", NR, $0, NR
  row[NR] = sprintf(".dc.a .Lname%d, %d, .Lbytes%d, .Lend%d - .Lbytes%d",
                    NR, length(name), NR, NR, NR)
}
END {
  print ".section .data.rel.ro,\"aw\",%progbits"
  print ".balign 16"
  print ".globl embed_files, embed_files_count"
  print "embed_files:"
  for (i = 1; i <= NR; i++) print row[i]
  print "embed_files_count: .dc.a " NR
  print ".section .note.GNU-stack,\"\",%progbits"
}
