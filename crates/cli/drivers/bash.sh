# Runs the blocks of a post in one shell, and marks where the output of each ends.
#
# Arguments: the secret of the marks, the folder of the blocks 1.sh, 2.sh and so on, and how many there are.
__secret=$1 __folder=$PWD/$2 __count=$3
set --
exec 8>&1 9>&2
__mark() {
  printf '\036%s %s\n' "$__secret" "$1" >&8
  printf '\036%s %s\n' "$__secret" "$1" >&9
}
command_not_found_handle() {
  printf 'bash: %s: command not found\n' "$1" >&2
  printf '\036%s missing the program %s\n' "$__secret" "$1" >&9
  return 127
}
__mark ready
for ((__number = 1; __number <= __count; __number++)); do
  eval "$(<"$__folder/$__number.sh")"
  __status=$?
  exec >&8 2>&9
  if ((__status == 0)); then __mark 'end ok'; else __mark 'end failed'; fi
done
exit 0
