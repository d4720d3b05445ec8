import { describe, expect, it } from 'vitest';
import type { Resource } from '../protocol/generated/mesos.ts';
import {
  convertAllToPreRefinement,
  convertToEndpointFormat,
  convertToPostRefinement,
  convertToPreRefinement,
  withAllocationInfo,
  withoutAllocationInfo,
} from './refinement.ts';
import { Resources } from './resources.ts';

const bare: Resource = { name: 'cpus', type: 'SCALAR', scalar: { value: 1 } };
const oldStatic: Resource = { ...bare, role: 'web' };
const newStatic: Resource = { ...bare, reservations: [{ type: 'STATIC', role: 'web' }] };
const oldDynamic: Resource = { ...bare, role: 'web', reservation: { principal: 'ann' } };
const newDynamic: Resource = {
  ...bare,
  reservations: [{ type: 'DYNAMIC', role: 'web', principal: 'ann' }],
};

describe('the formats of reservations', () => {
  it('say the same in the old and the new way', () => {
    expect(convertToPostRefinement(oldStatic)).toEqual(newStatic);
    expect(convertToPreRefinement(newStatic)).toEqual(oldStatic);
    expect(convertToPostRefinement(oldDynamic)).toEqual(newDynamic);
    expect(convertToPreRefinement(newDynamic)).toEqual(oldDynamic);
    expect(convertToPostRefinement({ ...bare, role: '*' })).toEqual(bare);
    expect(convertToPreRefinement(bare)).toEqual({ ...bare, role: '*' });
    expect(Resources.fromMessages([oldDynamic]).equals(Resources.fromMessages([newDynamic]))).toBe(
      true,
    );
  });

  it('keep the empty reservation of a dynamic one without a principal', () => {
    const dynamic: Resource = { ...bare, reservations: [{ type: 'DYNAMIC', role: 'web' }] };
    expect(convertToPreRefinement(dynamic)).toEqual({ ...bare, role: 'web', reservation: {} });
  });

  it('cannot say a refined reservation in the old way', () => {
    const refined: Resource = {
      ...bare,
      reservations: [
        { type: 'STATIC', role: 'eng' },
        { type: 'DYNAMIC', role: 'eng/web' },
      ],
    };
    expect(convertToPreRefinement(refined)).toBeUndefined();
    expect(convertAllToPreRefinement([bare, refined])).toBeUndefined();
    expect(convertToEndpointFormat(refined)).toBe(refined);
  });

  it('are both there for endpoints', () => {
    expect(convertToEndpointFormat(newDynamic)).toEqual({ ...oldDynamic, ...newDynamic });
  });
});

it('frameworks with one role never see who resources are allocated to', () => {
  const allocated = withAllocationInfo(bare, 'web');
  expect(allocated.allocation_info).toEqual({ role: 'web' });
  expect(withoutAllocationInfo(allocated)).toEqual(bare);
});
