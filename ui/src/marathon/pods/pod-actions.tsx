/** Scales, restarts, suspends or destroys a pod. */
import { useState } from 'react';
import { RightButton } from '../../parts/rights.tsx';
import { useSay } from '../../texts/texts.ts';
import { Act } from '../act.tsx';
import { actions } from '../api.ts';
import { toDo } from '../app-rights.ts';
import type { PodStatus } from '../model.ts';
import { changeInstances } from '../apps/scaling.tsx';
import { expectChange } from '../store.ts';
import { InstancesField } from '../apps/instances-field.tsx';

export type PodAction = 'scale' | 'restart' | 'suspend' | 'destroy';

export function PodActions({ pod, edit }: { readonly pod: PodStatus; readonly edit: () => void }) {
  const say = useSay();
  const [open, setOpen] = useState<PodAction | undefined>();
  const isIdle = pod.spec.scaling?.instances === 0;
  const button = (
    action: PodAction,
    isOff = false,
    look: 'plain' | 'primary' | 'danger' = 'plain',
  ) => (
    <RightButton
      needs={toDo(action, pod.id)}
      look={look}
      isDisabled={isOff}
      onClick={() => setOpen(action)}
    >
      {say(action)}
    </RightButton>
  );
  return (
    <p className="buttons">
      {button('scale', false, 'primary')}
      <button type="button" className="plain" onClick={edit}>
        {say('edit')}
      </button>
      {button('restart', isIdle)}
      {button('suspend', isIdle)}
      {button('destroy', false, 'danger')}
      {open !== undefined && <PodDialog pod={pod} action={open} close={() => setOpen(undefined)} />}
    </p>
  );
}

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
    else if (action === 'restart') await actions.restartPod(id, force);
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
      needs={toDo(action, id)}
      run={run}
      close={close}
    >
      {action === 'scale' && <InstancesField value={count} onChange={setCount} />}
    </Act>
  );
}
