/** Ports that containers listen on, on this machine's network. */
import { createServer } from 'node:net';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Resource } from '../../protocol/generated/mesos.ts';
import type { IsolatorOptions } from '../isolators/isolator.ts';
import {
  aConfig,
  anId,
  ended,
  launch,
  makeHome,
  removeHome,
  sandboxOf,
  until,
} from '../posix/test-support.ts';
import { aLinuxContainerizer, obstacle, remains, removeCgroupsRoot } from './test-support.ts';

describe.skipIf(obstacle !== undefined)(`ports of containers (${obstacle ?? ''})`, () => {
  let port = 0;
  beforeAll(async () => {
    makeHome();
    // One that is free now.
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as { port: number }).port;
    server.close();
  });
  afterEach(() => expect(remains()).toEqual([]));
  afterAll(() => {
    removeCgroupsRoot();
    removeHome();
  });

  const program = `require('net').createServer().listen(PORT, '127.0.0.1', () => require('fs').writeFileSync('up', ''))`;

  function containerizer(more: Partial<IsolatorOptions> = {}) {
    const options = { container_ports_watch_interval: 20, enforce_container_ports: true, ...more };
    return aLinuxContainerizer(['network/ports'], { options });
  }

  function ports(begin: number): Resource {
    return { name: 'ports', type: 'RANGES', ranges: { range: [{ begin, end: begin }] } };
  }

  const command = () => ({
    shell: false,
    value: process.execPath,
    arguments: ['node', '-e', program.replace('PORT', String(port))],
  });

  it('that were not given to them end them', async () => {
    const linux = containerizer();
    const id = anId();
    await launch(linux, id, aConfig(id, command()));
    const range = [{ begin: port, end: port }];
    expect(await ended(linux, id)).toEqual({
      ...{ status: 9, state: 'TASK_FAILED', reason: 'REASON_CONTAINER_LIMITATION' },
      message: `Container ${id.value} is listening on unallocated port(s): [${port}-${port}]`,
      limitedResources: [{ name: 'ports', type: 'RANGES', ranges: { range } }],
    });
    linux.remove(id);
  });

  it('end the whole pod when a nested container listens on them', async () => {
    const linux = containerizer();
    const pod = anId();
    const { command: _none, ...config } = aConfig(pod, {});
    await launch(linux, pod, config);
    const nested = { ...anId(), parent: pod };
    await launch(linux, nested, aConfig(nested, command()));
    expect((await ended(linux, pod))?.message).toContain(
      `Container ${pod.value}.${nested.value} is listening`,
    );
    linux.remove(pod);
  });

  it.each<[string, readonly Resource[], Partial<IsolatorOptions>]>([
    ['were given to them', [ports(0)], {}],
    ['are out of the range that matters', [], { container_ports_isolated_range: '[1-2]' }],
    ['nobody keeps them from', [], { enforce_container_ports: false }],
  ])('that %s are theirs', async (_what, resources, options) => {
    const linux = containerizer(options);
    const id = anId();
    const own = resources.map(() => ports(port));
    await launch(linux, id, aConfig(id, command(), { resources: own }));
    const witness = containerizer();
    const other = anId();
    await until(() => existsSync(join(sandboxOf(id), 'up')));
    // Another look has surely been taken once one has found somebody else who must not.
    await launch(witness, other, aConfig(other, listenElsewhere()));
    await ended(witness, other);
    expect(linux.list()).toMatchObject([{ state: 'running' }]);
    witness.remove(other);
    linux.destroy(id);
    await ended(linux, id);
    linux.remove(id);
  });

  const listenElsewhere = () => ({
    shell: false,
    value: process.execPath,
    arguments: ['node', '-e', "require('net').createServer().listen(0, '127.0.0.1')"],
  });
});
