/** The tasks of an executor: those that wait for it, those that it runs, those that have ended in it. */
import { useMemo } from 'react';
import type { AgentExecutor } from '../../live/agent-state.ts';
import { amountText, megabytesText } from '../../parts/format.ts';
import { Id } from '../../parts/id.tsx';
import { Health, State } from '../../parts/state.tsx';
import { LocalTable } from '../../parts/table/local-table.tsx';
import { taskAddress, timeColumn } from '../../parts/table/cells.tsx';
import type { Column } from '../../parts/table/table.tsx';
import { executorWords } from '../../texts/areas/executor.ts';
import { useWords } from '../../texts/texts.ts';
import { fileAddress, sandboxAddress } from './addresses.ts';
import { type ExecutorTaskRow, taskRows } from './executor-rows.ts';

interface Place {
  readonly agent: string;
  readonly framework: string;
}

/** What was given, and the bound when it may use more than that. */
function limitedText(
  value: number,
  limit: number | undefined,
  text: (value: number) => string,
): string {
  if (limit === undefined) return text(value);
  return `${text(value)} / ${Number.isFinite(limit) ? text(limit) : '∞'}`;
}

const firstColumns = (framework: string): readonly Column<ExecutorTaskRow>[] => [
  {
    ...{ key: 'id', title: 'taskId', width: 'minmax(12rem, 2fr)' },
    cell: ({ id }) => <Id id={id} href={taskAddress(framework, id)} />,
  },
  {
    ...{ key: 'name', title: 'name', width: 'minmax(8rem, 1fr)' },
    cell: ({ name }) => <span title={name}>{name}</span>,
  },
  { key: 'role', title: 'role', width: '6rem', cell: ({ role }) => role },
];

const stateColumns: readonly Column<ExecutorTaskRow>[] = [
  { key: 'state', title: 'state', width: '9rem', cell: ({ state }) => <State state={state} /> },
  {
    ...{ key: 'health', title: 'health', width: '7rem' },
    cell: ({ health }) => <Health health={health} />,
  },
  timeColumn('startedMs', 'started'),
];

const amountColumns: readonly Column<ExecutorTaskRow>[] = [
  {
    key: 'cpus',
    title: (language) => executorWords[language].cpusLimit,
    ...{ width: 'minmax(8rem, 1fr)', isNumber: true },
    cell: ({ cpus, cpusLimit }) => limitedText(cpus, cpusLimit, amountText),
  },
  {
    key: 'mem',
    title: (language) => executorWords[language].memLimit,
    ...{ width: 'minmax(9rem, 1fr)', isNumber: true },
    cell: ({ mem, memLimit }) => limitedText(mem, memLimit, megabytesText),
  },
  {
    ...{ key: 'gpus', title: 'gpus', width: '5rem', isNumber: true, isHidden: true },
    cell: ({ gpus }) => amountText(gpus),
  },
  {
    ...{ key: 'disk', title: 'disk', width: '6rem', isNumber: true },
    cell: ({ disk }) => megabytesText(disk),
  },
];

const linkColumns = ({ agent, framework }: Place): readonly Column<ExecutorTaskRow>[] => [
  {
    ...{ key: 'sandbox', title: 'sandbox', width: '6rem', isUnsorted: true },
    cell: ({ sandbox }, say) => <a href={sandboxAddress(agent, sandbox)}>{say('files')}</a>,
  },
  {
    ...{ key: 'log', title: 'log', width: '9rem', isUnsorted: true },
    cell: ({ sandbox }) => (
      <>
        <a href={fileAddress(agent, `${sandbox}/stdout`)}>stdout</a>{' '}
        <a href={fileAddress(agent, `${sandbox}/stderr`)}>stderr</a>
      </>
    ),
  },
  {
    ...{ key: 'terminal', title: 'terminal', width: '6rem', isUnsorted: true },
    cell: ({ id, state }, say) =>
      state === 'RUNNING' && <a href={taskAddress(framework, id, 'terminal')}>{say('open')}</a>,
  },
];

export function ExecutorTasks({
  executor,
  isCompleted,
  ...place
}: Place & { readonly executor: AgentExecutor; readonly isCompleted: boolean }) {
  const word = useWords(executorWords);
  const { agent, framework } = place;
  const columns = useMemo(() => {
    const [first, links] = [firstColumns(framework), linkColumns(place)];
    return {
      queued: [...first, ...amountColumns],
      tasks: [...first, ...stateColumns, ...amountColumns, ...links],
      completed: [
        ...[...first, ...stateColumns.filter(({ key }) => key !== 'health')],
        ...[timeColumn<ExecutorTaskRow>('endedMs', 'stopped'), ...amountColumns],
        ...links.filter(({ key }) => key !== 'terminal'),
      ],
    };
  }, [agent, framework]);
  const tables = [
    ...(isCompleted
      ? []
      : ([
          ['queued', 'queued_tasks', 'queuedTasks', word('noQueued')],
          ['tasks', 'tasks', 'activeTasks', word('noLaunched')],
        ] as const)),
    ['completed', 'completed_tasks', 'completedTasks', word('noCompleted')] as const,
  ];
  return tables.map(([name, list, title, empty]) => (
    <LocalTable<ExecutorTaskRow>
      key={name}
      name={name}
      title={title}
      columns={columns[name]}
      rows={taskRows(executor, list)}
      rowKey={({ id }) => id}
      sort={name === 'completed' ? 'endedMs' : 'id'}
      isDescending={name === 'completed'}
      empty={empty}
      places={({ id, sandbox }) => ({
        id,
        open: taskAddress(framework, id),
        sandbox: sandboxAddress(agent, sandbox),
        log: fileAddress(agent, `${sandbox}/stdout`),
        ...(name === 'tasks' ? { shell: taskAddress(framework, id, 'terminal') } : {}),
      })}
    />
  ));
}
