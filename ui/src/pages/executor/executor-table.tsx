/** Executors of an agent with what they use and what they were given. */
import { amountText, megabytesText } from '../../parts/format.ts';
import { Id } from '../../parts/id.tsx';
import { State } from '../../parts/state.tsx';
import { executorAddress, frameworkOnAgentAddress, sandboxAddress } from './addresses.ts';
import { LocalTable } from '../../parts/table/local-table.tsx';
import type { Column } from '../../parts/table/table.tsx';
import type { ExecutorRow, UsedAmounts } from '../agent/agent-rows.ts';

/** "0.1 / 2": used and allocated. */
export function usedColumns<Row extends UsedAmounts & { cpus: number; mem: number; disk: number }>(
  isUsed: boolean,
): readonly Column<Row>[] {
  const of = (
    key: 'cpus' | 'mem' | 'disk',
    used: keyof UsedAmounts,
    text: (value: number) => string,
  ): Column<Row> => ({
    ...{ key: isUsed ? used : key, title: key, width: 'minmax(7rem, 1fr)', isNumber: true },
    cell: (row) => {
      const now = row[used];
      const all = text(row[key]);
      return isUsed ? `${now === undefined ? '–' : text(now)} / ${all}` : all;
    },
  });
  return [
    of('cpus', 'usedCpus', amountText),
    of('mem', 'usedMem', megabytesText),
    of('disk', 'usedDisk', megabytesText),
  ];
}

const nameColumns = (agent: string): readonly Column<ExecutorRow>[] => [
  {
    ...{ key: 'id', title: 'executor', width: 'minmax(12rem, 2fr)' },
    cell: ({ id, framework, state, container }) => (
      <Id
        id={id}
        href={executorAddress(agent, framework, id, state === 'active' ? '' : container)}
      />
    ),
  },
  {
    ...{ key: 'name', title: 'name', width: 'minmax(8rem, 1fr)' },
    cell: ({ name }) => <span title={name}>{name}</span>,
  },
  {
    ...{ key: 'source', title: 'source', width: 'minmax(7rem, 1fr)', isHidden: true },
    cell: ({ source }) => <span title={source}>{source}</span>,
  },
  { key: 'role', title: 'role', width: '6rem', cell: ({ role }) => role },
  { key: 'state', title: 'state', width: '8rem', cell: ({ state }) => <State state={state} /> },
];

const frameworkColumn = (agent: string): Column<ExecutorRow> => ({
  ...{ key: 'frameworkName', title: 'framework', width: 'minmax(7rem, 1fr)' },
  cell: ({ framework, frameworkName }) => (
    <a href={frameworkOnAgentAddress(agent, framework)}>{frameworkName}</a>
  ),
});

const restColumns = (agent: string): readonly Column<ExecutorRow>[] => [
  { key: 'tasks', title: 'activeTasks', width: '6rem', isNumber: true, cell: (row) => row.tasks },
  { key: 'queued', title: 'queuedTasks', width: '7rem', isNumber: true, cell: (row) => row.queued },
  ...usedColumns<ExecutorRow>(true),
  {
    ...{ key: 'gpus', title: 'gpus', width: '5rem', isNumber: true, isHidden: true },
    cell: ({ gpus }) => amountText(gpus),
  },
  {
    ...{ key: 'directory', title: 'sandbox', width: '6rem', isUnsorted: true },
    cell: ({ directory }, say) => <a href={sandboxAddress(agent, directory)}>{say('files')}</a>,
  },
];

export function ExecutorTable({
  agent,
  rows,
  hasFramework,
}: {
  readonly agent: string;
  readonly rows: readonly ExecutorRow[];
  /** They are of several. */
  readonly hasFramework: boolean;
}) {
  const columns = [
    ...nameColumns(agent),
    ...(hasFramework ? [frameworkColumn(agent)] : []),
    ...restColumns(agent),
  ];
  return (
    <LocalTable<ExecutorRow>
      name="executors"
      title="executors"
      columns={columns}
      rows={rows}
      rowKey={({ container }) => container}
      sort="state"
      places={({ id, framework, directory }) => ({
        id,
        open: executorAddress(agent, framework, id),
        sandbox: sandboxAddress(agent, directory),
      })}
    />
  );
}
