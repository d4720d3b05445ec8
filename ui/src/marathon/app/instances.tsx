/** The instances of an app, what each uses, and what can be done to those that are marked. */
import { useMemo } from 'react';
import { setQuery, usePlace } from '../../base/router.ts';
import { useAskedRange } from '../../parts/table/asked-range.ts';
import { ColumnsMenu, useColumns } from '../../parts/table/columns.tsx';
import { Grid } from '../../parts/table/grid.tsx';
import { useRowMarks } from '../../parts/table/use-marks.ts';
import { useSay } from '../../texts/texts.ts';
import { appAddress } from '../addresses.ts';
import type { Instance } from '../model.ts';
import './instance.css';
import { instanceColumns } from './instance-columns.tsx';
import { isByUse, matches, orderOf, sortedInstances } from './instance-rows.ts';
import { KillInstances } from './kill-instances.tsx';
import { useMesosPages } from './task-links.tsx';
import { useUses } from './use-of-instances.ts';
import type { ViewProps } from './view-props.ts';

const noTasks: readonly Instance[] = [];
const idOf = ({ id }: Instance): string => id;

export function Instances({ app, details }: ViewProps) {
  const say = useSay();
  const { query } = usePlace();
  const text = query.get('q') ?? '';
  const order = orderOf(query.get('sort') ?? '');
  const all = details?.tasks ?? noTasks;
  const found = useMemo(() => all.filter((task) => matches(task, text)), [all, text]);
  const [range, onRange] = useAskedRange();
  const seen = seenOf(found, order, range);
  const uses = useUses(
    app.id,
    seen.map(({ slaveId }) => slaveId),
  );
  const tasks = sortedInstances(found, order, uses.tasks);
  const marks = useRowMarks('instances', tasks, idOf);
  const pages = useMesosPages();
  const layout = useColumns('marathon.instances', instanceColumns({ app, uses, pages }), 'cols');
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
        <KillInstances app={app} chosen={chosen} done={marks.clear} />
        <ColumnsMenu layout={layout} />
      </div>
      {details === undefined && <p className="quiet">{say('loading')}</p>}
      {details !== undefined && tasks.length === 0 && (
        <p className="quiet">
          {all.length === 0 ? say('none') : say('noMatch', { total: all.length })}
        </p>
      )}
      {tasks.length > 0 && (
        <Grid
          label={say('instances')}
          columns={layout.shown}
          widths={layout.widths}
          onResize={layout.resize}
          count={tasks.length}
          rowAt={(index) => tasks[index]}
          rowKey={idOf}
          sort={order}
          onSort={(key) =>
            setQuery({ sort: key === order.key && !order.isDescending ? `-${key}` : key })
          }
          onRange={onRange}
          marks={marks}
          rowLabel={idOf}
          places={({ id }) => ({ id, open: appAddress(app.id, encodeURIComponent(id)) })}
        />
      )}
    </>
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
