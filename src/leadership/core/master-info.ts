/** How a master is made known: as a MasterInfo, by itself or by those who know its address alone. */
import { hostPortText } from '../../foundation/host-port.ts';
import type { MasterInfo } from '../../protocol/generated/mesos.ts';

export interface MasterPlace {
  readonly ip: string;
  readonly port: number;
  readonly hostname: string;
}

/** Without an id, because it is not known: the pid stands for it. */
export function masterInfoOf({ ip, port, hostname }: MasterPlace, id?: string): MasterInfo {
  const pid = `master@${hostPortText(ip, port)}`;
  return {
    id: id ?? pid,
    ip: ipAsNumber(ip),
    port,
    pid,
    hostname,
    address: { hostname, ip, port },
  };
}

/** @compat the address in network byte order, read as a little-endian integer; 0 for IPv6. */
function ipAsNumber(ip: string): number {
  if (ip.includes(':')) return 0;
  return Buffer.from(ip.split('.').map(Number)).readUInt32LE();
}

/** "host:port" where the HTTP endpoints of `master` answer. */
export function httpPlaceOf({ hostname, pid, port }: MasterInfo): string {
  if (hostname !== undefined && hostname !== '') return hostPortText(hostname, port);
  // Older masters tell no hostname; their pid ends with their address.
  return pid?.split('@').at(-1) ?? hostPortText('', port);
}
