/** Is there a HAProxy, and can it do what we need: servers with checks at run time came with 2.5. */
import { execFile } from 'node:child_process';

const oldest = [2, 5] as const;
const versionTimeoutMs = 10_000;

/** A sentence for the operator, or undefined: it will do. */
export function findHaproxyFault(command: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(command, ['-v'], { timeout: versionTimeoutMs }, (error, stdout) => {
      if (error !== null) {
        const why = error.code === 'ENOENT' ? 'there is no such program' : error.message;
        return resolve(
          `HAProxy cannot be run (${command}): ${why}. Install it (apt-get install haproxy), name it ` +
            'with --haproxy, or let --command reload one of your own',
        );
      }
      resolve(faultOf(stdout));
    });
  });
}

/** `text`: what `haproxy -v` prints. */
export function faultOf(text: string): string | undefined {
  const found = /version (\d+)\.(\d+)/.exec(text);
  const [major, minor] = [Number(found?.[1] ?? 0), Number(found?.[2] ?? 0)];
  const isOld = major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
  if (!isOld) return undefined;
  const [first = ''] = text.split('\n');
  return `HAProxy ${oldest.join('.')} or later is needed to change servers without a reload, not ${first}`;
}
