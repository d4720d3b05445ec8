/**
 * One action for all that are marked, one after the other. Only what is shown can be marked; what is
 * refused stays marked, and why is said beside its name.
 */
import { useState } from 'react';
import { Confirm } from '../../parts/confirm.tsx';
import { appsWords } from '../../texts/areas/marathon-apps.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { actions } from '../api.ts';
import type { Row } from './app-rows.ts';
import { changeInstances } from './scaling.tsx';
import { expectChange, useMarathon } from '../store.ts';
import { InstancesField } from './instances-field.tsx';

type BulkAction = 'scale' | 'restart' | 'suspend' | 'destroy';

interface BulkProps {
  readonly rows: readonly Row[];
  readonly unmark: (ids: readonly string[]) => void;
}

export function BulkBar({ rows, unmark }: BulkProps) {
  const say = useSay();
  const own = useWords(appsWords);
  const [action, setAction] = useState<BulkAction | undefined>();
  if (rows.length === 0) return null;
  const hasPods = rows.some(({ isPod }) => isPod);
  const button = (name: BulkAction, isOff = false) => (
    <button
      type="button"
      className={name === 'destroy' ? 'danger' : 'plain'}
      disabled={isOff}
      onClick={() => setAction(name)}
    >
      {say(name)}
    </button>
  );
  return (
    <div className="notice buttons" role="group" aria-label={own('marked', { count: rows.length })}>
      <b>{own('marked', { count: rows.length })}</b> {button('scale')} {button('restart', hasPods)}{' '}
      {button('suspend')} {button('destroy')}{' '}
      <button type="button" className="link" onClick={() => unmark(rows.map(({ id }) => id))}>
        {own('unmark')}
      </button>
      {action !== undefined && (
        <BulkDialog
          rows={rows}
          unmark={unmark}
          action={action}
          close={() => setAction(undefined)}
        />
      )}
    </div>
  );
}

function BulkDialog({
  rows: marked,
  unmark,
  action,
  close,
}: BulkProps & { readonly action: BulkAction; readonly close: () => void }) {
  const say = useSay();
  const own = useWords(appsWords);
  const { pods } = useMarathon();
  const [rows] = useState(marked);
  const [count, setCount] = useState('1');
  const [told, setTold] = useState<ReadonlyMap<string, string>>(new Map());
  const act = ({ id }: Row): Promise<unknown> => {
    const pod = pods.get(id);
    switch (action) {
      case 'scale':
        return changeInstances({ id, pod }, Number(count));
      case 'suspend':
        return changeInstances({ id, pod }, 0);
      case 'restart':
        return actions.restart(id);
      case 'destroy':
        return pod === undefined ? actions.destroy(id) : actions.destroyPod(id);
    }
  };
  const run = async (): Promise<void> => {
    const refused: string[] = [];
    for (const row of rows.filter(({ id }) => told.get(id) !== '')) {
      const why = await act(row).then(
        () => '',
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      setTold((before) => new Map(before).set(row.id, why));
      if (why === '') {
        expectChange(row.id);
        unmark([row.id]);
      } else refused.push(row.id);
    }
    if (refused.length > 0) {
      throw new Error(own('bulkFailed', { failed: refused.length, total: rows.length }));
    }
  };
  return (
    <Confirm
      title={own('bulk', { action: say(action), count: rows.length })}
      text={own('bulkText')}
      action={say(action)}
      isDangerous={action === 'destroy'}
      {...(action === 'destroy' ? { typed: own('typeCount', { count: rows.length }) } : {})}
      onConfirm={run}
      close={close}
    >
      {action === 'scale' && <InstancesField value={count} onChange={setCount} />}
      <ul className="bulk" tabIndex={0} aria-label={own('marked', { count: rows.length })}>
        {rows.map(({ id }) => (
          <li key={id}>
            {id} <Told why={told.get(id)} />
          </li>
        ))}
      </ul>
    </Confirm>
  );
}

function Told({ why }: { readonly why: string | undefined }) {
  if (why === undefined) return null;
  return why === '' ? <span className="ok">✓</span> : <span className="bad">✕ {why}</span>;
}
