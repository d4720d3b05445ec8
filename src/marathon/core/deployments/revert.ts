/**
 * The way back from a deployment: what it changed becomes again what it was, everything else stays as
 * it is by now. Not possible where somebody changed the same since.
 */
import type { Draft } from '../parts.ts';
import type { Refusal } from '../refusal.ts';
import type { DeploymentPlan } from './plan.ts';

export function revertChanges(plan: DeploymentPlan): (draft: Draft) => Refusal | undefined {
  return (draft) => {
    for (const [id, { after }] of plan.runSpecs) {
      if (draft.findRunSpec(id)?.version !== after?.version) {
        const message = `Cannot roll back deployment ${plan.id}: ${id} was changed since.`;
        return { kind: 'conflict', message };
      }
    }
    for (const [, { before }] of plan.groups) {
      if (before !== undefined) draft.putGroup(before);
    }
    for (const [id, { before }] of plan.runSpecs) {
      if (before === undefined) draft.removeRunSpec(id);
      else draft.putRunSpec(before);
    }
    removeGroupsThatWereNew(plan, draft);
    return undefined;
  };
}

/** Groups that others put something into since stay. */
function removeGroupsThatWereNew(plan: DeploymentPlan, draft: Draft): void {
  const deepestFirst = [...plan.groups].sort(([a], [b]) => b.length - a.length);
  for (const [id, { before }] of deepestFirst) {
    if (before !== undefined || draft.findGroup(id) === undefined || id === '/') continue;
    const [first] = draft.runSpecsBelow(id);
    if (first === undefined && draft.groupsIn(id).length === 0) draft.removeGroup(id);
  }
}
