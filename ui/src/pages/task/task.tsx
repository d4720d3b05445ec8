/** One task: how it is and why, its files and logs, and what was told of it. */
import { lazy, type ReactNode, Suspense } from 'react';
import { useAnswer, useConnection, useFound } from '../../live/client.ts';
import { findSandbox, useAgentSelf } from '../../live/agent-state.ts';
import type { Task as TaskRow } from '../../live/model.ts';
import { agentAddress, frameworkAddress, taskAddress } from '../../parts/table/cells.tsx';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Loaded } from '../../parts/failure.tsx';
import { FileList } from '../../parts/files/file-list.tsx';
import { durationText } from '../../parts/format.ts';
import { Copy, Id } from '../../parts/id.tsx';
import { LastLines } from './last-lines.tsx';
import { LogView } from '../../parts/files/log-view.tsx';
import { State } from '../../parts/state.tsx';
import { Time } from '../../parts/time.tsx';
import { valueOf } from '../../base/fetching.ts';
import { usePlace } from '../../base/router.ts';
import { taskWords } from '../../texts/areas/task.ts';
import { useLanguage, useSay, useWords } from '../../texts/texts.ts';
import { Amounts, Definition } from './definition.tsx';
import { Runs } from './runs.tsx';
import { Strip } from './strip.tsx';
import './task.css';
import { badStates, Why } from './why.tsx';
import { type Status, useWholeTask } from './whole-task.ts';

const Terminal = lazy(() => import('../../parts/terminal/terminal.tsx'));

export const taskViews = ['overview', 'stdout', 'stderr', 'files', 'terminal', 'json'] as const;
export type TaskView = (typeof taskViews)[number];

export default function Task({
  framework,
  id,
  view,
}: {
  readonly framework: string;
  readonly id: string;
  readonly view: string;
}) {
  const say = useSay();
  const { isAnswered, found } = useFound({ about: 'task', framework, id });
  const { isWhole } = useConnection();
  if (!isAnswered || (found === undefined && !isWhole)) {
    return <p className="quiet">{say('loading')}</p>;
  }
  if (found === undefined) return <Forgotten id={id} />;
  const chosen = taskViews.find((each) => each === view) ?? 'overview';
  const titles = {
    overview: say('home'),
    stdout: 'stdout',
    stderr: 'stderr',
    files: say('files'),
    terminal: say('terminal'),
    json: 'JSON',
  };
  return (
    <>
      <Crumbs
        steps={[
          [say('frameworks'), '#/frameworks'],
          [found.frameworkName ?? framework, frameworkAddress(framework)],
        ]}
        last={found.name}
      />
      <h1>
        <span className="cut" title={found.name}>
          {found.name}
        </span>{' '}
        <State state={found.state} health={found.health} />
      </h1>
      <nav aria-label={say('tasks')} className="tabs">
        {taskViews.map((each) => (
          <a
            key={each}
            href={taskAddress(framework, id, each === 'overview' ? '' : each)}
            aria-current={each === chosen ? 'page' : undefined}
          >
            {titles[each]}
          </a>
        ))}
      </nav>
      <View task={found} view={chosen} />
    </>
  );
}

/** Unknown here: how much is remembered says why. */
function Forgotten({ id }: { readonly id: string }) {
  const say = useSay();
  const sayOwn = useWords(taskWords);
  const hello = useAnswer({ about: 'summary' })?.hello;
  const tasks = hello?.mostCompletedTasks ?? 0;
  const frameworks = hello?.mostCompletedFrameworks ?? 0;
  return (
    <section className="quiet">
      <h1 className="long-name">{sayOwn('forgotten', { what: id })}</h1>
      <p>{sayOwn('forgottenWhy', { tasks, frameworks })}</p>
      <p>
        <a href="#/tasks">{say('tasks')}</a> · <a href="#/">{say('back')}</a>
      </p>
    </section>
  );
}

function View({ task, view }: { readonly task: TaskRow; readonly view: TaskView }) {
  switch (view) {
    case 'overview':
      return <Overview task={task} />;
    case 'stdout':
    case 'stderr':
      return (
        <InSandbox task={task}>
          {(sandbox) => <LogView agent={task.agent} path={`${sandbox}/${view}`} />}
        </InSandbox>
      );
    case 'files':
      return (
        <InSandbox task={task}>{(sandbox) => <Files task={task} sandbox={sandbox} />}</InSandbox>
      );
    case 'terminal':
      return (
        <Suspense fallback={<p className="quiet">…</p>}>
          <Terminal framework={task.framework} id={task.id} isRunning={task.state === 'RUNNING'} />
        </Suspense>
      );
    case 'json':
      return <Json task={task} />;
  }
}

function Overview({ task }: { readonly task: TaskRow }) {
  const fetched = useWholeTask(task);
  const whole = valueOf(fetched)?.task;
  const last = whole?.statuses?.at(-1);
  const isBad = badStates.has(task.state);
  // Before it runs, its container is told of there.
  const file = isBad || task.state === 'STAGING' ? 'stderr' : 'stdout';
  return (
    <>
      <Why task={task} last={last} />
      {whole !== undefined && <Strip task={task} whole={whole} />}
      <InSandbox task={task}>
        {(sandbox) => (
          <LastLines key={file} agent={task.agent} sandbox={sandbox} file={file} isOver={isBad} />
        )}
      </InSandbox>
      <div className="cards below">
        <Facts task={task} />
        <Loaded fetched={fetched}>
          {({ task: loaded }) => (
            <>
              <Amounts task={task} whole={loaded} />
              <Definition whole={loaded} last={last} />
              <Statuses statuses={loaded.statuses ?? []} />
            </>
          )}
        </Loaded>
      </div>
      <Runs task={task} />
    </>
  );
}

function Facts({ task }: { readonly task: TaskRow }) {
  const say = useSay();
  const language = useLanguage();
  const { framework, id, startedMs, endedMs } = task;
  const facts: [string, ReactNode][] = [
    [say('taskId'), <Id key="" id={id} />],
    [say('name'), <Name key="" name={task.name} />],
    [
      say('framework'),
      <a key="" href={frameworkAddress(framework)}>
        {task.frameworkName}
      </a>,
    ],
    [say('frameworkId'), <Id key="" id={framework} />],
    [
      say('host'),
      <a key="" href={agentAddress(task.agent)}>
        {task.host === '' ? task.agent : task.host}
      </a>,
    ],
    [say('role'), task.role],
    [say('executor'), task.executor === '' ? '–' : <Id key="" id={task.executor} />],
    [say('started'), startedMs === 0 ? say('neverRan') : <Time key="" ms={startedMs} />],
  ];
  if (endedMs > 0) facts.push([say('stopped'), <Time key="" ms={endedMs} />]);
  if (endedMs > 0 && startedMs > 0) {
    facts.push([say('duration'), durationText(endedMs - startedMs, language)]);
  }
  return (
    <section className="card">
      <h2>{say('tasks')}</h2>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name} className="pair">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Name({ name }: { readonly name: string }) {
  return (
    <div className="long-name">
      {name}
      <Copy text={name} />
    </div>
  );
}

function Statuses({ statuses }: { readonly statuses: readonly Status[] }) {
  const say = useSay();
  return (
    <section className="card">
      <h2>{say('statuses')}</h2>
      <ol className="lines">
        {statuses.map(({ state, timestamp = 0, message = '', reason = '', healthy }, i) => (
          <li key={i}>
            <State
              state={state.slice('TASK_'.length)}
              health={healthy === undefined ? 0 : healthy ? 1 : -1}
            />
            <span className="cut" title={`${message} ${reason}`}>
              {message === '' ? reason : message}
            </span>
            <Time ms={timestamp * 1000} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function InSandbox({
  task,
  children,
}: {
  readonly task: TaskRow;
  readonly children: (sandbox: string) => React.ReactNode;
}) {
  const say = useSay();
  const self = useAgentSelf(task.agent);
  return (
    <Loaded fetched={self}>
      {(value) => {
        const sandbox = findSandbox(value, task.framework, task.id, task.executor);
        if (sandbox !== undefined) return children(sandbox);
        return <p className="quiet">{say('noSandbox', { why: task.agent })}</p>;
      }}
    </Loaded>
  );
}

/** Goes down into folders and stays below the sandbox. */
function Files({ task, sandbox }: { readonly task: TaskRow; readonly sandbox: string }) {
  const { query } = usePlace();
  const asked = query.get('path') ?? '';
  const path = asked.startsWith(`${sandbox}/`) ? asked : sandbox;
  const file = query.get('file');
  const here = taskAddress(task.framework, task.id, 'files');
  const link = (changes: Record<string, string>): string =>
    `${here}?${new URLSearchParams(changes).toString()}`;
  const below = path.slice(sandbox.length).split('/').filter(Boolean);
  return (
    <>
      <p className="mono">
        <a href={here}>{task.name}</a>
        {below.map((part, i) => (
          <span key={i}>
            {' / '}
            <a href={link({ path: `${sandbox}/${below.slice(0, i + 1).join('/')}` })}>{part}</a>
          </span>
        ))}
      </p>
      <FileList
        agent={task.agent}
        path={path}
        openFolder={(to) => link({ path: to })}
        openFile={(to) => link({ path, file: to })}
      />
      {file !== null && file.startsWith(`${sandbox}/`) && (
        <>
          <h2 className="mono">{file.slice(sandbox.length + 1)}</h2>
          <LogView agent={task.agent} path={file} />
        </>
      )}
    </>
  );
}

function Json({ task }: { readonly task: TaskRow }) {
  const fetched = useWholeTask(task);
  return (
    <Loaded fetched={fetched}>
      {({ task: whole }) => {
        const text = JSON.stringify(whole, undefined, 2);
        return (
          <>
            <Copy text={text} />
            <pre className="json" tabIndex={0}>
              {text}
            </pre>
          </>
        );
      }}
    </Loaded>
  );
}
