/** What can be done to many apps and pods at once. */
import { useState } from 'react';
import type { Bulk, BulkAction } from '../../parts/table/use-marks.ts';
import { useSay } from '../../texts/texts.ts';
import { actions, Refusal, whenNotCrowded } from '../api.ts';
import { toChange, toDestroy } from '../app-rights.ts';
import { expectChange, useMarathon } from '../store.ts';
import type { Row } from './app-rows.ts';
import { InstancesField } from './instances-field.tsx';
import { changeInstances, countOf } from './scaling.tsx';

const isHeld = (error: unknown): boolean => error instanceof Refusal && error.isLocked;

export function useAppBulk(): Bulk<Row> {
  const say = useSay();
  const { pods } = useMarathon();
  const [text, setText] = useState('1');
  const count = countOf(text);
  const act =
    (does: (row: Row, isForced: boolean) => Promise<unknown>): BulkAction<Row>['run'] =>
    async (row, isForced) => {
      await whenNotCrowded(() => does(row, isForced));
      expectChange(row.id);
    };
  const scaleTo = (to: number) =>
    act(({ id }, isForced) => changeInstances({ id, pod: pods.get(id) }, to, isForced));
  const ofBoth = { needs: ({ id }: Row) => toChange(id), isHeld };
  return {
    label: ({ id }) => id,
    actions: [
      {
        ...ofBoth,
        key: 'scale',
        title: 'scale',
        form: <InstancesField value={text} onChange={setText} />,
        cannot: () => (count === undefined ? `${say('instances')}: ${text}` : undefined),
        run: (row, isForced) => scaleTo(count ?? row.instances)(row, isForced),
      },
      {
        ...ofBoth,
        key: 'restart',
        title: 'restart',
        cannot: ({ instances }) => (instances === 0 ? say('status_suspended') : undefined),
        run: act(({ id }, isForced) =>
          pods.has(id) ? actions.restartPod(id, isForced) : actions.restart(id, isForced),
        ),
      },
      {
        ...ofBoth,
        key: 'suspend',
        title: 'suspend',
        cannot: ({ instances }) => (instances === 0 ? say('status_suspended') : undefined),
        run: scaleTo(0),
      },
      {
        key: 'destroy',
        title: 'destroy',
        isDangerous: true,
        isTyped: true,
        isHeld,
        needs: ({ id }) => toDestroy(id),
        run: act(({ id }, isForced) =>
          pods.has(id) ? actions.destroyPod(id, isForced) : actions.destroy(id, isForced),
        ),
      },
    ],
  };
}
