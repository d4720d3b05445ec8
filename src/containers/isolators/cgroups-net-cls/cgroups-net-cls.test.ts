/** Handles of network classes, with plain directories in the place of cgroups. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unwrap, type Result } from '../../../foundation/result.ts';
import type { ContainerStatus } from '../../../protocol/generated/mesos.ts';
import { Cgroups } from '../../cgroups/cgroups.ts';
import { findHierarchy } from '../../cgroups/hierarchy.ts';
import type { IsolatedContainer } from '../isolator.ts';
import { CgroupsNetClsIsolator } from './cgroups-net-cls.ts';
import { NetClsHandles, readPrimary, readSecondaries } from './handles.ts';

let top = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'net-cls-'));
  for (const name of ['freezer', 'net_cls']) {
    mkdirSync(join(top, name));
    writeFileSync(join(top, name, 'cgroup.procs'), '');
  }
});
afterEach(() => rmSync(top, { recursive: true }));

function isolator(primary = '0x0012', secondaries = '0x0001,0x0002'): CgroupsNetClsIsolator {
  return new CgroupsNetClsIsolator(new Cgroups(unwrap(findHierarchy(top)), 'mesos'), {
    cgroups_net_cls_primary_handle: primary,
    cgroups_net_cls_secondary_handles: secondaries,
  });
}

function container(value: string, parent?: string): IsolatedContainer {
  const id = { value, ...(parent !== undefined && { parent: { value: parent } }) };
  return { id, directory: '/x', resources: [], limits: undefined };
}

const config = { environment: {}, directory: '/x', resources: [] };

function prepare(one: CgroupsNetClsIsolator, which: IsolatedContainer): Promise<Result<unknown>> {
  return new Promise((resolve) => one.prepare(which, config, resolve));
}

function statusOf(one: CgroupsNetClsIsolator, which: IsolatedContainer): Promise<ContainerStatus> {
  return new Promise((resolve) => one.status(which, (result) => resolve(unwrap(result))));
}

const handle = (classid: number): ContainerStatus => ({ cgroup_info: { net_cls: { classid } } });

it('each container has a handle of its own, in its cgroup and in its status', async () => {
  const net = isolator();
  expect((await prepare(net, container('a'))).ok).toBe(true);
  expect(readFileSync(join(top, 'net_cls/mesos/a/net_cls.classid'), 'utf8')).toBe(String(0x120001));
  expect((await prepare(net, container('b'))).ok).toBe(true);
  expect(await statusOf(net, container('b'))).toEqual(handle(0x120002));
  expect(await statusOf(net, container('nested', 'b'))).toEqual(handle(0x120002));
  expect(await prepare(net, container('c'))).toMatchObject({
    error: expect.stringContaining('No free handles remaining for primary handle 0x12'),
  });
  net.cleanup(container('a'), () => undefined);
  expect((await prepare(net, container('d'))).ok).toBe(true);
  expect(await statusOf(net, container('d'))).toEqual(handle(0x120001));
});

it('a handle is kept over a restart of the agent, and given to nobody else', async () => {
  await prepare(isolator(), container('a'));
  const next = isolator();
  const recovered = [container('a'), container('nested', 'a')];
  const result = await new Promise<Result<void>>((resolve) => next.recover(recovered, resolve));
  expect(result.ok).toBe(true);
  expect(await statusOf(next, container('a'))).toEqual(handle(0x120001));
  await prepare(next, container('b'));
  expect(await statusOf(next, container('b'))).toEqual(handle(0x120002));
});

it('without a primary handle nothing is written or told', async () => {
  const net = new CgroupsNetClsIsolator(new Cgroups(unwrap(findHierarchy(top)), 'mesos'), {});
  await prepare(net, container('a'));
  expect(await statusOf(net, container('a'))).toEqual({});
});

it('flags of handles are read as Mesos reads them', () => {
  expect(readPrimary('0x0012')).toEqual({ ok: true, value: 18 });
  expect(readPrimary('18')).toEqual({ ok: true, value: 18 });
  for (const odd of ['', 'x', '0x10000', '-1']) expect(readPrimary(odd).ok, odd).toBe(false);
  expect(readSecondaries('0x0001, 0xff')).toEqual({ ok: true, value: { lowest: 1, highest: 255 } });
  for (const odd of ['', '1', '0,1', '2,1', '1,2,3', '1,0x10000'])
    expect(readSecondaries(odd).ok, odd).toBe(false);
  expect(new NetClsHandles(1).reserve(0x10001)).toBe(true);
});
