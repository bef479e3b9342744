# Compiles and runs one program for each block of a post, and marks where the output of each ends.
#
# Arguments: the secret of the marks, the compiler, the folder of the programs 1.rs, 2.rs and so on, how many there are,
# and the post's name.
secret=$1 compiler=$2 folder=$PWD/$3 count=$4 post=$5
mark() {
  printf '\036%s %s\n' "$secret" "$1"
  printf '\036%s %s\n' "$secret" "$1" >&2
}
mark ready
number=1
while [ "$number" -le "$count" ]; do
  status=failed
  if "$compiler" --edition=2024 --crate-name=post --remap-path-prefix="$folder/$number.rs=$post" \
    -Cdebuginfo=0 -o "$TMPDIR/program" "$folder/$number.rs" 2>"$TMPDIR/errors"; then
    "$TMPDIR/program" && status=ok
  else
    cat "$TMPDIR/errors" >&2
    package=$(sed -n 's/.*missing crate `\([^`]*\)`.*/\1/p; s/.*unlinked crate `\([^`]*\)`.*/\1/p' "$TMPDIR/errors" | head -n 1)
    [ -n "$package" ] && printf '\036%s missing the crate %s\n' "$secret" "$package" >&2
  fi
  mark "end $status"
  number=$((number + 1))
done
