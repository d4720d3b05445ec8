/** What can be done with an app, a pod or a group, at the end of its row. */
import { appsWords } from '../../texts/areas/marathon-apps.ts';
import { useMissing } from '../../parts/rights.tsx';
import { toChange, toChangeGroup, toDestroy, toDestroyGroup } from '../app-rights.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import type { Row } from './app-rows.ts';

export function RowMenu({
  row,
  isDelayed,
  act,
}: {
  readonly row: Row;
  readonly isDelayed: boolean;
  readonly act: (row: Row, action: string) => void;
}) {
  const say = useSay();
  const own = useWords(appsWords);
  const isIdle = row.instances === 0;
  const missing = useMissing();
  const choice = (action: string, text: string, isOff = false) => {
    const isLast = action === 'destroy';
    const needs = row.isGroup
      ? isLast
        ? toDestroyGroup
        : toChangeGroup
      : isLast
        ? toDestroy
        : toChange;
    const why = missing(needs(row.id));
    return (
      <option value={action} disabled={isOff || why !== undefined}>
        {why === undefined ? text : `${text} (${why})`}
      </option>
    );
  };
  return (
    <select
      className="row-menu"
      aria-label={`${say('actions')} ${row.id}`}
      value=""
      onChange={(event) => act(row, event.target.value)}
    >
      <option value="">…</option>
      {row.isGroup ? choice('scaleBy', own('scaleBy'), isIdle) : choice('scale', say('scale'))}
      {!row.isGroup && choice('restart', say('restart'), isIdle)}
      {choice('suspend', say('suspend'), isIdle)}
      {!row.isGroup && !row.isPod && isDelayed && choice('resetDelay', say('resetDelay'))}
      {row.isGroup && choice('dependencies', own('dependencies'))}
      {choice('destroy', say('destroy'))}
    </select>
  );
}
