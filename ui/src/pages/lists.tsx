/** The lists: tasks, agents, frameworks. */
import type { Agent, Framework, Task, TaskList } from '../live/model.ts';
import {
  agentAddress,
  amountColumns,
  durationColumn,
  frameworkAddress,
  frameworkIdColumn,
  healthColumn,
  hostColumn,
  reasonColumn,
  roleColumn,
  sandboxColumn,
  stateColumn,
  taskIdColumn,
  taskNameColumn,
  timeColumn,
  whyColumn,
} from '../parts/table/cells.tsx';
import { amountText, megabytesText } from '../parts/format.ts';
import { Id } from '../parts/id.tsx';
import { lastOfferColumn, restartsColumn, resourceUseColumns } from '../parts/table/live-cells.tsx';
import { taskPlaces } from '../parts/places.ts';
import { State } from '../parts/state.tsx';
import { type Column, Table } from '../parts/table/table.tsx';
import type { TextKey } from '../texts/en.ts';
import { useAgentBulk } from './agent/agent-bulk.tsx';

const activeColumns: readonly Column<Task>[] = [
  frameworkIdColumn,
  taskIdColumn,
  taskNameColumn,
  roleColumn,
  stateColumn,
  healthColumn,
  timeColumn('startedMs', 'started'),
  hostColumn,
  sandboxColumn,
  whyColumn,
  ...resourceUseColumns,
  restartsColumn,
];
const unreachableColumns: readonly Column<Task>[] = [
  frameworkIdColumn,
  taskIdColumn,
  taskNameColumn,
  roleColumn,
  timeColumn('startedMs', 'started'),
  hostColumn,
];
const completedColumns: readonly Column<Task>[] = [
  frameworkIdColumn,
  taskIdColumn,
  taskNameColumn,
  roleColumn,
  stateColumn,
  timeColumn('startedMs', 'started'),
  timeColumn('endedMs', 'stopped'),
  hostColumn,
  sandboxColumn,
  reasonColumn,
  durationColumn,
  whyColumn,
  restartsColumn,
];

const lists: Readonly<
  Record<TaskList, { title: TextKey; columns: readonly Column<Task>[]; sort: string }>
> = {
  active: { title: 'activeTasks', columns: activeColumns, sort: 'startedMs' },
  unreachable: { title: 'unreachableTasks', columns: unreachableColumns, sort: 'changedMs' },
  completed: { title: 'completedTasks', columns: completedColumns, sort: 'endedMs' },
};

export function TaskTable({
  list,
  name,
  framework,
  agent,
}: {
  readonly list: TaskList;
  readonly name: string;
  readonly framework?: string;
  readonly agent?: string;
}) {
  const { title, columns, sort } = lists[list];
  const shown = columns.filter(({ key }) =>
    framework === undefined ? agent === undefined || key !== 'host' : key !== 'framework',
  );
  return (
    <Table<Task>
      name={name}
      title={title}
      columns={shown}
      query={{ kind: 'tasks', list, framework, agent }}
      sort={sort}
      isDescending
      places={taskPlaces}
      rowKey={({ framework: of, id }) => `${of} ${id}`}
    />
  );
}

export function Tasks() {
  return (
    <>
      <h1 className="visually-hidden">Tasks</h1>
      <TaskTable list="active" name="" />
      <TaskTable list="unreachable" name="unreachable" />
      <TaskTable list="completed" name="completed" />
    </>
  );
}

const shares = (['cpus', 'gpus', 'mem', 'disk'] as const).map((key): Column<Agent> => {
  const used = `used${key[0]!.toUpperCase()}${key.slice(1)}` as 'usedCpus';
  const text = key === 'mem' || key === 'disk' ? megabytesText : amountText;
  return {
    key: used,
    title: key,
    width: 'minmax(7rem, 1fr)',
    isNumber: true,
    cell: (agent) => `${text(agent[used])} / ${text(agent[key])}`,
  };
});

const agentColumns: readonly Column<Agent>[] = [
  {
    key: 'id',
    title: 'id',
    width: 'minmax(11rem, 1.5fr)',
    cell: ({ id }) => <Id id={id} href={agentAddress(id)} />,
  },
  {
    key: 'hostname',
    title: 'host',
    width: 'minmax(8rem, 1.2fr)',
    cell: ({ id, hostname }) => <a href={agentAddress(id)}>{hostname === '' ? '?' : hostname}</a>,
  },
  { key: 'state', title: 'state', width: '8.5rem', cell: ({ state }) => <State state={state} /> },
  ...shares,
  {
    key: 'activeTasks',
    title: 'tasks',
    width: '5rem',
    isNumber: true,
    cell: ({ activeTasks }) => activeTasks,
  },
  timeColumn('registeredMs', 'registered'),
  timeColumn('reregisteredMs', 'reregistered'),
  {
    key: 'attributes',
    title: 'attributes',
    width: 'minmax(6rem, 1fr)',
    cell: ({ attributes }) => <span title={attributes}>{attributesText(attributes)}</span>,
  },
  {
    key: 'zone',
    title: 'domain',
    width: 'minmax(6rem, 1fr)',
    isHidden: true,
    cell: ({ region, zone }) => [region, zone].filter((each) => each !== '').join(' / ') || '–',
  },
  { key: 'version', title: 'version', width: '5rem', cell: ({ version }) => version },
];

function attributesText(json: string): string {
  try {
    return Object.entries(JSON.parse(json) as object)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(', ');
  } catch {
    return json;
  }
}

export function Agents() {
  const bulk = useAgentBulk();
  return (
    <Table<Agent>
      name=""
      title="agents"
      heading={1}
      columns={agentColumns}
      query={{ kind: 'agents' }}
      sort="hostname"
      bulk={bulk}
      places={({ id }) => ({ id, open: agentAddress(id) })}
      rowKey={({ id }) => id}
    />
  );
}

const frameworkColumns: readonly Column<Framework>[] = [
  {
    key: 'id',
    title: 'id',
    width: 'minmax(11rem, 1.5fr)',
    cell: ({ id }) => <Id id={id} href={frameworkAddress(id)} />,
  },
  { key: 'hostname', title: 'host', width: 'minmax(6rem, 1fr)', cell: ({ hostname }) => hostname },
  { key: 'user', title: 'user', width: '5rem', cell: ({ user }) => user },
  {
    key: 'name',
    title: 'name',
    width: 'minmax(8rem, 1.2fr)',
    cell: ({ id, name }) => <a href={frameworkAddress(id)}>{name}</a>,
  },
  {
    key: 'roles',
    title: 'roles',
    width: 'minmax(5rem, 1fr)',
    isUnsorted: true,
    cell: ({ roles }) => <span title={roles.join(', ')}>{roles.join(', ')}</span>,
  },
  { key: 'principal', title: 'principal', width: '6rem', cell: ({ principal }) => principal },
  { key: 'state', title: 'state', width: '8rem', cell: ({ state }) => <State state={state} /> },
  {
    key: 'activeTasks',
    title: 'activeTasks',
    width: '6rem',
    isNumber: true,
    cell: ({ activeTasks }) => activeTasks,
  },
  ...amountColumns<Framework>(),
  {
    key: 'maxShare',
    title: 'maxShare',
    width: '6rem',
    isNumber: true,
    cell: ({ maxShare = 0 }) => `${amountText(maxShare * 100)} %`,
  },
  timeColumn('registeredMs', 'registered'),
  timeColumn('reregisteredMs', 'reregistered'),
  {
    key: 'suppressedRoles',
    title: 'suppressed',
    width: 'minmax(8rem, 1fr)',
    isHidden: true,
    cell: ({ suppressedRoles: roles }) => <span title={roles.join(', ')}>{roles.join(', ')}</span>,
  },
  lastOfferColumn,
];
const completedFrameworkColumns = [
  ...frameworkColumns.filter(({ key }) =>
    ['id', 'hostname', 'user', 'name', 'roles', 'principal', 'registeredMs'].includes(key),
  ),
  timeColumn<Framework>('unregisteredMs', 'unregistered'),
];

export function Frameworks() {
  const rowKey = ({ id }: Framework): string => id;
  return (
    <>
      <h1 className="visually-hidden">Frameworks</h1>
      <Table<Framework>
        name=""
        title="activeFrameworks"
        columns={frameworkColumns}
        query={{ kind: 'frameworks', states: ['active'] }}
        sort="name"
        rowKey={rowKey}
      />
      <Table<Framework>
        name="inactive"
        title="inactiveFrameworks"
        columns={frameworkColumns}
        query={{ kind: 'frameworks', states: ['disconnected', 'recovered'] }}
        sort="name"
        rowKey={rowKey}
      />
      <Table<Framework>
        name="completed"
        title="completedFrameworks"
        columns={completedFrameworkColumns}
        query={{ kind: 'frameworks', states: ['completed'] }}
        sort="unregisteredMs"
        isDescending
        rowKey={rowKey}
      />
    </>
  );
}
