/** Makes a group, changes all that is in it at once, says what it needs first, or takes it away. */
import { useEffect, useState } from 'react';
import { go } from '../../base/router.ts';
import { appsWords } from '../../texts/areas/marathon-apps.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { Act } from '../act.tsx';
import { actions, idPath, request } from '../api.ts';
import { toChangeGroup, toCreateGroup, toDestroyGroup } from '../app-rights.ts';

export type GroupAction = 'new' | 'scaleBy' | 'suspend' | 'dependencies' | 'destroy';

interface DialogProps {
  readonly group: string;
  readonly close: () => void;
}

export function GroupDialog({ action, ...props }: DialogProps & { readonly action: GroupAction }) {
  switch (action) {
    case 'new':
      return <NewGroup {...props} />;
    case 'scaleBy':
      return <ScaleBy {...props} />;
    case 'suspend':
      return <Suspend {...props} />;
    case 'dependencies':
      return <Dependencies {...props} />;
    case 'destroy':
      return <Destroy {...props} />;
  }
}

function Destroy({ group, close }: DialogProps) {
  const say = useSay();
  return (
    <Act
      title={`${say('destroyGroup')}: ${group}`}
      text={say('destroyGroupText')}
      action={say('destroyGroup')}
      isDangerous
      typed={group}
      needs={toDestroyGroup(group)}
      run={async (force) => {
        await actions.destroyGroup(group, force);
        go('/apps');
      }}
      close={close}
    />
  );
}

function Suspend({ group, close }: DialogProps) {
  const say = useSay();
  const own = useWords(appsWords);
  return (
    <Act
      title={`${say('suspend')}: ${group}`}
      text={own('suspendGroupText')}
      action={say('suspend')}
      isDangerous
      needs={toChangeGroup(group)}
      run={(force) => actions.scaleGroup(group, 0, force)}
      close={close}
    />
  );
}

function ScaleBy({ group, close }: DialogProps) {
  const own = useWords(appsWords);
  const [factor, setFactor] = useState('2');
  return (
    <Act
      title={`${own('scaleBy')}: ${group}`}
      text={own('scaleByText')}
      action={own('scaleBy')}
      needs={toChangeGroup(group)}
      run={(force) => actions.scaleGroup(group, Number(factor), force)}
      close={close}
    >
      <p>
        <label>
          {own('factor')}{' '}
          <input
            type="number"
            min="0"
            step="any"
            required
            value={factor}
            onChange={(event) => setFactor(event.target.value)}
          />
        </label>
      </p>
    </Act>
  );
}

function Dependencies({ group, close }: DialogProps) {
  const own = useWords(appsWords);
  const say = useSay();
  const [ids, setIds] = useState<string | undefined>();
  const [why, setWhy] = useState('');
  useEffect(() => {
    request<{ readonly dependencies?: readonly string[] }>(
      `v2/groups${idPath(group)}?embed=group.groups`,
    ).then(
      ({ dependencies = [] }) => setIds(dependencies.join('\n')),
      (error: unknown) => setWhy(error instanceof Error ? error.message : String(error)),
    );
  }, [group]);
  return (
    <Act
      title={`${own('dependencies')}: ${group}`}
      text={own('dependenciesText')}
      action={say('save')}
      needs={toChangeGroup(group)}
      run={(force) => {
        // What is there is not known yet, and must not be taken away unseen.
        if (ids === undefined) throw new Error(why === '' ? say('loading') : why);
        const dependencies = ids.split(/\s+/).filter((id) => id !== '');
        return actions.changeGroup(group, { dependencies }, force);
      }}
      close={close}
    >
      <p>
        <label>
          {own('ids')}{' '}
          <textarea
            className="mono"
            rows={4}
            disabled={ids === undefined}
            value={ids ?? ''}
            onChange={(event) => setIds(event.target.value)}
          />
        </label>
      </p>
    </Act>
  );
}

function NewGroup({ group, close }: DialogProps) {
  const say = useSay();
  const [name, setName] = useState('');
  const prefix = group === '/' ? '/' : `${group}/`;
  return (
    <Act
      title={say('createGroup')}
      text=""
      action={say('createGroup')}
      needs={toCreateGroup(group)}
      run={() => actions.createGroup(prefix + name)}
      close={close}
    >
      <p>
        <label>
          {say('name')} {prefix}
          <input value={name} required onChange={(event) => setName(event.target.value)} />
        </label>
      </p>
    </Act>
  );
}
