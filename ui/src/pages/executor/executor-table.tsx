/** Executors of an agent with what they use and what they were given. */
import { amountText, megabytesText } from '../../parts/format.ts';
import { Id } from '../../parts/id.tsx';
import { State } from '../../parts/state.tsx';
import { executorAddress, frameworkOnAgentAddress, sandboxAddress } from './addresses.ts';
import { LocalTable } from '../../parts/table/local-table.tsx';
import type { Column } from '../../parts/table/table.tsx';
import { executorWords } from '../../texts/areas/executor.ts';
import { listWords } from '../../texts/areas/lists.ts';
import type { ExecutorRow, UsedAmounts } from '../agent/agent-rows.ts';

interface Amounts extends UsedAmounts {
  readonly cpus: number;
  readonly mem: number;
  readonly disk: number;
}

const usedText = (
  used: number | undefined,
  allocated: number,
  text: (value: number) => string,
): string => `${used === undefined ? '–' : text(used)} / ${text(allocated)}`;

/** "0.1 / 2": used and allocated. */
export function usedColumns<Row extends Amounts>(): readonly Column<Row>[] {
  return [
    {
      ...{ key: 'usedCpus', title: (language) => listWords[language].cpuUse },
      ...{ width: 'minmax(11rem, 1fr)', isNumber: true },
      cell: ({ usedCpus, cpus }) => usedText(usedCpus, cpus, amountText),
    },
    {
      ...{ key: 'usedMem', title: (language) => listWords[language].memUse },
      ...{ width: 'minmax(13rem, 1fr)', isNumber: true },
      cell: ({ usedMem, mem }) => usedText(usedMem, mem, megabytesText),
    },
    {
      ...{ key: 'usedDisk', title: (language) => executorWords[language].diskUse },
      ...{ width: 'minmax(11rem, 1fr)', isNumber: true },
      cell: ({ usedDisk, disk }) => usedText(usedDisk, disk, megabytesText),
    },
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
  { key: 'tasks', title: 'activeTasks', width: '7.5rem', isNumber: true, cell: (row) => row.tasks },
  {
    key: 'queued',
    title: 'queuedTasks',
    width: '8.5rem',
    isNumber: true,
    cell: (row) => row.queued,
  },
  ...usedColumns<ExecutorRow>(),
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
