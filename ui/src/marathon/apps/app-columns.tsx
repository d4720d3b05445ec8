/** The columns of the table of apps. */
import { amountText, megabytesText } from '../../parts/format.ts';
import type { Column } from '../../parts/table/grid.tsx';
import { Time } from '../../parts/time.tsx';
import { appsWords } from '../../texts/areas/marathon-apps.ts';
import { useWords } from '../../texts/texts.ts';
import { appAddress, groupAddress } from '../addresses.ts';
import type { Row } from './app-rows.ts';
import type { Cause } from './causes.ts';
import { HealthBar } from './health-bar.tsx';
import type { Queued } from '../model.ts';
import { RowMenu } from './row-menu.tsx';
import { Instances } from './scaling.tsx';
import { AppStatus } from './status.tsx';

interface ColumnParts {
  readonly queue: ReadonlyMap<string, Queued>;
  /** Found in any group: their whole ids are shown. */
  readonly isFlat: boolean;
  readonly act: (row: Row, action: string) => void;
}

export function appColumns({ queue, isFlat, act }: ColumnParts): readonly Column<Row>[] {
  return [
    {
      key: 'id',
      title: 'name',
      width: 'minmax(7rem, 3fr)',
      cell: (row) => <Name row={row} isFlat={isFlat} />,
    },
    {
      key: 'cpus',
      title: 'cpus',
      width: '3.5rem',
      isNumber: true,
      cell: ({ cpus }) => amountText(cpus),
    },
    {
      key: 'mem',
      title: 'mem',
      width: '5rem',
      isNumber: true,
      cell: ({ mem }) => megabytesText(mem),
    },
    {
      key: 'status',
      title: 'state',
      width: '7.5rem',
      cell: ({ app, isGroup, status }) =>
        isGroup ? (
          <AppStatus app={app} queued={undefined} status={status} />
        ) : (
          <AppStatus app={app} queued={queue.get(app.id)} />
        ),
    },
    {
      key: 'instances',
      title: 'runningInstances',
      width: '9.5rem',
      isNumber: true,
      cell: (row) => <Instances row={row} />,
    },
    { key: 'health', title: 'health', width: '5rem', cell: ({ app }) => <HealthBar app={app} /> },
    {
      key: 'why',
      title: (language) => appsWords[language].why,
      width: 'minmax(8rem, 2fr)',
      cell: ({ cause, id, isPod }) =>
        cause === undefined ? '' : <Why cause={cause} id={isPod ? undefined : id} />,
    },
    {
      key: 'age',
      title: (language) => appsWords[language].age,
      width: '7.5rem',
      cell: ({ age }) => <Time ms={age} />,
    },
    {
      key: 'actions',
      title: 'actions',
      width: '4.5rem',
      isUnsorted: true,
      cell: (row) => <RowMenu row={row} isDelayed={queue.has(row.id)} act={act} />,
    },
  ];
}

function Name({ row, isFlat }: { readonly row: Row; readonly isFlat: boolean }) {
  const say = useWords(appsWords);
  const { id, label, isGroup, isPod, app, appCount } = row;
  const text = isFlat ? id : label;
  return (
    <>
      {isPod ? (
        <span title={id}>
          {text} <span className="chip">{say('pod')}</span>
        </span>
      ) : (
        <a href={isGroup ? groupAddress(id) : appAddress(id)} title={id}>
          {isGroup ? '▸ ' : ''}
          {text}
        </a>
      )}{' '}
      {isGroup && <span className="count">{appCount}</span>}
      {Object.entries(app.labels ?? {}).map(([name, value]) => (
        <span key={name} className="chip" title={`${name}: ${value}`}>
          {name}
          {value === '' ? '' : `: ${value}`}
        </span>
      ))}
    </>
  );
}

function Why({ cause, id }: { readonly cause: Cause; readonly id: string | undefined }) {
  const text = useCauseText()(cause);
  return id === undefined ? (
    <span title={text}>{text}</span>
  ) : (
    <a href={appAddress(id, 'why')} title={text}>
      {text}
    </a>
  );
}

export function useCauseText(): (cause: Cause) => string {
  const say = useWords(appsWords);
  return (cause) => {
    switch (cause.kind) {
      case 'delayed':
        return say('delayed', { seconds: cause.seconds });
      case 'noOffer':
        return say('noOffer');
      case 'placing':
        return say('placing');
      case 'blocked':
        return cause.text;
      case 'unhealthy':
        return say('unhealthy', { count: cause.count, total: cause.total });
      case 'declined': {
        const { declined, reason } = cause.row;
        return say('declined', {
          declined,
          processed: cause.offers,
          reason: reasonText(say, reason),
        });
      }
    }
  };
}

const reasons = [
  ...(['UnfulfilledRole', 'UnfulfilledConstraint', 'NoCorrespondingReservationFound'] as const),
  ...(['AgentMaintenance', 'InsufficientCpus', 'InsufficientMemory', 'InsufficientDisk'] as const),
  ...(['InsufficientGpus', 'InsufficientPorts', 'DeclinedScarceResources'] as const),
];

/** A reason that a later Marathon may have is told as it is. */
export function reasonText(say: (key: (typeof reasons)[number]) => string, reason: string): string {
  const known = reasons.find((each) => each === reason);
  return known === undefined ? reason : say(known);
}
