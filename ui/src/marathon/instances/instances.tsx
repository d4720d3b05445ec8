/** The instances of an app, what each uses, and what can be done to those that are marked. */
import { useMemo } from 'react';
import { setQuery, usePlace } from '../../base/router.ts';
import { useAskedRange } from '../../parts/table/asked-range.ts';
import { ColumnsMenu, useColumns } from '../../parts/table/columns.tsx';
import { Grid } from '../../parts/table/grid.tsx';
import { useHeld } from '../../parts/table/table.tsx';
import { useRowMarks } from '../../parts/table/use-marks.ts';
import { instanceWords } from '../../texts/areas/marathon-instances.ts';
import { tableWords } from '../../texts/areas/table.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { appAddress } from '../addresses.ts';
import type { Instance } from '../model.ts';
import './instance.css';
import { instanceColumns } from './instance-columns.tsx';
import { isByUse, matches, orderOf, sortedInstances } from './instance-rows.ts';
import { KillInstances } from './kill-instances.tsx';
import { sentenceOf } from './output.ts';
import { useMesosPages } from './task-links.tsx';
import { useUses } from './use-of-instances.ts';
import type { Uses } from './uses.ts';
import type { ViewProps } from '../app/view-props.ts';

const noTasks: readonly Instance[] = [];
const idOf = ({ id }: Instance): string => id;

export function Instances({ app, details }: ViewProps) {
  const say = useSay();
  const word = useWords(tableWords);
  const { query } = usePlace();
  const text = query.get('q') ?? '';
  const sort = query.get('sort') ?? '';
  const order = useMemo(() => orderOf(sort), [sort]);
  const all = details?.tasks ?? noTasks;
  const found = useMemo(() => all.filter((task) => matches(task, text)), [all, text]);
  const [range, onRange] = useAskedRange();
  const seen = seenOf(found, order, range);
  const uses = useUses(
    app.id,
    seen.map(({ slaveId }) => slaveId),
  );
  const tasks = useMemo(
    () => sortedInstances(found, order, uses.tasks),
    [found, order, uses.tasks],
  );
  const marks = useRowMarks('instances', tasks, idOf, { isWhole: details !== undefined });
  const rows = useMemo(
    () => ({ rows: tasks, from: 0, matched: tasks.length, total: all.length }),
    [tasks, all],
  );
  // Use changes every few seconds: rows do not move under the pointer because of it.
  const { shown, waiting, applyNow, hover } = useHeld<Instance>(
    { rows, isCurrent: true },
    `${text} ${sort}`,
    idOf,
    marks.set.size > 0,
  );
  const held = shown ?? rows;
  const pages = useMesosPages();
  const hasVersions = all.some(({ version }) => version !== all[0]?.version);
  const columns = instanceColumns({ app, uses, pages, hasVersions });
  const layout = useColumns('marathon.instances', columns, 'cols');
  // What is gone is not marked any more; nothing that is not seen is ever killed.
  const chosen = tasks.filter(({ id }) => marks.set.has(id)).map(idOf);
  return (
    <>
      <div className="buttons">
        <input
          type="search"
          aria-label={say('instances')}
          placeholder="host:port"
          value={text}
          onChange={(event) => setQuery({ q: event.target.value })}
        />
        <KillInstances app={app} chosen={chosen} isCounted done={marks.clear} />
        <ColumnsMenu layout={layout} />
        {waiting !== undefined && (
          <button type="button" className="pill" onClick={applyNow}>
            ↻ {word(waiting.kind, { count: waiting.count })}
          </button>
        )}
      </div>
      {details === undefined && <p className="quiet">{say('loading')}</p>}
      {details !== undefined && held.matched === 0 && (
        <p className="quiet">
          {all.length === 0 ? say('none') : say('noMatch', { total: all.length })}
        </p>
      )}
      {held.matched > 0 && (
        <Grid
          label={say('instances')}
          columns={layout.shown}
          widths={layout.widths}
          onResize={layout.resize}
          count={held.matched}
          rowAt={(index) => held.rows[index]}
          rowKey={idOf}
          sort={order}
          onSort={(key) =>
            setQuery({ sort: key === order.key && !order.isDescending ? `-${key}` : key })
          }
          onRange={onRange}
          onHover={hover}
          marks={marks}
          rowLabel={idOf}
          places={({ id }) => {
            const own = appAddress(app.id, encodeURIComponent(id));
            return { id, open: own, log: own };
          }}
        />
      )}
      <NoUse uses={uses} />
    </>
  );
}

/** Of which agents nothing is known, and why: one of the reasons. */
function NoUse({ uses: { faults } }: { readonly uses: Uses }) {
  const own = useWords(instanceWords);
  const [first] = faults;
  if (first === undefined) return null;
  const [, why] = first;
  return (
    <p className="muted" role="status">
      {own('useUnknown', { count: faults.size, why: sentenceOf(why) })}
    </p>
  );
}

/** Whose use is asked for: what the order is by must be known of all. */
function seenOf(
  found: readonly Instance[],
  order: ReturnType<typeof orderOf>,
  { from, count }: { readonly from: number; readonly count: number },
): readonly Instance[] {
  return isByUse(order) ? found : sortedInstances(found, order).slice(from, from + count);
}
