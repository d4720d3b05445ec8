/** One executor: what it is, what it was given and uses, and its tasks. */
import type { ReactNode } from 'react';
import {
  type AgentExecutor,
  type AgentFramework,
  type AgentSelf,
  type FoundExecutor,
  useAgentSelf,
} from '../../live/agent-state.ts';
import { agentAddress, frameworkAddress } from '../../parts/table/cells.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Loaded } from '../../parts/failure.tsx';
import { Copy, Id } from '../../parts/id.tsx';
import { Labels } from '../../parts/labels.tsx';
import { State } from '../../parts/state.tsx';
import { usePlace } from '../../base/router.ts';
import { executorWords } from '../../texts/areas/executor.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import {
  executorAddress,
  fileAddress,
  frameworkOnAgentAddress,
  sandboxAddress,
} from './addresses.ts';
import { ContainerCards } from './container-cards.tsx';
import { runsOf } from './executor-rows.ts';
import { ExecutorTasks } from './executor-tasks.tsx';
import './executor.css';

export interface ExecutorPlace {
  readonly agent: string;
  readonly framework: string;
  readonly executor: string;
}

export default function ExecutorPage({ agent, framework, executor: id }: ExecutorPlace) {
  const self = useAgentSelf(agent);
  const run = usePlace().query.get('run') ?? '';
  return (
    <Loaded fetched={self}>
      {(value) => {
        const [found, ...others] = runsOf(value, framework, id, run);
        if (found === undefined) {
          return <NoExecutor self={value} {...{ agent, framework, executor: id }} />;
        }
        return <Found key={found.executor.container} {...{ agent, self: value, found, others }} />;
      }}
    </Loaded>
  );
}

function NoExecutor({
  self,
  agent,
  framework,
  executor: what,
}: ExecutorPlace & { readonly self: AgentSelf }) {
  const word = useWords(executorWords);
  // Flags are not shown to everybody.
  const most = self.flags?.['max_completed_executors_per_framework'] ?? word('someNumber');
  return (
    <section className="quiet">
      <h1 className="break">{word('noExecutor', { what, host: self.hostname })}</h1>
      <p>{word('noExecutorWhy', { most })}</p>
      <p>
        <a href={agentAddress(agent)}>{word('toAgent')}</a> ·{' '}
        <a href={frameworkAddress(framework)}>{word('toFramework')}</a>
      </p>
    </section>
  );
}

interface FoundProps {
  readonly agent: string;
  readonly self: AgentSelf;
  readonly found: FoundExecutor;
  readonly others: readonly FoundExecutor[];
}

function Found({ agent, self, found, others }: FoundProps) {
  const say = useSay();
  const { framework, executor, isCompleted } = found;
  const title = executor.name === '' ? executor.id : executor.name;
  return (
    <>
      <Crumbs
        steps={[
          [say('agents'), '#/agents'],
          [self.hostname, agentAddress(agent)],
          [framework.name, frameworkOnAgentAddress(agent, framework.id)],
        ]}
        last={title}
      />
      <h1>
        <span className="cut" title={title}>
          {title}
        </span>{' '}
        <State state={isCompleted ? 'completed' : 'active'} />
      </h1>
      <p className="buttons">
        <a className="button" href={sandboxAddress(agent, executor.directory)}>
          {say('sandbox')}
        </a>
        {['stdout', 'stderr'].map((file) => (
          <a
            key={file}
            className="button"
            href={fileAddress(agent, `${executor.directory}/${file}`)}
          >
            {file}
          </a>
        ))}
      </p>
      <div className="cards">
        <Facts {...{ agent, self, framework, executor, others }} />
        <ContainerCards {...{ agent, framework: framework.id, executor, isCompleted }} />
      </div>
      <ExecutorTasks {...{ agent, framework: framework.id, executor, isCompleted }} />
    </>
  );
}

function Facts({
  agent,
  self,
  framework,
  executor,
  others,
}: Omit<FoundProps, 'found'> & {
  readonly framework: AgentFramework;
  readonly executor: AgentExecutor;
}) {
  const say = useSay();
  const word = useWords(executorWords);
  const user = [...executor.tasks, ...executor.completed_tasks].find((task) => task.user)?.user;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [say('id'), <Id key="" id={executor.id} />],
    [say('name'), executor.name === '' ? word('noName') : executor.name],
    [say('source'), executor.source === '' ? '–' : executor.source],
    [word('type'), executor.type ?? '–'],
    [say('user'), user ?? word('frameworkUser', { user: framework.user })],
    [say('role'), executor.role ?? '–'],
    [
      say('framework'),
      <a key="" href={frameworkAddress(framework.id)}>
        {framework.name}
      </a>,
    ],
    [
      say('agent'),
      <a key="" href={agentAddress(agent)}>
        {self.hostname}
      </a>,
    ],
    [word('container'), <Id key="" id={executor.container} />],
    [word('sandboxPath'), <Path key="" path={executor.directory} />],
    [
      word('labels'),
      <Labels
        key=""
        labels={(executor.labels ?? []).map(({ key, value = '' }) => [key, value] as const)}
      />,
    ],
  ];
  return (
    <section className="card">
      <h2>{say('executor')}</h2>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name} className="pair">
            <dt>{name}</dt>
            <dd className="break">{value}</dd>
          </div>
        ))}
      </dl>
      {others.length > 0 && (
        <details>
          <summary>
            {word('otherRuns')} ({others.length})
          </summary>
          <ul className="lines">
            {others.map(({ executor: { container, id }, isCompleted }) => (
              <li key={container}>
                <Id id={container} href={executorAddress(agent, framework.id, id, container)} />
                <State state={isCompleted ? 'completed' : 'active'} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Path({ path }: { readonly path: string }) {
  return (
    <span className="path">
      <span className="mono cut" title={path}>
        {path}
      </span>
      <Copy text={path} />
    </span>
  );
}
