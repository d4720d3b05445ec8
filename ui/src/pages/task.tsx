/** One task: how it is and why, its files and logs, and what was told of it. */
import { lazy, Suspense } from 'react';
import { useFound } from '../live/client.ts';
import { findSandbox, useAgentSelf, type TaskStatus } from '../live/agent-state.ts';
import type { Task as TaskRow } from '../live/model.ts';
import { agentAddress, frameworkAddress, taskAddress } from '../parts/cells.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { Loaded, NotFound } from '../parts/failure.tsx';
import { FileList } from '../parts/file-list.tsx';
import { amountText, durationText, megabytesText } from '../parts/format.ts';
import { Id } from '../parts/id.tsx';
import { LogView } from '../parts/log-view.tsx';
import { State } from '../parts/state.tsx';
import { Time } from '../parts/time.tsx';
import { useFetched } from '../base/fetching.ts';
import { usePlace } from '../base/router.ts';
import { useLanguage, useSay } from '../texts/texts.ts';

const Terminal = lazy(() => import('../parts/terminal.tsx'));

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
  if (!isAnswered) return <p className="quiet">{say('loading')}</p>;
  if (found === undefined) return <NotFound what={id} />;
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
  const say = useSay();
  const language = useLanguage();
  const { framework, id, startedMs, endedMs, reason, message } = task;
  const isBad = ['FAILED', 'ERROR', 'LOST', 'DROPPED', 'GONE'].includes(task.state);
  return (
    <>
      {(message !== '' || reason !== '') && (
        <p className={`why ${isBad ? 'bad-box' : ''}`} role={isBad ? 'alert' : undefined}>
          <b>
            {reason
              .replace(/^REASON_/, '')
              .toLowerCase()
              .replaceAll('_', ' ')}
          </b>{' '}
          {message}
        </p>
      )}
      <div className="cards">
        <section className="card">
          <h2>{say('tasks')}</h2>
          <dl>
            <dt>{say('taskId')}</dt>
            <dd>
              <Id id={id} />
            </dd>
            <dt>{say('framework')}</dt>
            <dd>
              <a href={frameworkAddress(framework)}>{task.frameworkName}</a>
            </dd>
            <dt>{say('host')}</dt>
            <dd>
              <a href={agentAddress(task.agent)}>{task.host === '' ? task.agent : task.host}</a>
            </dd>
            <dt>{say('role')}</dt>
            <dd>{task.role}</dd>
            <dt>{say('executor')}</dt>
            <dd>{task.executor === '' ? '–' : task.executor}</dd>
            <dt>{say('started')}</dt>
            <dd>{startedMs === 0 ? say('neverRan') : <Time ms={startedMs} />}</dd>
            {endedMs > 0 && (
              <>
                <dt>{say('stopped')}</dt>
                <dd>
                  <Time ms={endedMs} />
                </dd>
                {startedMs > 0 && (
                  <>
                    <dt>{say('duration')}</dt>
                    <dd>{durationText(endedMs - startedMs, language)}</dd>
                  </>
                )}
              </>
            )}
            <dt>{say('resources')}</dt>
            <dd>
              {amountText(task.cpus)} {say('cpus')}, {amountText(task.gpus)} {say('gpus')},{' '}
              {megabytesText(task.mem)} {say('mem')}, {megabytesText(task.disk)} {say('disk')}
            </dd>
          </dl>
        </section>
        <Statuses task={task} />
      </div>
      <h2>{say('lastLines', { file: isBad ? 'stderr' : 'stdout' })}</h2>
      <InSandbox task={task}>
        {(sandbox) => (
          <LogView agent={task.agent} path={`${sandbox}/${isBad ? 'stderr' : 'stdout'}`} />
        )}
      </InSandbox>
    </>
  );
}

interface WholeTask {
  readonly tasks: readonly { readonly statuses: readonly TaskStatus[] }[];
}

const enc = encodeURIComponent;
const taskQuery = ({ framework, id }: TaskRow): string =>
  `/master/tasks?framework_id=${enc(framework)}&task_id=${enc(id)}`;

function Statuses({ task }: { readonly task: TaskRow }) {
  const say = useSay();
  // Asked anew when the row says that something changed.
  const fetched = useFetched<WholeTask>(`${taskQuery(task)}#${task.changedMs}`);
  return (
    <section className="card">
      <h2>{say('statuses')}</h2>
      <Loaded fetched={fetched}>
        {({ tasks }) => (
          <ol className="lines">
            {(tasks[0]?.statuses ?? []).map(({ state, timestamp, message = '', healthy }, i) => (
              <li key={i}>
                <State
                  state={state.slice('TASK_'.length)}
                  health={healthy === undefined ? 0 : healthy ? 1 : -1}
                />
                <span className="cut" title={message}>
                  {message}
                </span>
                <Time ms={timestamp * 1000} />
              </li>
            ))}
          </ol>
        )}
      </Loaded>
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
  const fetched = useFetched<{ tasks: readonly unknown[] }>(`${taskQuery(task)}#${task.changedMs}`);
  return (
    <Loaded fetched={fetched}>
      {({ tasks }) => (
        <pre className="json" tabIndex={0}>
          {JSON.stringify(tasks[0], undefined, 2)}
        </pre>
      )}
    </Loaded>
  );
}
