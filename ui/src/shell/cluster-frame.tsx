/** The frame of the cluster's pages, and where its palette leads. */
import type { ReactNode } from 'react';
import { retryNow, useAnswer, useConnection, useRows, useSeenAsOf } from '../live/client.ts';
import type { Agent, Framework, Task } from '../live/model.ts';
import type { RowsQuery } from '../live/queries.ts';
import { agentAddress, frameworkAddress, taskAddress } from '../parts/table/cells.tsx';
import { shellWords } from '../texts/areas/shell.ts';
import { useSay, useWords } from '../texts/texts.ts';
import { Frame, type Section } from './frame.tsx';
import { type Goal, Palette } from './palette.tsx';

const sections: readonly Section[] = [
  { path: '/', title: 'home', key: 'h' },
  { path: '/tasks', title: 'tasks', key: 't' },
  { path: '/frameworks', title: 'frameworks', key: 'f' },
  { path: '/agents', title: 'agents', key: 'a' },
  { path: '/topology', title: 'topology', key: 'y' },
  { path: '/roles', title: 'roles', key: 'r' },
  { path: '/offers', title: 'offers', key: 'o' },
  { path: '/maintenance', title: 'maintenance', key: 'm' },
  { path: '/activity', title: 'activity', key: 'c' },
  { path: '/metrics', title: 'flags', key: 'x' },
];

export function ClusterFrame({ children }: { readonly children: ReactNode }) {
  const name = useAnswer({ about: 'summary' })?.hello?.cluster ?? '';
  const { connection, isWhole } = useConnection();
  return (
    <Frame
      name={name === '' ? 'Mesos' : name}
      sections={sections}
      connection={connection}
      isWhole={isWhole}
      asOfMs={useSeenAsOf()}
      retry={retryNow}
      palette={(close) => <Palette close={close} useGoals={useGoals} />}
    >
      {children}
    </Frame>
  );
}

const mostOfEach = 5;

function queryOf(kind: RowsQuery['kind'], text: string): RowsQuery {
  // As in a table of its kind; what that does not understand finds nothing of it.
  const search = text === '' ? '"\u0000"' : text;
  return { kind, search, sort: 'name', isDescending: false, from: 0, count: mostOfEach };
}

function useGoals(text: string): readonly Goal[] {
  const say = useSay();
  const tasks = useRows<Task>(queryOf('tasks', text))?.rows ?? [];
  const agents = useRows<Agent>({ ...queryOf('agents', text), sort: 'hostname' })?.rows ?? [];
  const frameworks = useRows<Framework>(queryOf('frameworks', text))?.rows ?? [];
  const settings = useWords(shellWords)('settings');
  const word = text.toLowerCase();
  return [
    ...sections
      .filter(({ title }) => say(title).toLowerCase().includes(word))
      .map(({ path, title }) => ({ address: `#${path}`, label: say(title), what: '' })),
    ...(settings.toLowerCase().includes(word)
      ? [{ address: '#/settings', label: settings, what: '' }]
      : []),
    ...frameworks.map(({ id, name }) => ({
      address: frameworkAddress(id),
      label: name,
      what: say('framework'),
    })),
    ...agents.map(({ id, hostname }) => ({
      address: agentAddress(id),
      label: hostname,
      what: say('agent'),
    })),
    ...tasks.map(({ framework, id }) => ({
      address: taskAddress(framework, id),
      label: id,
      what: say('tasks'),
    })),
  ];
}
