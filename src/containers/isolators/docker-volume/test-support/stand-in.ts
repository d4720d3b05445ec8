/**
 * A stand-in for dvdcli, with three drivers of its own: `local` binds directories, `broken` fails, `hanging`
 * never answers. What it was asked is a line each of `calls`; its volumes are below `mnt` of its home.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Volume } from '../../../../protocol/generated/mesos.ts';

const script = `#!/bin/sh
home=\${0%/*}
verb=$1 options=
shift
for word in "$@"; do
  case $word in
  --volumedriver=*) driver=\${word#*=} ;;
  --volumename=*) name=\${word#*=} ;;
  --volumeopts=*) options="$options \${word#*=}" ;;
  esac
done
printf '%s %s/%s%s\\n' "$verb" "$driver" "$name" "$options" >>"$home/calls"
at=$home/mnt/$name
case $driver in
local) ;;
hanging) sleep 600 & wait; exit 1 ;;
*) echo "plugin \\"$driver\\" not found" >&2; exit 1 ;;
esac
case $verb in
mount)
  mkdir -p "$home/data/$name" "$at"
  mountpoint -q "$at" || mount --bind "$home/data/$name" "$at" || exit 1
  echo "$at" ;;
unmount)
  mountpoint -q "$at" || { echo "$name is not mounted" >&2; exit 1; }
  umount "$at" || exit 1 ;;
esac
`;

/** Installs it as \`<home>/dvdcli\`; the PATH of this process must name that directory first. */
export function installDvdcli(home: string): void {
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'dvdcli'), script, { mode: 0o755 });
}

export function callsIn(home: string): readonly string[] {
  const path = join(home, 'calls');
  return existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
}

export function driverVolume(
  name: string,
  containerPath: string,
  more: { readonly driver?: string; readonly mode?: 'RO' | 'RW'; readonly options?: object } = {},
): Volume {
  const { driver = 'local', mode = 'RW', options = {} } = more;
  const parameter = Object.entries(options).map(([key, value]) => ({ key, value: String(value) }));
  const docker_volume = { driver, name, driver_options: { parameter } };
  return {
    ...{ container_path: containerPath, mode },
    source: { type: 'DOCKER_VOLUME', docker_volume },
  };
}
