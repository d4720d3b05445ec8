/** Scale, restart, suspend, reset the delay, destroy. */
import { useState } from 'react';
import { RightButton } from '../../parts/rights.tsx';
import { useSay } from '../../texts/texts.ts';
import { Act } from '../act.tsx';
import { actions } from '../api.ts';
import { toDo } from '../app-rights.ts';
import type { App, Queued } from '../model.ts';
import { expectChange } from '../store.ts';
import { InstancesField } from './instances-field.tsx';

export type AppAction = 'scale' | 'restart' | 'suspend' | 'resetDelay' | 'destroy';

export function AppActions({
  app,
  queued,
  edit,
}: {
  readonly app: App;
  readonly queued: Queued | undefined;
  readonly edit: () => void;
}) {
  const say = useSay();
  const [open, setOpen] = useState<AppAction | undefined>();
  const button = (
    action: AppAction,
    isOff = false,
    look: 'plain' | 'primary' | 'danger' = 'plain',
  ) => (
    <RightButton
      needs={toDo(action, app.id)}
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
      {button('restart', app.instances === 0)}
      {button('suspend', app.instances === 0)}
      {queued !== undefined && queued.delay.timeLeftSeconds > 0 && button('resetDelay')}
      {button('destroy', false, 'danger')}
      {open !== undefined && (
        <ActionDialog app={app} action={open} close={() => setOpen(undefined)} />
      )}
    </p>
  );
}

export function ActionDialog({
  app: { id, instances },
  action,
  close,
}: {
  readonly app: App;
  readonly action: AppAction;
  readonly close: () => void;
}) {
  const say = useSay();
  const [count, setCount] = useState(String(instances));
  const run = async (force: boolean): Promise<void> => {
    switch (action) {
      case 'scale':
        await actions.change(id, { instances: Number(count) }, force);
        break;
      case 'suspend':
        await actions.change(id, { instances: 0 }, force);
        break;
      case 'restart':
        await actions.restart(id, force);
        break;
      case 'resetDelay':
        await actions.resetDelay(id);
        break;
      case 'destroy':
        await actions.destroy(id, force);
        break;
    }
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
