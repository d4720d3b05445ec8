/** Metrics and flags of the master: searched, by groups, in numbers that can be read. */
import { useMemo } from 'react';
import { Loaded } from '../../parts/failure.tsx';
import { Copy } from '../../parts/id.tsx';
import { LocalTable } from '../../parts/table/local-table.tsx';
import type { Column } from '../../parts/table/table.tsx';
import { useFetched } from '../../base/fetching.ts';
import { addressOf, usePlace } from '../../base/router.ts';
import { metricWords } from '../../texts/areas/metrics.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { type Group, groupsOf, type MetricRow, metricRows, valueText } from './metric-rows.ts';
import './metrics.css';

const pollMs = 5_000;

export default function Metrics() {
  const say = useSay();
  const word = useWords(metricWords);
  const metrics = useFetched<Readonly<Record<string, number>>>('/metrics/snapshot', pollMs);
  const flags = useFetched<{ readonly flags: Readonly<Record<string, string>> }>('/flags');
  return (
    <>
      <h1>{say('flags')}</h1>
      <p className="metric-links">
        <span className="muted">{word('live', { seconds: pollMs / 1000 })}</span>
        <a href="/metrics/snapshot">{word('raw')}</a>
        <a href="/metrics">{word('prometheus')}</a>
        <a href="/flags">{word('rawFlags')}</a>
      </p>
      <Loaded fetched={metrics}>{(snapshot) => <MetricTable snapshot={snapshot} />}</Loaded>
      <Loaded fetched={flags}>{(value) => <FlagTable flags={value.flags} />}</Loaded>
    </>
  );
}

const metricColumns: readonly Column<MetricRow>[] = [
  {
    ...{ key: 'name', title: 'name', width: 'minmax(16rem, 3fr)' },
    cell: ({ name }) => (
      <span className="mono" title={name}>
        {name}
      </span>
    ),
  },
  {
    ...{ key: 'value', title: 'value', width: 'minmax(8rem, 1fr)', isNumber: true },
    cell: (row) => <Value row={row} />,
  },
  {
    key: 'group',
    title: (language) => metricWords[language].group,
    width: 'minmax(8rem, 1fr)',
    cell: ({ group }) => group,
  },
];

/** The exact number on hover, and for the copy button. */
function Value({ row }: { readonly row: MetricRow }) {
  const word = useWords(metricWords);
  return (
    <span className="id">
      <span title={word('exact', { value: row.value })}>{valueText(row)}</span>
      <Copy text={String(row.value)} />
    </span>
  );
}

function MetricTable({ snapshot }: { readonly snapshot: Readonly<Record<string, number>> }) {
  const word = useWords(metricWords);
  const chosen = usePlace().query.get('group') ?? '';
  const all = useMemo(() => metricRows(snapshot), [snapshot]);
  const rows = useMemo(
    () => (chosen === '' ? all : all.filter(({ group }) => group === chosen)),
    [all, chosen],
  );
  return (
    <>
      <Groups groups={groupsOf(all)} total={all.length} chosen={chosen} />
      <LocalTable<MetricRow>
        key={chosen}
        name="metrics"
        title="metrics"
        columns={metricColumns}
        rows={rows}
        rowKey={({ name }) => name}
        sort="name"
        places={({ name }) => ({ id: name })}
        empty={word('noMetrics')}
      />
    </>
  );
}

/** What is searched for stays when another group is chosen. */
function Groups({
  groups,
  total,
  chosen,
}: {
  readonly groups: readonly Group[];
  readonly total: number;
  readonly chosen: string;
}) {
  const word = useWords(metricWords);
  const { path, query } = usePlace();
  const addressWith = (group: string): string => {
    const { group: _, ...others } = Object.fromEntries(query);
    return addressOf(path, group === '' ? others : { ...others, group });
  };
  return (
    <nav className="groups" aria-label={word('groups')}>
      {[{ name: '', count: total }, ...groups].map(({ name, count }) => (
        <a key={name} href={addressWith(name)} aria-current={name === chosen ? 'true' : undefined}>
          {name === '' ? word('all') : name}{' '}
          <span className="muted">{count.toLocaleString('en')}</span>
        </a>
      ))}
    </nav>
  );
}

interface FlagRow {
  readonly name: string;
  readonly value: string;
}

const flagColumns: readonly Column<FlagRow>[] = [
  {
    ...{ key: 'name', title: 'name', width: 'minmax(14rem, 1fr)' },
    cell: ({ name }) => (
      <span className="mono" title={name}>
        --{name}
      </span>
    ),
  },
  {
    ...{ key: 'value', title: 'value', width: 'minmax(14rem, 2fr)' },
    cell: ({ value }) => (
      <span className="id">
        <span className="mono" title={value}>
          {value === '' ? '""' : value}
        </span>
        <Copy text={value} />
      </span>
    ),
  },
];

function FlagTable({ flags }: { readonly flags: Readonly<Record<string, string>> }) {
  const rows = useMemo(
    () => Object.entries(flags).map(([name, value]) => ({ name, value })),
    [flags],
  );
  return (
    <LocalTable<FlagRow>
      name="flags"
      title={(language) => metricWords[language].flags}
      columns={flagColumns}
      rows={rows}
      rowKey={({ name }) => name}
      sort="name"
      places={({ name }) => ({ id: name })}
    />
  );
}
