/** Apps and groups: what there is, how it is, filters at the side, and how to make more. */
import { useMemo, useState } from 'react';
import { amountText, megabytesText } from '../parts/format.ts';
import { type Column, Grid } from '../parts/grid.tsx';
import { SearchBox } from '../parts/table.tsx';
import { parseSearch, type Searchable } from '../search/grammar.ts';
import { addressOf, go, setQuery, usePlace } from '../shell/router.ts';
import { useSay } from '../texts/texts.ts';
import { Act } from './act.tsx';
import { ActionDialog, type AppAction } from './app-actions.tsx';
import { actions } from './api.ts';
import { HealthBar } from './health-bar.tsx';
import { type App, statusOf, type Status } from './model.ts';
import { AppStatus } from './status.tsx';
import { expectChange, useMarathon } from './store.ts';
import { Edit } from './edit.tsx';

interface Row {
  readonly id: string;
  readonly label: string;
  readonly isGroup: boolean;
  readonly app: App;
  readonly status: Status;
  readonly instances: number;
  readonly cpus: number;
  readonly mem: number;
}

const statuses: readonly Status[] = ['running', 'deploying', 'suspended', 'delayed', 'waiting'];
const healths = ['healthy', 'unhealthy', 'unknown'] as const;
type Health = (typeof healths)[number];

export const appAddress = (id: string, view = ''): string =>
  addressOf(`/apps/${encodeURIComponent(id)}${view === '' ? '' : `/${view}`}`);
const groupAddress = (id: string): string =>
  id === '/' ? '#/apps' : addressOf(`/group/${encodeURIComponent(id)}`);

const search: Searchable<Row> = {
  text: ({ id, app }) =>
    `${id}\n${Object.entries(app.labels ?? {})
      .map(([name, value]) => `${name}:${value}`)
      .join('\n')}`,
  fields: {
    id: ({ id }) => id,
    status: ({ status }) => status,
    instances: ({ instances }) => instances,
    cpus: ({ cpus }) => cpus,
    mem: ({ mem }) => mem,
    label: ({ app }) =>
      Object.entries(app.labels ?? {})
        .map(([name, value]) => `${name}=${value}`)
        .join('\n'),
  },
  facts: {
    healthy: ({ app }) => healthNames(app).includes('healthy'),
    unhealthy: ({ app }) => healthNames(app).includes('unhealthy'),
    running: ({ status }) => status === 'running',
    waiting: ({ status }) => status === 'waiting' || status === 'delayed',
  },
};

function healthNames(app: App): Health[] {
  const { tasksHealthy, tasksUnhealthy, tasksRunning } = app;
  const names: Health[] = [];
  if (tasksHealthy > 0) names.push('healthy');
  if (tasksUnhealthy > 0) names.push('unhealthy');
  if (tasksRunning > tasksHealthy + tasksUnhealthy) names.push('unknown');
  return names;
}

export default function Apps({ group }: { readonly group: string }) {
  const say = useSay();
  const { query } = usePlace();
  const { apps, groups, queue, isWhole } = useMarathon();
  const [action, setAction] = useState<{ app: App; action: AppAction } | undefined>();
  const [groupAction, setGroupAction] = useState<'new' | 'destroy' | undefined>();
  const chosen = {
    status: query
      .getAll('filterStatus')
      .flatMap((each) => each.split(','))
      .filter(Boolean),
    health: query
      .getAll('filterHealth')
      .flatMap((each) => each.split(','))
      .filter(Boolean),
    labels: query
      .getAll('filterLabels')
      .flatMap((each) => each.split(','))
      .filter(Boolean),
  };
  const words = query.get('q') ?? query.get('filterText') ?? '';
  const isFiltered = words !== '' || Object.values(chosen).some((list) => list.length > 0);
  const sortText = query.get('sort') ?? 'id';
  const isDescending = sortText.startsWith('-');
  const sort = sortText.replace(/^-/, '');
  const all = useMemo(
    () => [...apps.values()].map((app) => rowOf(app, statusOf(app, queue.get(app.id)))),
    [apps, queue],
  );
  const parsed = parseSearch(words, search);
  const below = all.filter(({ id }) => group === '/' || id.startsWith(`${group}/`));
  const filtered = below.filter(
    (row) =>
      (chosen.status.length === 0 || chosen.status.includes(row.status)) &&
      (chosen.health.length === 0 ||
        healthNames(row.app).some((name) => chosen.health.includes(name))) &&
      (chosen.labels.length === 0 ||
        Object.entries(row.app.labels ?? {}).some(([name, value]) =>
          chosen.labels.includes(`${name}:${value}`),
        )) &&
      parsed.ok &&
      parsed.matches(row),
  );
  const rows = sorted(isFiltered ? filtered : children(group, below, groups), sort, isDescending);
  const toggle = (name: string, list: readonly string[], value: string): void => {
    const next = list.includes(value) ? list.filter((each) => each !== value) : [...list, value];
    setQuery({ [name]: next.join(',') });
  };
  const columns: readonly Column<Row>[] = [
    {
      key: 'id',
      title: 'name',
      width: 'minmax(14rem, 3fr)',
      cell: ({ id, label, isGroup, app }) => (
        <>
          <a href={isGroup ? groupAddress(id) : appAddress(id)} title={id}>
            {isGroup ? '▸ ' : ''}
            {isFiltered ? id : label}
          </a>{' '}
          {Object.entries(app.labels ?? {}).map(([name, value]) => (
            <span key={name} className="chip" title={`${name}: ${value}`}>
              {name}
              {value === '' ? '' : `: ${value}`}
            </span>
          ))}
        </>
      ),
    },
    {
      key: 'cpus',
      title: 'cpus',
      width: '5rem',
      isNumber: true,
      cell: ({ cpus }) => amountText(cpus),
    },
    {
      key: 'mem',
      title: 'mem',
      width: '6rem',
      isNumber: true,
      cell: ({ mem }) => megabytesText(mem),
    },
    {
      key: 'status',
      title: 'state',
      width: '9rem',
      cell: ({ app, isGroup }) =>
        isGroup ? '' : <AppStatus app={app} queued={queue.get(app.id)} />,
    },
    {
      key: 'instances',
      title: 'runningInstances',
      width: '8rem',
      isNumber: true,
      cell: ({ app, instances }) => say('usage', { used: app.tasksRunning, total: instances }),
    },
    {
      key: 'health',
      title: 'health',
      width: '9rem',
      isUnsorted: true,
      cell: ({ app }) => <HealthBar app={app} />,
    },
    {
      key: 'actions',
      title: 'actions',
      width: '12rem',
      isUnsorted: true,
      cell: ({ app, isGroup }) =>
        isGroup ? (
          ''
        ) : (
          <select
            aria-label={`${say('actions')} ${app.id}`}
            value=""
            onChange={(event) => setAction({ app, action: event.target.value as AppAction })}
          >
            <option value="">…</option>
            <option value="scale">{say('scale')}</option>
            <option value="restart">{say('restart')}</option>
            <option value="suspend">{say('suspend')}</option>
            {queue.has(app.id) && <option value="resetDelay">{say('resetDelay')}</option>}
            <option value="destroy">{say('destroy')}</option>
          </select>
        ),
    },
  ];
  const modal = query.get('modal') ?? '';
  return (
    <>
      <GroupCrumbs group={group} />
      <div className="table-head">
        <h1>{say('applications')}</h1>
        <SearchBox
          value={words}
          what={say('applications')}
          fault={parsed.ok ? undefined : parsed.fault}
          onChange={(text) => setQuery({ q: text, filterText: undefined })}
        />
        <button type="button" className="primary" onClick={() => setQuery({ modal: 'new-app' })}>
          {say('createApp')}
        </button>
        <button type="button" className="plain" onClick={() => setGroupAction('new')}>
          {say('createGroup')}
        </button>
        {group !== '/' && (
          <button type="button" className="danger" onClick={() => setGroupAction('destroy')}>
            {say('destroyGroup')}
          </button>
        )}
      </div>
      <div className="with-side">
        <aside aria-label={say('filters')}>
          <fieldset>
            <legend>{say('state')}</legend>
            {statuses.map((status) => (
              <label key={status}>
                <input
                  type="checkbox"
                  checked={chosen.status.includes(status)}
                  onChange={() => toggle('filterStatus', chosen.status, status)}
                />{' '}
                {say(`status_${status}`)}{' '}
                <span className="count">{below.filter((row) => row.status === status).length}</span>
              </label>
            ))}
          </fieldset>
          <fieldset>
            <legend>{say('health')}</legend>
            {healths.map((health) => (
              <label key={health}>
                <input
                  type="checkbox"
                  checked={chosen.health.includes(health)}
                  onChange={() => toggle('filterHealth', chosen.health, health)}
                />{' '}
                {say(`part_${health}`)}{' '}
                <span className="count">
                  {below.filter(({ app }) => healthNames(app).includes(health)).length}
                </span>
              </label>
            ))}
          </fieldset>
          <Labels
            rows={below}
            chosen={chosen.labels}
            toggle={(label) => toggle('filterLabels', chosen.labels, label)}
          />
          {isFiltered && (
            <button
              type="button"
              className="link"
              onClick={() =>
                setQuery({
                  q: '',
                  filterText: '',
                  filterStatus: '',
                  filterHealth: '',
                  filterLabels: '',
                })
              }
            >
              {say('clear')}
            </button>
          )}
        </aside>
        <div>
          {!isWhole && <p className="quiet">{say('loading')}</p>}
          {isWhole && rows.length === 0 && (
            <p className="quiet">
              {apps.size === 0 ? say('noApps') : say('noMatch', { total: below.length })}
            </p>
          )}
          {rows.length > 0 && (
            <Grid
              label={say('applications')}
              columns={columns}
              count={rows.length}
              rowAt={(index) => rows[index]}
              rowKey={({ id, isGroup }) => `${id} ${isGroup}`}
              sort={{ key: sort, isDescending }}
              onSort={(key) => setQuery({ sort: key === sort && !isDescending ? `-${key}` : key })}
            />
          )}
        </div>
      </div>
      {action !== undefined && <ActionDialog {...action} close={() => setAction(undefined)} />}
      {groupAction !== undefined && (
        <GroupDialog group={group} action={groupAction} close={() => setGroupAction(undefined)} />
      )}
      {modal === 'new-app' && (
        <Edit
          group={group}
          close={() => setQuery({ modal: undefined })}
          done={(id) => {
            expectChange(id);
            setQuery({ modal: undefined });
          }}
        />
      )}
    </>
  );
}

function rowOf(app: App, status: Status): Row {
  const { id, instances, cpus, mem } = app;
  const label = id.split('/').at(-1)!;
  return {
    id,
    label,
    isGroup: false,
    app,
    status,
    instances,
    cpus: cpus * instances,
    mem: mem * instances,
  };
}

/** The apps of a group, and its groups with the sums of what is in them, first. */
function children(group: string, below: readonly Row[], groups: ReadonlySet<string>): Row[] {
  const prefix = group === '/' ? '/' : `${group}/`;
  const found = new Map<string, Row[]>();
  for (const id of groups) {
    if (id !== group && id.startsWith(prefix)) {
      const child = prefix + id.slice(prefix.length).split('/')[0]!;
      if (!found.has(child)) found.set(child, []);
    }
  }
  const own: Row[] = [];
  for (const row of below) {
    const [first, ...rest] = row.id.slice(prefix.length).split('/');
    if (rest.length === 0) own.push(row);
    else {
      const child = prefix + first!;
      found.set(child, [...(found.get(child) ?? []), row]);
    }
  }
  return [...Array.from(found, ([id, rows]) => groupRow(id, rows)), ...own];
}

function groupRow(id: string, rows: readonly Row[]): Row {
  const sum = (value: (row: Row) => number): number =>
    rows.reduce((total, row) => total + value(row), 0);
  const instances = sum((row) => row.instances);
  const app: App = {
    id,
    instances,
    cpus: 0,
    mem: 0,
    version: '',
    deployments: [],
    tasksStaged: sum(({ app: one }) => one.tasksStaged),
    tasksRunning: sum(({ app: one }) => one.tasksRunning),
    tasksHealthy: sum(({ app: one }) => one.tasksHealthy),
    tasksUnhealthy: sum(({ app: one }) => one.tasksUnhealthy),
  };
  return {
    id,
    label: id.split('/').at(-1)!,
    isGroup: true,
    app,
    status: 'running',
    instances,
    cpus: sum((row) => row.cpus),
    mem: sum((row) => row.mem),
  };
}

/** Groups stay on top. */
function sorted(rows: readonly Row[], key: string, isDescending: boolean): Row[] {
  const sign = isDescending ? -1 : 1;
  const by = key as 'id' | 'cpus' | 'mem' | 'status' | 'instances';
  return [...rows].toSorted((left, right) => {
    if (left.isGroup !== right.isGroup) return left.isGroup ? -1 : 1;
    if (left[by] === right[by]) return left.id < right.id ? -1 : 1;
    return (left[by] < right[by] ? -1 : 1) * sign;
  });
}

function Labels({
  rows,
  chosen,
  toggle,
}: {
  readonly rows: readonly Row[];
  readonly chosen: readonly string[];
  readonly toggle: (label: string) => void;
}) {
  const say = useSay();
  const labels = new Set(
    rows.flatMap(({ app }) =>
      Object.entries(app.labels ?? {}).map(([name, value]) => `${name}:${value}`),
    ),
  );
  if (labels.size === 0) return null;
  return (
    <fieldset>
      <legend>{say('labels')}</legend>
      <select
        aria-label={say('labels')}
        value=""
        onChange={(event) => event.target.value !== '' && toggle(event.target.value)}
      >
        <option value="">…</option>
        {[...labels].toSorted().map((label) => (
          <option key={label}>{label}</option>
        ))}
      </select>
      {chosen.map((label) => (
        <button key={label} type="button" className="chip" onClick={() => toggle(label)}>
          {label} ×
        </button>
      ))}
    </fieldset>
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

function GroupDialog({
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
