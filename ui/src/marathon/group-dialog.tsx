/** Makes a group, or takes one away with all that is in it. */
import { useState } from 'react';
import { go } from '../base/router.ts';
import { useSay } from '../texts/texts.ts';
import { Act } from './act.tsx';
import { actions } from './api.ts';

export function GroupDialog({
  group,
  action,
  close,
}: {
  readonly group: string;
  readonly action: 'new' | 'destroy';
  readonly close: () => void;
}) {
  const say = useSay();
  const [name, setName] = useState('');
  const prefix = group === '/' ? '/' : `${group}/`;
  if (action === 'destroy') {
    return (
      <Act
        title={`${say('destroyGroup')}: ${group}`}
        text={say('destroyGroupText')}
        action={say('destroyGroup')}
        isDangerous
        typed={group}
        run={async (force) => {
          await actions.destroyGroup(group, force);
          go('/apps');
        }}
        close={close}
      />
    );
  }
  return (
    <Act
      title={say('createGroup')}
      text=""
      action={say('createGroup')}
      run={() => actions.createGroup(prefix + name)}
      close={close}
    >
      <p>
        <label>
          {say('name')} {prefix}
          <input value={name} onChange={(event) => setName(event.target.value)} />
        </label>
      </p>
    </Act>
  );
}
