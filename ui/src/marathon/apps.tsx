/** Apps and groups: what there is, how it is, filters at the side, and how to make more. */
import { useMemo, useState } from 'react';
import { amountText, megabytesText } from '../parts/format.ts';
import { type Column, Grid } from '../parts/grid.tsx';
import { SearchBox } from '../parts/table.tsx';
import { parseSearch } from '../search/grammar.ts';
import { setQuery, usePlace } from '../base/router.ts';
import { useSay } from '../texts/texts.ts';
import { ActionDialog, type AppAction } from './app-actions.tsx';
import { appAddress, groupAddress } from './addresses.ts';
import {
  children,
  healthNames,
  healths,
  type Row,
  rowOf,
  search,
  sorted,
  statuses,
} from './app-rows.ts';
import { GroupDialog } from './group-dialog.tsx';
import { HealthBar } from './health-bar.tsx';
import { type App, statusOf } from './model.ts';
import { LabelFilter } from './label-filter.tsx';
import { AppStatus } from './status.tsx';
import { expectChange, useMarathon } from './store.ts';
import { Edit } from './edit.tsx';

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
          <LabelFilter
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
