/**
 * What is done in a container's mount namespace before its runtime is started there: its root file
 * system is put together, and everything that the runtime cannot be trusted with, or cannot do, is mounted where it
 * finds it. As all of it happens in there, nothing is to be seen on the machine, and nothing is left
 * when the last process of the container and conmon are gone, however they went.
 *
 * A POSIX sh script. Its arguments: the runtime directory of the container; where its root is to be;
 * then orders, each a word and what it is about; then `run` and what to execute.
 *
 *     machine                              the machine's file system is the root
 *     overlay DIRECTORY COUNT AT           layers 0..COUNT-1 below `upper` of DIRECTORY
 *     directory DIRECTORY AT               what is there already
 *     pin SOURCE DEVICE:INODE AT           SOURCE, if it still is what it was
 *     secrets COUNT AT                     files of a ramfs: for each `SIZE UID GID`, the bytes come in turn from descriptor 4
 */
export const preparingScript = String.raw`
complain() { printf '%s\n' "$1" >&2; exit 1; }
runtime=$1 root=$2
shift 2
exec 9>&2 2>>"$runtime/runtime.log"
while :; do
  case $1 in
  machine) mount --rbind / "$root" || exit 1; shift ;;
  overlay)
    cd "$2" || exit 1
    i=1 lower=0
    while [ $i -lt "$3" ]; do lower="$lower:$i" i=$((i + 1)); done
    mount -t overlay overlay -o "lowerdir=$lower,upperdir=upper,workdir=work" "$4" || exit 1
    cd / && shift 4 ;;
  directory) mount --rbind "$2" "$3" || exit 1; shift 3 ;;
  pin)
    mount --rbind "$2" "$4" || exit 1
    [ "$(stat -c %d:%i "$4")" = "$3" ] || complain "'$2' was replaced by something else while it was mounted"
    shift 4 ;;
  secrets)
    count=$2 at=$3 i=0
    shift 3
    mount -t ramfs -o mode=0700 ramfs "$at" || exit 1
    while [ $i -lt "$count" ]; do
      (umask 077; head -c "$1" <&4 >"$at/$i") && chown "$2:$3" "$at/$i" && chmod 0400 "$at/$i" || exit 1
      shift 3; i=$((i + 1))
    done ;;
  run) shift; break ;;
  *) complain "the order '$1' is not known" ;;
  esac
done
exec 2>&9 9>&- 4<&-
exec "$@"
`;
