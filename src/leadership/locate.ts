/** Where a master is: by DNS, for those who need its address, or as it was given. */
import { lookup, lookupService } from 'node:dns/promises';
import { isIP } from 'node:net';
import { hostPortText } from '../foundation/host-port.ts';
import { failure, ok } from '../foundation/result.ts';
import type { Locate } from './core/address-detector.ts';
import { masterInfoOf } from './core/master-info.ts';

/** The name of an address is for people only; nobody waits long for it. */
const longestNameLookupMs = 200;

export const locateByDns: Locate = ({ host, port }, done) => {
  if (isIP(host) !== 0) {
    void findName(host).then((hostname) => done(ok(masterInfoOf({ ip: host, port, hostname }))));
    return;
  }
  lookup(host, { family: 4 }).then(
    ({ address }) => done(ok(masterInfoOf({ ip: address, port, hostname: host }))),
    (error: Error) => done(failure(error.message)),
  );
};

/** For those who connect by name: whatever the name stands for then. */
export const locateAsGiven: Locate = ({ host, port }, done) => {
  const pid = `master@${hostPortText(host, port)}`;
  const named = { id: pid, ip: 0, port, pid, hostname: host, address: { hostname: host, port } };
  const info = isIP(host) === 0 ? named : masterInfoOf({ ip: host, port, hostname: host });
  process.nextTick(() => done(ok(info)));
};

async function findName(ip: string): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(ip), longestNameLookupMs);
  });
  const found = lookupService(ip, 0).then(
    ({ hostname }) => hostname,
    () => ip,
  );
  const name = await Promise.race([found, tooLate]);
  clearTimeout(timer);
  return name;
}
