import { describe, expect, it } from 'vitest';
import type { Result } from '../../../foundation/result.ts';
import type { CapabilityInfo_Capability, LinuxInfo } from '../../../protocol/generated/mesos.ts';
import type { Preparation } from '../isolator.ts';
import {
  findCapabilitiesFault,
  LinuxCapabilitiesIsolator,
  readCapabilities,
} from './linux-capabilities.ts';
import type { CapabilityOptions } from './linux-capabilities.ts';

const set = (...capabilities: CapabilityInfo_Capability[]) => ({ capabilities });

function prepare(linux_info: LinuxInfo, options: CapabilityOptions = {}): Result<Preparation> {
  const container = { id: { value: 'c' }, directory: '/x', resources: [], limits: undefined };
  const config = {
    ...{ environment: {}, directory: '/x', resources: [] },
    container: { type: 'MESOS' as const, linux_info },
  };
  let result: Result<Preparation> | undefined;
  new LinuxCapabilitiesIsolator(options).prepare(container, config, (told) => (result = told));
  return result!;
}

const given = (capabilities: object): object => ({ ok: true, value: { capabilities } });

describe('capabilities', () => {
  it('are left alone when nobody says anything', () => {
    expect(prepare({})).toEqual({ ok: true, value: {} });
  });

  it('that a task asks for are its bound, too, by the older name as well', () => {
    const both = { bounding: ['CHOWN'], effective: ['CHOWN'] };
    expect(prepare({ effective_capabilities: set('CHOWN', 'CHOWN') })).toEqual(given(both));
    expect(prepare({ capability_info: set('CHOWN') })).toEqual(given(both));
    expect(prepare({ effective_capabilities: {} })).toEqual(given({ bounding: [], effective: [] }));
  });

  it('of the operator hold for tasks that name none', () => {
    const options = {
      effective_capabilities: set('CHOWN'),
      bounding_capabilities: set('NET_RAW', 'CHOWN'),
    };
    const bounding = ['CHOWN', 'NET_RAW'];
    expect(prepare({}, options)).toEqual(given({ bounding, effective: ['CHOWN'] }));
    const info = { effective_capabilities: set('NET_RAW') };
    expect(prepare(info, options)).toEqual(given({ bounding, effective: ['NET_RAW'] }));
    expect(prepare({}, { bounding_capabilities: set('CHOWN') })).toEqual(
      given({ bounding: ['CHOWN'] }),
    );
  });

  it('beyond a bound are refused in the words of Mesos', () => {
    const options = { bounding_capabilities: set('CHOWN') };
    expect(prepare({ effective_capabilities: set('NET_RAW', 'CHOWN') }, options)).toMatchObject({
      error: "Requested capabilities '{ CHOWN, NET_RAW }', but only '{ CHOWN }' are allowed",
    });
    expect(prepare({ bounding_capabilities: set('NET_RAW') }, options)).toMatchObject({
      error: "Bounding capabilities '{ NET_RAW }', but only '{ CHOWN }' are allowed",
    });
    const own = { bounding_capabilities: set(), effective_capabilities: set('CHOWN') };
    expect(prepare(own)).toMatchObject({
      error: "Requested capabilities '{ CHOWN }', but only '{}' are allowed",
    });
    expect(prepare({ capability_info: set(), effective_capabilities: set() })).toMatchObject({
      error: expect.stringContaining("Only one of 'capability_info'"),
    });
  });

  it('of flags are read, and must go together', () => {
    expect(readCapabilities({ capabilities: ['CHOWN'] })).toEqual({ ok: true, value: ['CHOWN'] });
    expect(readCapabilities({ capabilities: ['FLY'] }).ok).toBe(false);
    expect(readCapabilities(['CHOWN']).ok).toBe(false);
    const [effective_capabilities, bounding_capabilities] = [set('CHOWN'), set('NET_RAW')];
    expect(findCapabilitiesFault({ effective_capabilities, bounding_capabilities })).toContain(
      'are not a subset of',
    );
    expect(findCapabilitiesFault({ effective_capabilities })).toBeUndefined();
  });
});
