#!/bin/sh
# Asks the running program to end between two steps before its files are replaced or removed, as the setup program of Windows does. dpkg runs
# this as root; if it fails, the installed version stays.
set -eu

program='/opt/Borrow Desk/borrow-desk'

# The programs that run, without their helpers.
running() {
  for process in /proc/[0-9]*; do
    [ "$(readlink "$process/exe" 2>/dev/null)" = "$program" ] || continue
    tr '\0' '\n' 2>/dev/null <"$process/cmdline" | grep -q '^--type=' && continue
    echo "${process#/proc/}"
  done
}

# The account or the group of a process.
id_of() {
  sed -n "s/^$2:[[:space:]]*\([0-9]*\).*/\1/p" "/proc/$1/status"
}

# An argument of a process that begins so.
argument_of() {
  tr '\0' '\n' <"/proc/$1/cmdline" | grep -m 1 -e "^$2" || true
}

# Under the account and in the environment of the process, where its display and its data folder are. It waits for a minute, in which staff can
# answer what becomes of unsaved input.
ask() {
  # It may have ended since the list was made, and root cannot enter each folder.
  [ -d "/proc/$1" ] || return 0
  cd "/proc/$1/cwd" 2>/dev/null || cd /
  xargs -0 -a "/proc/$1/environ" setpriv --reuid="$(id_of "$1" Uid)" --regid="$(id_of "$1" Gid)" --init-groups sh -c '
    program=$1 folder=$2 sandbox=$3
    shift 3
    exec env -i "$@" "$program" --quit ${folder:+"$folder"} $sandbox
  ' sh "$program" "$(argument_of "$1" --data-dir=)" "$(argument_of "$1" '--no-sandbox$')" >/dev/null 2>&1 </dev/null || true
  cd /
}

# Whether somebody has stopped a process (Ctrl+Z, or a debugger).
is_stopped() {
  grep -q '^State:[[:space:]]*[Tt]' "/proc/$1/status" 2>/dev/null
}

# All at once: however many run, it is a minute. One that was stopped goes on first, so that it can answer.
for process in $(running); do
  if is_stopped "$process"; then kill -CONT "$process" || true; fi
  ask "$process" &
done
wait
for process in $(running); do
  # Stopped again: it writes nothing, and no account may hold up the updates of a computer in that way.
  if is_stopped "$process"; then continue; fi
  echo 'Borrow Desk is still running. End it on all screens and for all accounts, then try again.' >&2
  exit 1
done
