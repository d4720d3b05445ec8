/**
 * The programs that a virtual machine begins with. The first, in the archive beside the kernel, finds the files and
 * goes on with them as its root; the second makes what every Linux has, and runs the command: by itself, or as
 * a unit of this computer's systemd. Whoever runs the command writes down its status and ends the machine.
 */
import { root } from '../shell.mjs';

export const bus = 'trans=virtio,version=9p2000.L,msize=512000';

export const firstScript = (modules) => `#!/bin/busybox sh
export PATH=/bin
busybox mount -t proc proc /proc
busybox mount -t devtmpfs dev /dev
for module in ${modules.join(' ')}; do busybox insmod /modules/$module || exit 1; done
busybox mount -t 9p -o ${bus},cache=loose,ro root /lower || exit 1
busybox mount -t tmpfs -o size=75% memory /memory
busybox mkdir /memory/upper /memory/work
busybox mount -t overlay -o lowerdir=/lower,upperdir=/memory/upper,workdir=/memory/work root /new || exit 1
busybox mkdir -p /new/machine
busybox mount -t tmpfs machine /new/machine
busybox mkdir /new/machine/out /new/machine/modules /new/machine/tmp
busybox mount -t 9p -o ${bus} out /new/machine/out || exit 1
busybox mount -t 9p -o ${bus},cache=loose,ro modules /new/machine/modules || exit 1
busybox cp /bin/busybox /new/machine/busybox
busybox umount /proc
busybox mount -t devtmpfs dev /new/dev
exec busybox switch_root /new /machine/out/second
`;

/** `command`: of a shell. */
export const commandScript = (command) => `#!/machine/busybox sh
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TMPDIR=/machine/tmp
b=/machine/busybox
cd ${quoted(root)}
$b setsid $b sh -c ${quoted(command)} >/machine/out/output 2>&1 </dev/null
echo $? >/machine/out/code
$b sync
$b poweroff -f
`;

const places = `#!/machine/busybox sh
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
b=/machine/busybox
$b mount -t proc proc /proc
$b mount -t sysfs sys /sys
$b mkdir -p /dev/pts /dev/shm /lib/modules
$b mount -t devpts -o mode=620,ptmxmode=666 pts /dev/pts
$b mount -t tmpfs shm /dev/shm
$b mount -t tmpfs -o mode=755 run /run
$b mount -t tmpfs -o mode=1777,size=60% tmp /machine/tmp
$b mount --bind /machine/modules /lib/modules
printf '#!/machine/busybox sh\\nexec /machine/busybox modprobe "$@"\\n' >/machine/modprobe
$b chmod +x /machine/modprobe
echo /machine/modprobe >/proc/sys/kernel/modprobe
[ -e /sbin/modprobe ] || $b ln -s /machine/modprobe /sbin/modprobe
$b modprobe loop
# Docker closes the way through the machine to all but its own; what stays on a bridge does not go that way.
$b modprobe br_netfilter && echo 0 >/proc/sys/net/bridge/bridge-nf-call-iptables
$b hostname machine
`;

/** It is process 1, and cgroups are nobody's. */
export const secondScript = `${places}
$b mount -t cgroup2 -o nsdelegate,memory_recursiveprot cgroup /sys/fs/cgroup
$b ifconfig lo 127.0.0.1 up
exec /machine/out/command
`;

const unit = `[Unit]
Description=What the machine is for
After=basic.target dbus.socket
Requires=basic.target dbus.socket

[Service]
ExecStart=/machine/out/command
TasksMax=infinity
`;

/** systemd becomes process 1; of what is set up to start on this computer nothing does but the least. */
export const systemdScript = `${places}
$b rm -rf /etc/systemd/system/*.wants
$b rm -f /.dockerenv
: >/etc/fstab
# Nothing of /tmp is to be cleared away: the project may be there.
$b mkdir -p /etc/tmpfiles.d
$b ln -sf /dev/null /etc/tmpfiles.d/tmp.conf
for name in systemd-udev-trigger systemd-hwdb-update systemd-timesyncd; do
  $b ln -sf /dev/null /etc/systemd/system/$name.service
done
cat >/etc/systemd/system/machine.service <<'END'
${unit}END
exec /lib/systemd/systemd --unit=machine.service --show-status=no
`;

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
