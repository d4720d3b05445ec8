/** Columns that several tables have. */
import { type Amounts, lifeMs, type Task } from '../../live/model.ts';
import { addressOf } from '../../base/router.ts';
import type { TextKey } from '../../texts/en.ts';
import { useLanguage } from '../../texts/texts.ts';
import { amountText, durationText, megabytesText } from '../format.ts';
import { Id } from '../id.tsx';
import { Health, State } from '../state.tsx';
import type { Column } from './table.tsx';
import { Time } from '../time.tsx';

const enc = encodeURIComponent;

export const agentAddress = (id: string): string => addressOf(`/agents/${enc(id)}`);
export const frameworkAddress = (id: string): string => addressOf(`/frameworks/${enc(id)}`);
export const taskAddress = (framework: string, id: string, view = ''): string =>
  addressOf(`/tasks/${enc(framework)}/${enc(id)}${view === '' ? '' : `/${view}`}`);

export function timeColumn<Row extends object>(
  key: keyof Row & string,
  title: TextKey,
): Column<Row> {
  return { key, title, width: '9rem', cell: (row) => <Time ms={row[key] as number} /> };
}

export function amountColumns<Row extends Amounts>(): Column<Row>[] {
  return (['cpus', 'gpus', 'mem', 'disk'] as const).map((key) => ({
    key,
    title: key,
    width: '5.5rem',
    isNumber: true,
    cell: (row) =>
      key === 'cpus' || key === 'gpus' ? amountText(row[key]) : megabytesText(row[key]),
  }));
}

function Duration({ ms }: { readonly ms: number }) {
  const language = useLanguage();
  return <>{ms === 0 ? '–' : durationText(ms, language)}</>;
}

export const frameworkIdColumn: Column<Task> = {
  key: 'framework',
  title: 'framework',
  width: 'minmax(8rem, 1.2fr)',
  cell: ({ framework, frameworkName }) => (
    <a href={frameworkAddress(framework)} title={framework}>
      {frameworkName === undefined || frameworkName === '' ? framework : frameworkName}
    </a>
  ),
};

export const taskIdColumn: Column<Task> = {
  key: 'id',
  title: 'taskId',
  width: 'minmax(12rem, 2fr)',
  cell: ({ framework, id }) => <Id id={id} href={taskAddress(framework, id)} />,
};

export const taskNameColumn: Column<Task> = {
  key: 'name',
  title: 'name',
  width: 'minmax(8rem, 1.5fr)',
  cell: ({ name }) => <span title={name}>{name}</span>,
};

export const roleColumn: Column<Task> = {
  key: 'role',
  title: 'role',
  width: '6rem',
  cell: ({ role }) => role,
};

export const stateColumn: Column<Task> = {
  key: 'state',
  title: 'state',
  width: '9rem',
  cell: ({ state, health }) => <State state={state} health={health} isHealthSaid={false} />,
};

export const healthColumn: Column<Task> = {
  key: 'health',
  title: 'health',
  width: '7rem',
  cell: ({ health }) => <Health health={health} />,
};

/** Of what ended, when it had run. */
export const durationColumn: Column<Task> = {
  key: 'durationMs',
  title: 'duration',
  width: '8rem',
  cell: (task) => <Duration ms={lifeMs(task)} />,
};

export const hostColumn: Column<Task> = {
  key: 'host',
  title: 'host',
  width: 'minmax(7rem, 1fr)',
  cell: ({ agent, host }) => <a href={agentAddress(agent)}>{host ?? agent}</a>,
};

export const sandboxColumn: Column<Task> = {
  key: 'sandbox',
  title: 'sandbox',
  width: '6rem',
  isUnsorted: true,
  cell: ({ framework, id }, say) => (
    <a href={taskAddress(framework, id, 'files')}>{say('files')}</a>
  ),
};

export const reasonColumn: Column<Task> = {
  key: 'reason',
  title: 'reason',
  width: 'minmax(8rem, 1.5fr)',
  cell: ({ reason, message }) => <span title={message}>{reasonText(reason)}</span>,
};

/** The cause in the words of who told it; the page of the task says more. */
export const whyColumn: Column<Task> = {
  key: 'message',
  title: 'why',
  width: 'minmax(10rem, 2fr)',
  isHidden: true,
  cell: ({ framework, id, reason, message }) => (
    <a href={taskAddress(framework, id)} title={message}>
      {message === '' ? reasonText(reason) : message}
    </a>
  ),
};

function reasonText(reason: string): string {
  return reason
    .replace(/^REASON_/, '')
    .toLowerCase()
    .replaceAll('_', ' ');
}
