/**
 * The supervisor: a POSIX sh script that stays beside each container, so that no exit status is
 * lost when the agent dies. It runs in a session of its own (a kill -9 of the agent, or Ctrl-C on
 * its terminal, does not reach it), waits for the task and writes the raw wait status to `status`,
 * through a rename, so that a reader sees nothing or the whole.
 *
 * `$?` cannot tell "killed by signal 9" from "exit 137". `setsid --wait` of util-linux can: for a
 * signalled child it exits with the raw status and says "did not exit normally". Where it is missing
 * the shell's own report on fd 2 ("Killed") decides, which leaves SIGINT and SIGPIPE in doubt.
 *
 * Everything about the task comes in environment variables (AP_W0... are the words of its command
 * line), never in arguments: anybody may read the arguments of a process, and these hold secrets.
 * Beside the command line, AP_RUNTIME is the container's runtime directory and AP_RECORD a copy of
 * its container.json: whoever loses the directory finds both with the process.
 *
 * The script is a constant, not a file, so that it travels with the compiled code; the agent writes
 * it below its runtime directory.
 *
 * AP_TERMINAL is an option of setsid: descriptor 0 becomes the terminal that controls the task's session.
 *
 * Descriptors of `supervise`: 0 = what the task reads, 1 = the sandbox's stdout, 2 = supervisor.log, 3 = the agent,
 * 4 = the sandbox's stderr, 5 = the directory that the task starts in. Working directory: the
 * container's runtime directory.
 */
/** Before the exec: the loader's own message would name env(1), not the file. */
export const checkFile = String.raw`fail() {
  printf 'Failed to execute '\''%s'\'': %s\n' "$AP_FILE" "$1" >&2
  exit 1
}

check_file() {
  case $AP_FILE in
  '') return ;;
  */*)
    [ -e "$AP_FILE" ] || fail 'No such file or directory'
    [ -x "$AP_FILE" ] && [ ! -d "$AP_FILE" ] || fail 'Permission denied'
    return ;;
  esac
  IFS=:
  for directory in $AP_PATH; do
    [ -x "$directory/$AP_FILE" ] && [ ! -d "$directory/$AP_FILE" ] && { unset IFS; return; }
  done
  fail 'No such file or directory'
}`;

/**
 * The same for a task of another user, to be run as that user, who must not learn of files that only
 * root can see. Arguments: the file, the PATH, what to execute.
 */
export const checkedExecution = `set -f
${checkFile}
AP_FILE=$1 AP_PATH=$2
shift 2
check_file
exec "$@"`;

/** What `installScript` writes. */
export const supervisorScript = String.raw`# Started by mesos-agent; see src/containers/posix/supervisor-script.ts.
set -f

write_stat() { # field 22 is the start time, which guards against a reused pid
  [ -r /proc/$$/stat ] && read -r line </proc/$$/stat && printf '%s\n' "$line" >"$1"
}

${checkFile}

task() {
  exec 2>&4 4>&-
  write_stat task.stat
  printf '%s' $$ >pid
  trap '' PIPE # an agent that just died must not kill the task
  printf '%s\n' $$ >&3
  read -r go <&3
  [ "$go" = go ] || { echo 'The agent went away while it launched this container' >&2; exit 1; }
  set -C # made here or by an agent that has found that nothing ran here, never by both
  : >went || exit 1
  set +C
  printf 'went\n' >&3
  exec 3>&-
  trap - PIPE
  cd -- "$AP_DIRECTORY" || exit 1 # by descriptor where there is /proc: links cannot lead it astray
  exec 5>&-
  check_file
  umask 022
  words= i=0
  while [ $i -lt "$AP_WORDS" ]; do words="$words \"\$AP_W$i\""; i=$((i + 1)); done
  eval "exec $words"
}

write_status() { # in place: the agent has made status.new, so that a full disk loses no status
  printf '%-8s' $raw 1<>"$1/status.new" || return
  sync -d "$1/status.new" 2>/dev/null
  mv -f "$1/status.new" "$1/status"
}

supervise() {
  trap : HUP INT QUIT TERM USR1 USR2 ALRM PIPE # caught, not ignored: the task gets the defaults
  write_stat supervisor.stat
  [ -w /proc/$$/comm ] && echo mesos-container >/proc/$$/comm # for ps(1) and killall(1)
  case $AP_SESSION in
  wait) setsid -f -w $AP_TERMINAL /bin/sh "$0" task ;;
  plain) setsid /bin/sh "$0" task ;;
  *) /bin/sh "$0" task ;;
  esac
  code=$?
  exec 0<&- 1>&- 3>&- 4>&- 5>&-
  said= core=
  while read -r line || [ -n "$line" ]; do
    case $line in *'did not exit normally'*) said=setsid ;; ?*) said="$said shell" ;; esac
    case $line in *'core dumped'*) core=128 ;; esac
  done <supervisor.log
  if [ "$AP_SESSION" = wait ]; then
    if [ "$said" = setsid ]; then raw=$code; else raw=$((code * 256)); fi
  elif [ $code -gt 128 ] && { [ -n "$said" ] || [ $code = 130 ] || [ $code = 141 ]; }; then
    raw=$((code - 128 + core))
  else
    raw=$((code * 256))
  fi
  write_status .
  # An agent that found the directory lost has made it anew and named this supervisor in it.
  read -r line <"$AP_RUNTIME/supervisor.stat"
  case $line in "$$ "*) ;; *) return ;; esac
  [ status -ef "$AP_RUNTIME/status" ] || write_status "$AP_RUNTIME"
}

"$1"
`;
