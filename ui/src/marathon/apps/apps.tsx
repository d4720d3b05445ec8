/** Apps, pods and groups: what there is, how it is, filters at the side, and how to make more. */
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { setQuery, usePlace } from '../../base/router.ts';
import { useKeys } from '../../parts/keys.ts';
import { RightButton } from '../../parts/rights.tsx';
import { ColumnsMenu, useColumns } from '../../parts/table/columns.tsx';
import { Grid } from '../../parts/table/grid.tsx';
import { MarkBar } from '../../parts/table/marks.tsx';
import { SearchBox } from '../../parts/table/table.tsx';
import { useRowMarks } from '../../parts/table/use-marks.ts';
import { appsWords } from '../../texts/areas/marathon-apps.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { groupAddress } from '../addresses.ts';
import { toCreateGroup, toDestroyGroup } from '../app-rights.ts';
import { ActionDialog, type AppAction } from './app-actions.tsx';
import { appColumns } from './app-columns.tsx';
import { filtersOf, findRows, isFiltering, type Order, rowsOfGroup } from './app-filters.ts';
import { type Row, sortKeys } from './app-rows.ts';
import { useAppBulk } from './app-bulk.tsx';
import { clearFilters, Filters } from './filters.tsx';
import { GroupDialog, type GroupAction } from './group-dialog.tsx';
import { PodDialog, type PodAction } from '../pods/pod-actions.tsx';
import { ScalingNotice } from './scaling.tsx';
import { expectChange, useMarathon } from '../store.ts';
import { useAppsByTask, useRows } from './use-rows.ts';

const Edit = lazy(() => import('../edit/edit.tsx').then((module) => ({ default: module.Edit })));

const noApps: ReadonlySet<string> = new Set();
const canMark = ({ isGroup }: Row): boolean => !isGroup;

function orderOf(query: URLSearchParams): Order {
  const text = query.get('sort') ?? 'id';
  const key = sortKeys.find((each) => each === text.replace(/^-/, '')) ?? 'id';
  return { key, isDescending: text.startsWith('-'), isChosen: query.has('sort') };
}

interface Doing {
  readonly row: Row;
  readonly action: string;
}

export default function Apps({ group }: { readonly group: string }) {
  const say = useSay();
  const { query } = usePlace();
  const { groups, queue, isWhole } = useMarathon();
  const [doing, setDoing] = useState<Doing | undefined>();
  const all = useRows();
  const below = useMemo(
    () => (group === '/' ? all : all.filter(({ id }) => id.startsWith(`${group}/`))),
    [all, group],
  );
  const filters = useMemo(() => filtersOf(query), [query]);
  const order = useMemo(() => orderOf(query), [query]);
  const isFlat = isFiltering(filters);
  const named = useMemo(
    () =>
      isFlat
        ? findRows(below, filters, order, noApps)
        : {
            rows: rowsOfGroup(group, below, groups, order),
            fault: undefined,
            by: 'words' as const,
          },
    [isFlat, group, below, groups, filters, order],
  );
  const byTask = useAppsByTask(filters.words, isFlat && named.by === 'nearness');
  const { rows, fault, by } = useMemo(
    () => (byTask.size === 0 ? named : findRows(below, filters, order, byTask)),
    [named, below, filters, order, byTask],
  );
  const marks = useRowMarks('apps', rows, ({ id }) => id, { canMark, isWhole });
  const bulk = useAppBulk();
  useKeys({
    escape: () => {
      if (marks.set.size > 0) marks.clear();
      else if (isFlat) clearFilters();
      else return false;
      return true;
    },
  });
  const columns = appColumns({
    queue,
    isFlat,
    act: (row, action) => setDoing({ row, action }),
  });
  const layout = useColumns('marathon.apps', columns, 'cols');
  return (
    <>
      <GroupCrumbs group={group} />
      <div className="table-head">
        <h1>{say('applications')}</h1>
        <SearchBox
          value={filters.words}
          what={say('applications')}
          fault={fault}
          onChange={(text) => setQuery({ q: text, filterText: undefined })}
        />
        <ColumnsMenu layout={layout} />
        <Makers group={group} />
      </div>
      <div className="with-side">
        <Filters rows={below} filters={filters} />
        <div>
          <ScalingNotice />
          <Found
            isWhole={isWhole}
            isFlat={isFlat}
            by={by}
            count={rows.length}
            total={below.length}
          />
          {rows.length > 0 && (
            <Grid
              label={say('applications')}
              columns={layout.shown}
              widths={layout.widths}
              onResize={layout.resize}
              count={rows.length}
              rowAt={(index) => rows[index]}
              rowKey={({ id, isGroup }) => `${id} ${isGroup}`}
              marks={marks}
              reusesElements
              rowLabel={({ id }) => id}
              sort={order}
              onSort={(key) =>
                setQuery({ sort: key === order.key && !order.isDescending ? `-${key}` : key })
              }
            />
          )}
          <MarkBar {...bulk} marks={marks} matched={rows.filter(canMark).length} />
        </div>
      </div>
      <Dialogs group={group} doing={doing} close={() => setDoing(undefined)} />
    </>
  );
}

function Makers({ group }: { readonly group: string }) {
  const say = useSay();
  const [isDestroying, setDestroying] = useState(false);
  return (
    <>
      <button type="button" className="primary" onClick={() => setQuery({ modal: 'new-app' })}>
        {say('createApp')}
      </button>
      <RightButton needs={toCreateGroup(group)} onClick={() => setQuery({ modal: 'new-group' })}>
        {say('createGroup')}
      </RightButton>
      {group !== '/' && (
        <RightButton
          needs={toDestroyGroup(group)}
          look="danger"
          onClick={() => setDestroying(true)}
        >
          {say('destroyGroup')}
        </RightButton>
      )}
      {isDestroying && (
        <GroupDialog group={group} action="destroy" close={() => setDestroying(false)} />
      )}
    </>
  );
}

/** Nothing, nothing like that, or found by other means: each is said, with what can be done. */
function Found({
  isWhole,
  isFlat,
  by,
  count,
  total,
}: {
  readonly isWhole: boolean;
  readonly isFlat: boolean;
  readonly by: string;
  readonly count: number;
  readonly total: number;
}) {
  const say = useSay();
  const own = useWords(appsWords);
  if (!isWhole) return <p className="quiet">{say('loading')}</p>;
  if (count === 0 && !isFlat) return <p className="quiet">{say('noApps')}</p>;
  if (!isFlat) return null;
  const text =
    count === 0
      ? own('noneFound', { total })
      : by === 'nearness'
        ? own('alike')
        : by === 'tasks'
          ? own('byTask')
          : say('shown', { matched: count, total });
  return (
    <p className="muted" role="status">
      {text}{' '}
      <button type="button" className="link" onClick={clearFilters}>
        {own('showAll')}
      </button>
    </p>
  );
}

function Dialogs({
  group,
  doing,
  close,
}: {
  readonly group: string;
  readonly doing: Doing | undefined;
  readonly close: () => void;
}) {
  const modal = usePlace().query.get('modal') ?? '';
  const closeModal = (): void => setQuery({ modal: undefined });
  return (
    <>
      {doing !== undefined && <RowDialog {...doing} close={close} />}
      {modal === 'new-group' && <GroupDialog group={group} action="new" close={closeModal} />}
      {modal === 'new-app' && (
        <Suspense>
          <Edit
            group={group}
            close={closeModal}
            done={(id) => {
              expectChange(id);
              closeModal();
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function RowDialog({ row, action, close }: Doing & { readonly close: () => void }): ReactNode {
  const { pods } = useMarathon();
  if (row.isGroup) {
    return <GroupDialog group={row.id} action={action as GroupAction} close={close} />;
  }
  const pod = pods.get(row.id);
  return pod === undefined ? (
    <ActionDialog app={row.app} action={action as AppAction} close={close} />
  ) : (
    <PodDialog pod={pod} action={action as PodAction} close={close} />
  );
}

function GroupCrumbs({ group }: { readonly group: string }) {
  const say = useSay();
  const parts = group.split('/').filter(Boolean);
  return (
    <nav aria-label="Breadcrumb" className="crumbs">
      <ol>
        <li>
          <a href="#/apps">{say('applications')}</a>
        </li>
        {parts.map((part, i) => (
          <li key={i}>
            <a href={groupAddress(`/${parts.slice(0, i + 1).join('/')}`)}>{part}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
