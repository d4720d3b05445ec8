import { wholeView } from '../../security/view.ts';
import { describe, expect, it } from 'vitest';
import type { OfferConstraints } from '../../protocol/generated/scheduler.ts';
import { aFramework, TestMaster } from '../core/test-support.ts';
import { ChunkPool, Output } from './body.ts';
import { frameworksDocument } from './frameworks.ts';
import { frameworkMessage } from './messages.ts';
import { offerConstraintsDocument } from './offer-constraints-debug.ts';
import { contextOf, jsonOf, textOf } from './test-support.ts';

const constraints: OfferConstraints = {
  role_constraints: {
    r: {
      groups: [
        {
          attribute_constraints: [
            { selector: { attribute_name: 'rack' }, predicate: { text_equals: { value: 'zzz' } } },
          ],
        },
      ],
    },
  },
};

describe('/allocator/offer_constraints_debug', () => {
  it('is empty when there are no frameworks', async () => {
    const document = offerConstraintsDocument(contextOf(new TestMaster()));
    expect(await textOf(document)).toBe('{"frameworks":{}}');
  });

  it('tells of each framework what it suppressed and which agents it excludes', async () => {
    const master = new TestMaster();
    master.addAgent();
    master.subscribe(aFramework({ roles: ['s', 'r'] }), ['s'], constraints);
    master.subscribe();
    const text = await textOf(offerConstraintsDocument(contextOf(master)));
    // In the shape of a real master's answer.
    expect(text).toBe(
      '{"frameworks":{"M1-0000":{"suppressed_roles":["s"],"excluded_by_attribute_constraints":{"r":["M1-S0"],"s":[]}},' +
        '"M1-0001":{"suppressed_roles":[],"excluded_by_attribute_constraints":{"*":[]}}}}',
    );
  });
});

describe('an answer that takes several turns', () => {
  it('shows one moment, whatever changes meanwhile', () => {
    const test = new TestMaster();
    test.addAgent();
    for (let i = 0; i < 3; i++) test.subscribe(aFramework({ roles: ['r'] }), [], constraints);
    const output = new Output(new ChunkPool(), 'utf8');
    let pauses = 0;
    for (const _pause of offerConstraintsDocument(contextOf(test))(output)) {
      pauses++;
      test.addAgent(`slave(1)@10.0.1.${pauses}:5051`);
      test.subscribe(aFramework({ roles: ['r'] }), ['r'], constraints);
    }
    expect(pauses).toBe(3);
    const one = '{"suppressed_roles":[],"excluded_by_attribute_constraints":{"r":["M1-S0"]}}';
    const all = ['M1-0000', 'M1-0001', 'M1-0002'].map((id) => `"${id}":${one}`);
    expect(output.finish(1).takeCopy().toString()).toBe(`{"frameworks":{${all.join()}}}`);
  });
});

describe('the constraints of a framework', () => {
  it('are shown as they were given', async () => {
    const master = new TestMaster();
    const { record } = master.subscribe(aFramework({ roles: ['r'] }), [], constraints);
    expect(frameworkMessage(record!, wholeView).offer_constraints).toEqual(constraints);
    const { frameworks } = await jsonOf(frameworksDocument(contextOf(master), undefined));
    expect(frameworks[0].offer_constraints).toEqual(constraints);
  });
});
