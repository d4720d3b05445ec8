/** What the machine gives, and where the master is. */
import { describe, expect, it } from 'vitest';
import { configuredPorts, machineResources } from './machine.ts';

async function resources(given: string | undefined): Promise<string> {
  const result = await machineResources(given, '*', '/');
  return result.ok ? result.value.toString() : result.error;
}

describe('the resources of a machine', () => {
  it('are looked up where the flag says nothing', async () => {
    const found = await machineResources(undefined, '*', '/');
    if (!found.ok) throw new Error(found.error);
    expect(found.value.names()).toEqual(['cpus', 'mem', 'disk', 'ports']);
    expect(found.value.cpus).toBeGreaterThan(0);
    expect(found.value.mem).toBeGreaterThan(0);
  });

  it('have GPUs where the driver tells of some, and ports where the flag says which', async () => {
    const found = await machineResources('cpus:1;mem:1;disk:1', '*', '/', 2);
    expect(found.ok && found.value.toString()).toContain('gpus:2');
    expect(configuredPorts('cpus:1', '*')).toEqual({ ok: true, value: [31_000, 32_000] });
    expect(configuredPorts('ports:[5-6]', '*')).toEqual({ ok: true, value: [5, 6] });
    expect(configuredPorts('ports:[]', '*')).toEqual({ ok: true, value: [] });
  });

  it('are what the flag says, also when that is nothing', async () => {
    const text = await resources('cpus:3;mem:100;disk:0;ports:[1-2]');
    expect(text).toBe('cpus:3; mem:100; ports:[1-2]');
  });

  it('may be reserved in part; the rest is looked up only for names not given', async () => {
    const text = await resources('cpus(web):1;mem:100;disk:1');
    expect(text).toBe('cpus(reservations: [(STATIC,web)]):1; mem:100; disk:1; ports:[31000-32000]');
  });

  it('that cannot be understood are refused', async () => {
    expect(await resources('cpus')).toMatch(/^Failed to parse --resources: /);
  });
});
