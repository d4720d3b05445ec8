/** Where a master is, by DNS. */
import { lookup, lookupService } from 'node:dns/promises';
import { isIP } from 'node:net';
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
