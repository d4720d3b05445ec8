import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AdmittedAgent } from '../generated/registry.ts';
import { AgentInfo } from '../generated/mesos.ts';
import { unknownFieldsOf, withUnknownFields } from './unknown-fields.ts';

const info = {
  hostname: 'h',
  id: { value: 'A' },
  domain: { fault_domain: { region: { name: 'r' }, zone: { name: 'z' } } },
  attributes: [
    { name: 'rack', type: 'TEXT', text: { value: 'one' } },
    { name: 'row', type: 'TEXT', text: { value: 'two' } },
  ],
} as const;

/** A field of a version to come: number 500, a text. */
function newField(text: string): Buffer {
  return Buffer.concat([Buffer.from([0xa2, 0x1f, text.length]), Buffer.from(text)]);
}

/** A message field with a small body. */
function piece(number: number, body: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2, body.length]), body]);
}

/** An agent as a newer version writes it: something new in the message, its id and one attribute. */
function newer(): Buffer {
  const { hostname } = info;
  const id = Buffer.concat([piece(1, Buffer.from('A')), newField('in the id')]);
  const [rack, row] = info.attributes.map((attribute) => {
    const whole = AgentInfo.encode({ hostname: '', attributes: [attribute] as never });
    return whole.subarray(whole.indexOf((5 << 3) | 2) + 2);
  });
  return Buffer.concat([
    piece(1, Buffer.from(hostname)),
    newField('in the agent'),
    piece(5, rack!),
    piece(5, Buffer.concat([row!, newField('in the row')])),
    piece(6, id),
  ]);
}

describe('fields that this version does not know', () => {
  it('are none where there are none', () => {
    expect(AgentInfo.decodeWhole(AgentInfo.encode(info as never)).unknown).toBeUndefined();
  });

  it('are put back where they were, at any depth', () => {
    const { message, unknown } = AgentInfo.decodeWhole(newer());
    const again = withUnknownFields(AgentInfo, AgentInfo.encode(message), unknown!);
    expect(AgentInfo.decode(again)).toEqual(message);
    expect(unknownFieldsOf(AgentInfo, again)).toEqual(unknown);
    for (const text of ['in the agent', 'in the row', 'in the id']) {
      expect(again.includes(newField(text)), text).toBe(true);
    }
  });

  it('stay with what was not changed, and go with what was', () => {
    const { message, unknown } = AgentInfo.decodeWhole(newer());
    const [rack, row] = message.attributes!;
    const changed = {
      ...message,
      hostname: 'other',
      attributes: [row!, { ...rack!, text: { value: 'three' } }],
    };
    const kept = withUnknownFields(AgentInfo, AgentInfo.encode(changed), unknown!);
    expect(AgentInfo.decode(kept)).toEqual(changed);
    expect(kept.includes(newField('in the row'))).toBe(true);
    const { id: _, attributes: __, ...bare } = message;
    const gone = withUnknownFields(AgentInfo, AgentInfo.encode(bare), unknown!);
    expect(AgentInfo.decode(gone)).toEqual(bare);
    expect(gone.includes(newField('in the agent'))).toBe(true);
    expect(gone.includes(newField('in the id'))).toBe(false);
  });

  it('change nothing of what is known, whatever they are', () => {
    const number = fc.integer({ min: 100, max: 300 });
    const body = fc.uint8Array({ maxLength: 100 });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, body), { minLength: 1, maxLength: 5 }), (fields) => {
        const own = Buffer.concat(
          fields.map(([field, bytes]) => {
            const tag = (field << 3) | 2;
            return Buffer.concat([
              Buffer.from([(tag & 0x7f) | 0x80, tag >>> 7, bytes.length]),
              bytes,
            ]);
          }),
        );
        const known = AdmittedAgent.encode({ info: info as never, pid: 'slave(1)@10.0.0.1:5051' });
        const { message, unknown } = AdmittedAgent.decodeWhole(Buffer.concat([own, known]));
        expect(unknown).toEqual({ own, inside: new Map() });
        const again = withUnknownFields(AdmittedAgent, AdmittedAgent.encode(message), unknown!);
        expect(again).toEqual(Buffer.concat([known, own]));
      }),
    );
  });
});
