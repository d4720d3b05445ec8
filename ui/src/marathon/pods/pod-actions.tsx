/** Scales, suspends or destroys a pod. */
import { useState } from 'react';
import { useSay } from '../../texts/texts.ts';
import { Act } from '../act.tsx';
import { actions } from '../api.ts';
import type { PodStatus } from '../model.ts';
import { changeInstances } from '../apps/scaling.tsx';
import { expectChange } from '../store.ts';
import { InstancesField } from '../apps/instances-field.tsx';

export type PodAction = 'scale' | 'suspend' | 'destroy';

export function PodDialog({
  pod,
  action,
  close,
}: {
  readonly pod: PodStatus;
  readonly action: PodAction;
  readonly close: () => void;
}) {
  const say = useSay();
  const { id, spec } = pod;
  const instances = spec.scaling?.instances ?? 1;
  const [count, setCount] = useState(String(instances));
  const run = async (force: boolean): Promise<void> => {
    if (action === 'destroy') await actions.destroyPod(id, force);
    else await changeInstances({ id, pod }, action === 'scale' ? Number(count) : 0, force);
    expectChange(id);
  };
  return (
    <Act
      title={`${say(action)}: ${id}`}
      text={say(`${action}Text`, { count: instances })}
      action={say(action)}
      isDangerous={action === 'destroy'}
      {...(action === 'destroy' ? { typed: id } : {})}
      run={run}
      close={close}
    >
      {action === 'scale' && <InstancesField value={count} onChange={setCount} />}
    </Act>
  );
}
