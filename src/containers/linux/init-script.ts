/**
 * The first process of a container of the launcher `linux`: a POSIX sh script that starts the task,
 * takes over processes that lost their parent (in a pid namespace it is process 1) and writes down
 * the raw wait status. conmon, which watches it from outside, writes down how the script itself ended: it ends
 * with 0 when it has seen the task's end, and by a signal when the container was destroyed. So both
 * together never leave in doubt what happened, which conmon's number alone does: "killed by signal 9"
 * and "exit 137" look the same there.
 *
 * Its first deed is to make the file `went`, or to give up when the next agent has put its mark there:
 * a command has begun for sure, or never will. As with the launcher posix everything about the task
 * comes in environment variables, because anybody may read arguments.
 *
 * In the root file system of an image it runs by programs of the machine (image-tools.ts): AP_SHELL and AP_TOOLS
 * are the words to start a shell and, up to the name, any of them.
 *
 * Descriptors: 0 = what the task reads, 1 and 2 = the sandbox's stdout and stderr. A terminal, AP_TERMINAL, is
 * opened by the task itself: conmon takes none as a descriptor. That it has been is marked by a file.
 */
import { checkFile } from '../posix/supervisor-script.ts';

/** Made when the task has its terminal open. */
export const terminalMark = 'terminal';

export const initScript = String.raw`# Started by mesos-agent; see src/containers/linux/init-script.ts.
set -f

if [ -n "$AP_TOOLS" ]; then
  tool() { name=$1; shift; $AP_TOOLS/$name "$@"; }
  setsid() { tool setsid "$@"; }
  sync() { tool sync "$@"; }
  mv() { tool mv "$@"; }
fi

${checkFile}

task() {
  if [ -n "$AP_TERMINAL" ]; then # the session has none yet, so this one becomes its own
    exec 0<>"$AP_TERMINAL" 1>&0 2>&0 4>&-
    : >"$AP_RUNTIME/${terminalMark}"
  else
    exec 2>&4 4>&-
  fi
  trap - HUP INT QUIT TERM USR1 USR2 ALRM PIPE
  cd -- "$AP_DIRECTORY" || exit 1
  check_file
  umask 022
  words= i=0
  while [ $i -lt "$AP_WORDS" ]; do words="$words \"\$AP_W$i\""; i=$((i + 1)); done
  eval "exec $words"
}

init() {
  trap : HUP INT QUIT TERM USR1 USR2 ALRM PIPE # caught, not ignored: the task gets the defaults
  cd / && set -C
  : >"$AP_RUNTIME/went" || exit 1
  set +C
  exec 4>&2 2>>"$AP_RUNTIME/supervisor.log"
  setsid -f -w $AP_SHELL "$0" task
  code=$?
  exec 0<&- 1>&- 4>&-
  raw=$((code * 256))
  while read -r line || [ -n "$line" ]; do
    case $line in *'did not exit normally'*) raw=$code ;; esac
  done <"$AP_RUNTIME/supervisor.log"
  # In place: the agent has made status.new, so that a full disk loses no status.
  printf '%-8s' $raw 1<>"$AP_RUNTIME/status.new" || exit 1
  sync -d "$AP_RUNTIME/status.new" 2>/dev/null
  mv -f "$AP_RUNTIME/status.new" "$AP_RUNTIME/status"
}

"$1"
`;
