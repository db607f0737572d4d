# Runs a server that must not outlive the process that started it.
#
#   sh guard.sh SIGNAL GRACE_SECONDS COMMAND [ARGUMENT...]
#
# Standard input is a pipe whose other end only the starter holds. However the starter ends, also by kill -9, the kernel closes
# that end; the watcher below then sends SIGNAL to the server, waits up to GRACE_SECONDS, and kills it. The starter stops the server
# in the same way, by closing the pipe, so the path that matters after a crash is the one that every stop uses.
# Descriptor 3 (a pipe to the starter) receives the server's process id. Exit code: the server's.
# POSIX sh: dash on Debian, bash/zsh as sh on macOS.
signal=$1
grace=$2
shift 2
exec 4<&0
"$@" </dev/null 3>&- 4<&- &
child=$!
echo "$child" >&3
exec 3>&-
(
  # The terminal's Ctrl-C and a supervisor's signals are the starter's business, not ours.
  trap '' HUP INT TERM
  while read -r _ <&4; do :; done
  kill -s "$signal" "$child" 2>/dev/null
  waited=0
  while [ "$waited" -lt "$grace" ] && kill -0 "$child" 2>/dev/null; do
    sleep 1
    waited=$((waited + 1))
  done
  kill -s KILL "$child" 2>/dev/null
) >/dev/null 2>&1 &
watcher=$!
exec 4<&-
trap : HUP INT TERM
while :; do
  wait "$child"
  code=$?
  # A trapped signal interrupts wait although the server runs on.
  kill -0 "$child" 2>/dev/null || break
done
kill -s KILL "$watcher" 2>/dev/null
exit "$code"
