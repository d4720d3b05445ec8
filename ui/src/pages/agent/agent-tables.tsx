/** What an agent says of itself besides its executors: frameworks, reservations, volumes, providers. */
import { useMemo } from 'react';
import type { AgentSelf } from '../../live/agent-state.ts';
import type { ExecutorsUse } from '../../live/executors-use.ts';
import { amountText, megabytesText } from '../../parts/format.ts';
import { Id } from '../../parts/id.tsx';
import { LocalTable } from '../../parts/table/local-table.tsx';
import type { Column } from '../../parts/table/table.tsx';
import { agentWords } from '../../texts/areas/agent.ts';
import { useWords } from '../../texts/texts.ts';
import { frameworkOnAgentAddress } from '../executor/addresses.ts';
import { usedColumns } from '../executor/executor-table.tsx';
import {
  type FrameworkRow,
  frameworkRows,
  type ProviderRow,
  providerRows,
  type ReservationRow,
  reservationRows,
  type ResourceKey,
  resourceKeys,
  type VolumeRow,
  volumeRows,
} from './agent-rows.ts';

const title =
  (key: keyof (typeof agentWords)['en']) =>
  (language: keyof typeof agentWords): string =>
    agentWords[language][key];

const textOf = (key: ResourceKey, value: number): string =>
  key === 'cpus' || key === 'gpus' ? amountText(value) : megabytesText(value);

const frameworkColumns = (agent: string, isActive: boolean): readonly Column<FrameworkRow>[] => [
  {
    ...{ key: 'id', title: 'id', width: 'minmax(12rem, 2fr)' },
    cell: ({ id }) => <Id id={id} href={frameworkOnAgentAddress(agent, id)} />,
  },
  { key: 'user', title: 'user', width: '6rem', cell: ({ user }) => user },
  {
    ...{ key: 'name', title: 'name', width: 'minmax(8rem, 1fr)' },
    cell: ({ id, name }) => <a href={frameworkOnAgentAddress(agent, id)}>{name}</a>,
  },
  {
    ...{ key: 'roles', title: 'roles', width: 'minmax(6rem, 1fr)' },
    cell: ({ roles }) => <span title={roles}>{roles}</span>,
  },
  ...(isActive
    ? [
        {
          ...({ key: 'tasks', title: 'activeTasks', width: '7.5rem', isNumber: true } as const),
          cell: ({ tasks }: FrameworkRow) => tasks,
        },
        ...usedColumns<FrameworkRow>(),
      ]
    : []),
];

export function Frameworks({
  agent,
  self,
  use,
}: {
  readonly agent: string;
  readonly self: AgentSelf;
  readonly use: ExecutorsUse;
}) {
  const word = useWords(agentWords);
  const columns = useMemo(
    () => ({ active: frameworkColumns(agent, true), completed: frameworkColumns(agent, false) }),
    [agent],
  );
  const common = {
    rowKey: ({ id }: FrameworkRow) => id,
    sort: 'name',
    places: ({ id }: FrameworkRow) => ({ id, open: frameworkOnAgentAddress(agent, id) }),
  };
  return (
    <>
      <LocalTable<FrameworkRow>
        {...common}
        name="frameworks"
        title="activeFrameworks"
        columns={columns.active}
        rows={frameworkRows(self.frameworks, use)}
        empty={word('noFrameworks')}
      />
      {self.completed_frameworks.length > 0 && (
        <LocalTable<FrameworkRow>
          {...common}
          name="ended"
          title="completedFrameworks"
          columns={columns.completed}
          rows={frameworkRows(self.completed_frameworks, use)}
        />
      )}
    </>
  );
}

const reservationColumns: readonly Column<ReservationRow>[] = [
  { key: 'role', title: 'role', width: 'minmax(8rem, 1fr)', cell: ({ role }) => role },
  ...resourceKeys.map((key): Column<ReservationRow> => {
    const allocated = `allocated${key[0]!.toUpperCase()}${key.slice(1)}` as 'allocatedCpus';
    return {
      ...{ key, title: key, width: 'minmax(8rem, 1fr)', isNumber: true },
      cell: (row) => `${textOf(key, row[allocated])} / ${textOf(key, row[key])}`,
    };
  }),
  {
    ...{ key: 'principals', title: title('reserver'), width: 'minmax(7rem, 1fr)' },
    cell: ({ principals }) => principals || '–',
  },
];

/** Allocated / reserved. */
export function Reservations({ self }: { readonly self: AgentSelf }) {
  const word = useWords(agentWords);
  return (
    <LocalTable<ReservationRow>
      name="reservations"
      title={title('reservations')}
      columns={reservationColumns}
      rows={reservationRows(self)}
      rowKey={({ role }) => role}
      sort="role"
      empty={word('noReservations')}
    />
  );
}

const volumeColumns: readonly Column<VolumeRow>[] = [
  {
    ...{ key: 'id', title: 'id', width: 'minmax(12rem, 2fr)' },
    cell: ({ id }) => <Id id={id} />,
  },
  { key: 'role', title: 'role', width: 'minmax(6rem, 1fr)', cell: ({ role }) => role },
  {
    ...{ key: 'megabytes', title: 'size', width: '7rem', isNumber: true },
    cell: ({ megabytes }) => megabytesText(megabytes),
  },
  {
    ...{ key: 'path', title: title('volumePath'), width: 'minmax(8rem, 1fr)' },
    cell: ({ path }) => (
      <span className="mono" title={path}>
        {path}
      </span>
    ),
  },
  {
    ...{ key: 'source', title: title('source'), width: 'minmax(7rem, 1fr)' },
    cell: ({ source }) => <Source source={source} />,
  },
  {
    ...{ key: 'principal', title: title('creator'), width: 'minmax(6rem, 1fr)' },
    cell: ({ principal }) => principal || '–',
  },
  {
    ...{ key: 'isShared', title: title('shared'), width: '6rem' },
    cell: ({ isShared }, say) => say(isShared ? 'yes' : 'no'),
  },
];

function Source({ source }: { readonly source: string }) {
  const word = useWords(agentWords);
  return <>{source === '' ? word('ownDisk') : source}</>;
}

export function Volumes({ self }: { readonly self: AgentSelf }) {
  const word = useWords(agentWords);
  return (
    <LocalTable<VolumeRow>
      name="volumes"
      title={title('volumes')}
      columns={volumeColumns}
      rows={volumeRows(self)}
      rowKey={({ role, id }) => `${role} ${id}`}
      sort="id"
      empty={word('noVolumes')}
    />
  );
}

const providerColumns: readonly Column<ProviderRow>[] = [
  {
    ...{ key: 'id', title: 'id', width: 'minmax(12rem, 2fr)' },
    cell: ({ id }) => <Id id={id} />,
  },
  { key: 'name', title: 'name', width: 'minmax(8rem, 1fr)', cell: ({ name }) => name },
  {
    ...{ key: 'type', title: title('providerType'), width: 'minmax(10rem, 1fr)' },
    cell: ({ type }) => type,
  },
  {
    ...{ key: 'disk', title: 'disk', width: '8rem', isNumber: true },
    cell: ({ disk }) => megabytesText(disk),
  },
];

export function Providers({ self }: { readonly self: AgentSelf }) {
  const word = useWords(agentWords);
  return (
    <LocalTable<ProviderRow>
      name="providers"
      title={title('providers')}
      columns={providerColumns}
      rows={providerRows(self)}
      rowKey={({ type, name }) => `${type} ${name}`}
      sort="name"
      empty={word('noProviders')}
    />
  );
}
