import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CniNetwork } from './networks.ts';
import { attach } from './plugins.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'cni-plugins-'));
  const plugins = {
    fine: `cat > /dev/null; echo '{"cniVersion":"0.3.1"}'`,
    refuses: `echo '{"msg":"no"}'; exit 4`,
    dies: 'kill -9 $$',
    chats: 'echo hello',
    hangs: 'sleep 1000 & wait',
  };
  for (const [name, text] of Object.entries(plugins)) {
    writeFileSync(join(directory, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(directory, name), 0o755);
  }
});
afterAll(() => rmSync(directory, { recursive: true }));

async function outcomeOf(type: string, abandoned?: AbortSignal): Promise<string> {
  const network: CniNetwork = {
    name: 'n',
    cniVersion: '0.3.1',
    plugins: [{ type: 'fine' }, { type }],
  };
  const attached = await attach(network, {
    ...{ containerKey: 'c', interfaceName: 'eth0', namespacePath: undefined },
    ...{ directories: [directory], abandoned },
  });
  return attached.ok ? attached.value : attached.error;
}

it.each([
  ['fine', '{"cniVersion":"0.3.1"}\n'],
  ['refuses', `: stdout='{"msg":"no"}\n', stderr=''`],
  ['dies', `: it was ended by SIGKILL, stdout='', stderr=''`],
  ['chats', "its result is no JSON object: 'hello\n'"],
  ['missing', 'there is no such plugin in'],
])('a plugin that %s is told of as such', async (type, said) => {
  expect(await outcomeOf(type)).toContain(said);
});

it('does not keep a container that is not wanted any more, with what it has called', async () => {
  expect(await outcomeOf('hangs', AbortSignal.abort())).toContain(
    "The CNI plugin 'hangs' failed to attach container c to CNI network 'n': the container is not wanted any more",
  );
});
