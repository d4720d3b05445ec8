/** One app: its instances, its configuration and how it came to be so, why it waits, its failures. */
import { type ReactNode, useState } from 'react';
import { Crumbs } from '../parts/crumbs.tsx';
import { NotFound } from '../parts/failure.tsx';
import { Id } from '../parts/id.tsx';
import { State } from '../parts/state.tsx';
import { Time } from '../parts/time.tsx';
import { useFetched, valueOf } from '../shell/fetching.ts';
import { addressOf, go } from '../shell/router.ts';
import { useSay } from '../texts/texts.ts';
import { Act } from './act.tsx';
import { actions, appPath, base } from './api.ts';
import { AppActions } from './app-actions.tsx';
import { appAddress } from './apps.tsx';
import { type Definition, definitionOf, definitionText } from './definition.ts';
import { Diff, Edit } from './edit.tsx';
import { HealthBar } from './health-bar.tsx';
import { Why } from './why.tsx';
import type { App as AppRow, Instance } from './model.ts';
import { AppStatus } from './status.tsx';
import { expectChange, useMarathon } from './store.ts';

export const appViews = ['instances', 'configuration', 'why', 'debug', 'volumes'] as const;
type AppView = (typeof appViews)[number];

/** Lifetimes and results of checks change without events. */
const detailPollMs = 3_000;

export default function App({ id, view }: { readonly id: string; readonly view: string }) {
  const say = useSay();
  const { apps, queue, isWhole } = useMarathon();
  const [start, setStart] = useState<Definition | undefined>();
  const app = apps.get(id);
  const details = valueOf(
    useFetched<{ readonly app: AppRow }>(
      new URL(`${appPath(id)}?embed=app.tasks&embed=app.lastTaskFailure&embed=app.taskStats`, base)
        .href,
      detailPollMs,
    ),
  )?.app;
  if (!isWhole) return <p className="quiet">{say('loading')}</p>;
  if (app === undefined) return <NotFound what={id} />;
  const chosen = appViews.find((each) => each === view);
  const instance = chosen === undefined && view !== '' ? view : undefined;
  const queued = queue.get(id);
  return (
    <>
      <Crumbs
        steps={[
          [say('applications'), '#/apps'],
          ...id
            .split('/')
            .slice(1, -1)
            .map((part, i): [string, string] => {
              const group = id
                .split('/')
                .slice(0, i + 2)
                .join('/');
              return [part, addressOf(`/group/${encodeURIComponent(group)}`)];
            }),
        ]}
        last={id.split('/').at(-1)!}
      />
      <h1>
        {id} <AppStatus app={app} queued={queued} />
      </h1>
      <HealthBar app={app} hasLegend />
      <AppActions app={app} queued={queued} edit={() => setStart(definitionOf(app))} />
      <nav aria-label={id} className="tabs">
        {appViews.map((each) => (
          <a
            key={each}
            href={appAddress(id, each === 'instances' ? '' : each)}
            aria-current={
              each === (chosen ?? 'instances') && instance === undefined ? 'page' : undefined
            }
          >
            {say(`view_${each}`)}
          </a>
        ))}
      </nav>
      {instance === undefined ? (
        <View app={app} details={details} view={chosen ?? 'instances'} edit={setStart} />
      ) : (
        <InstancePage details={details} id={instance} />
      )}
      {start !== undefined && (
        <Edit
          before={definitionOf(app)}
          start={start}
          close={() => setStart(undefined)}
          done={() => {
            expectChange(id);
            setStart(undefined);
            go('/deployments');
          }}
        />
      )}
    </>
  );
}

interface ViewProps {
  readonly app: AppRow;
  readonly details: AppRow | undefined;
  readonly edit: (start: Definition) => void;
}

function View({ view, ...props }: ViewProps & { readonly view: AppView }): ReactNode {
  switch (view) {
    case 'instances':
      return <Instances {...props} />;
    case 'configuration':
      return <Configuration {...props} />;
    case 'why':
      return <Why id={props.app.id} />;
    case 'debug':
      return <Debug {...props} />;
    case 'volumes':
      return <Volumes {...props} />;
  }
}

function healthOf({ healthCheckResults = [], state }: Instance): number {
  if (state !== 'TASK_RUNNING' || healthCheckResults.length === 0) return 0;
  return healthCheckResults.every(({ alive }) => alive) ? 1 : -1;
}

function Instances({ app, details }: ViewProps) {
  const say = useSay();
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [kill, setKill] = useState<'kill' | 'killScale' | 'killWipe' | undefined>();
  const tasks = details?.tasks ?? [];
  // What is gone is not marked any more; nothing that is not seen is ever killed.
  const chosen = tasks.filter(({ id }) => marked.has(id)).map(({ id }) => id);
  const hasVolumes = (app.container?.volumes ?? []).some(
    ({ persistent }) => persistent !== undefined,
  );
  const toggle = (id: string): void => {
    const next = new Set(marked);
    if (!next.delete(id)) next.add(id);
    setMarked(next);
  };
  return (
    <>
      <p className="buttons">
        <button
          type="button"
          className="plain"
          disabled={chosen.length === 0}
          onClick={() => setKill('kill')}
        >
          {say('kill')} ({chosen.length})
        </button>
        <button
          type="button"
          className="plain"
          disabled={chosen.length === 0}
          onClick={() => setKill('killScale')}
        >
          {say('killScale')}
        </button>
        {hasVolumes && (
          <button
            type="button"
            className="danger"
            disabled={chosen.length === 0}
            onClick={() => setKill('killWipe')}
          >
            {say('killWipe')}
          </button>
        )}
      </p>
      {kill !== undefined && (
        <Act
          title={say(kill)}
          text={chosen.join(', ')}
          action={say(kill)}
          isDangerous
          run={async (force) => {
            await actions.kill(chosen, {
              scale: kill === 'killScale',
              wipe: kill === 'killWipe',
              force,
            });
            setMarked(new Set());
            expectChange(app.id);
          }}
          close={() => setKill(undefined)}
        />
      )}
      {details === undefined && <p className="quiet">{say('loading')}</p>}
      {details !== undefined && tasks.length === 0 && <p className="quiet">{say('none')}</p>}
      {tasks.length > 0 && (
        <div className="scrolled">
          <table className="facts left">
            <thead>
              <tr>
                <th scope="col">
                  <input
                    type="checkbox"
                    aria-label={say('all')}
                    checked={chosen.length === tasks.length}
                    onChange={(event) =>
                      setMarked(new Set(event.target.checked ? tasks.map(({ id }) => id) : []))
                    }
                  />
                </th>
                <th scope="col">{say('id')}</th>
                <th scope="col">{say('state')}</th>
                <th scope="col">{say('host')}</th>
                <th scope="col">{say('ports')}</th>
                <th scope="col">{say('started')}</th>
                <th scope="col">{say('version')}</th>
                <th scope="col">{say('logs')}</th>
              </tr>
            </thead>
            <tbody>
              {tasks.map((task) => (
                <tr key={task.id}>
                  <td>
                    <input
                      type="checkbox"
                      aria-label={task.id}
                      checked={marked.has(task.id)}
                      onChange={() => toggle(task.id)}
                    />
                  </td>
                  <th scope="row">
                    <Id id={task.id} href={appAddress(app.id, encodeURIComponent(task.id))} />
                  </th>
                  <td>
                    <State state={task.state.replace('TASK_', '')} health={healthOf(task)} />
                  </td>
                  <td>{task.host}</td>
                  <td>
                    {(task.ports ?? []).map((port) => (
                      <a
                        key={port}
                        href={`http://${task.host}:${port}`}
                        target="_blank"
                        rel="noreferrer"
                      >
                        {port}{' '}
                      </a>
                    ))}
                  </td>
                  <td>
                    <Time ms={timeOf(task.startedAt ?? task.stagedAt)} />
                  </td>
                  <td>
                    <Time ms={timeOf(task.version)} />
                  </td>
                  <td>
                    <TaskLinks task={task} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

/** The cluster's own pages show files, logs and terminals of tasks. */
function TaskLinks({ task }: { readonly task: Instance }) {
  const say = useSay();
  const info = valueOf(useFetched<MesosPlace>(new URL('v2/info', base).href));
  const master = info?.marathon_config.mesos_leader_ui_url;
  if (typeof master !== 'string' || info?.frameworkId === undefined) return <span>–</span>;
  const place = `${master.replace(/\/$/, '')}/#/tasks/${encodeURIComponent(info.frameworkId)}/${encodeURIComponent(task.id)}`;
  return (
    <>
      <a href={`${place}/stdout`}>stdout</a> <a href={`${place}/stderr`}>stderr</a>{' '}
      <a href={`${place}/files`}>{say('files')}</a>
    </>
  );
}

interface MesosPlace {
  readonly frameworkId?: string;
  readonly marathon_config: { readonly mesos_leader_ui_url?: unknown };
}

const timeOf = (text: string | null | undefined): number =>
  text === undefined || text === null ? 0 : Date.parse(text);

function InstancePage({
  details,
  id,
}: {
  readonly details: AppRow | undefined;
  readonly id: string;
}) {
  const say = useSay();
  if (details === undefined) return <p className="quiet">{say('loading')}</p>;
  const task = details.tasks?.find((each) => each.id === id);
  if (task === undefined) return <NotFound what={id} />;
  return (
    <div className="cards">
      <section className="card">
        <h2 className="mono">{task.id}</h2>
        <dl>
          <dt>{say('state')}</dt>
          <dd>
            <State state={task.state.replace('TASK_', '')} health={healthOf(task)} />
          </dd>
          <dt>{say('host')}</dt>
          <dd>{task.host}</dd>
          <dt>IP</dt>
          <dd>{(task.ipAddresses ?? []).map(({ ipAddress }) => ipAddress).join(', ') || '–'}</dd>
          <dt>{say('ports')}</dt>
          <dd>{(task.ports ?? []).join(', ') || '–'}</dd>
          <dt>{say('role')}</dt>
          <dd>{task.role ?? '–'}</dd>
          <dt>{say('staged')}</dt>
          <dd>
            <Time ms={timeOf(task.stagedAt)} />
          </dd>
          <dt>{say('started')}</dt>
          <dd>
            <Time ms={timeOf(task.startedAt)} />
          </dd>
          <dt>{say('version')}</dt>
          <dd>{task.version}</dd>
          <dt>{say('logs')}</dt>
          <dd>
            <TaskLinks task={task} />
          </dd>
        </dl>
      </section>
      {(task.healthCheckResults ?? []).map((result, i) => (
        <section key={i} className="card">
          <h2>
            {say('health')} {i + 1}
          </h2>
          <dl>
            <dt>{say('healthy')}</dt>
            <dd>{say(result.alive ? 'yes' : 'no')}</dd>
            <dt>{say('firstSuccess')}</dt>
            <dd>
              <Time ms={timeOf(result.firstSuccess)} />
            </dd>
            <dt>{say('lastSuccess')}</dt>
            <dd>
              <Time ms={timeOf(result.lastSuccess)} />
            </dd>
            <dt>{say('lastFailure')}</dt>
            <dd>
              <Time ms={timeOf(result.lastFailure)} /> {result.lastFailureCause ?? ''}
            </dd>
            <dt>{say('maxFailures')}</dt>
            <dd>{result.consecutiveFailures}</dd>
          </dl>
        </section>
      ))}
    </div>
  );
}

function Configuration({ app, edit }: ViewProps) {
  const say = useSay();
  const versions = valueOf(
    useFetched<{ readonly versions: readonly string[] }>(
      `${new URL(`${appPath(app.id)}/versions`, base).href}#${app.version}`,
    ),
  )?.versions;
  const [compared, setCompared] = useState<string | undefined>();
  const current = definitionText(definitionOf(app));
  return (
    <div className="editor">
      <div>
        <h2>{say('current')}</h2>
        <pre className="json" tabIndex={0}>
          {current}
        </pre>
      </div>
      <div>
        <h2>{say('versions')}</h2>
        <ul className="lines">
          {(versions ?? []).map((version) => (
            <li key={version}>
              <span>
                {version} <Time ms={timeOf(version)} />
              </span>
              {version === app.version ? (
                <span className="muted">{say('current')}</span>
              ) : (
                <button type="button" className="plain" onClick={() => setCompared(version)}>
                  {say('compare')}
                </button>
              )}
            </li>
          ))}
        </ul>
        {compared !== undefined && (
          <Compared app={app} version={compared} current={current} edit={edit} />
        )}
      </div>
    </div>
  );
}

function Compared({
  app,
  version,
  current,
  edit,
}: {
  readonly app: AppRow;
  readonly version: string;
  readonly current: string;
  readonly edit: (start: Definition) => void;
}) {
  const say = useSay();
  const old = valueOf(
    useFetched<object>(
      new URL(`${appPath(app.id)}/versions/${encodeURIComponent(version)}`, base).href,
    ),
  );
  if (old === undefined) return <p className="quiet">{say('loading')}</p>;
  const definition = definitionOf(old);
  return (
    <>
      <h3>
        {version} → {say('current')}
      </h3>
      <Diff before={definitionText(definition)} after={current} />
      <button type="button" className="primary" onClick={() => edit(definition)}>
        {say('rollBackTo')}
      </button>
    </>
  );
}

const statNames = [
  'startedAfterLastScaling',
  'withLatestConfig',
  'withOutdatedConfig',
  'totalSummary',
];

function Debug({ app, details }: ViewProps) {
  const say = useSay();
  const failure = details?.lastTaskFailure;
  const { lastScalingAt, lastConfigChangeAt } = app.versionInfo ?? {};
  return (
    <div className="cards">
      <section className="card">
        <h2>{say('lastChanges')}</h2>
        <dl>
          <dt>{say('scaleOrRestart')}</dt>
          <dd>
            <Time ms={timeOf(lastScalingAt)} />
          </dd>
          <dt>{say('view_configuration')}</dt>
          <dd>
            <Time ms={timeOf(lastConfigChangeAt)} />
          </dd>
        </dl>
      </section>
      <section className="card">
        <h2>{say('lastTaskFailure')}</h2>
        {failure === undefined ? (
          <p className="quiet">{say('noFailure')}</p>
        ) : (
          <dl>
            <dt>{say('taskId')}</dt>
            <dd>
              <Id id={failure.taskId} />
            </dd>
            <dt>{say('state')}</dt>
            <dd>
              <State state={failure.state.replace('TASK_', '')} />
            </dd>
            <dt>{say('message')}</dt>
            <dd>{failure.message}</dd>
            <dt>{say('host')}</dt>
            <dd>{failure.host}</dd>
            <dt>{say('stopped')}</dt>
            <dd>
              <Time ms={timeOf(failure.timestamp)} />
            </dd>
            <dt>{say('version')}</dt>
            <dd>{failure.version}</dd>
            <dt>{say('logs')}</dt>
            <dd>
              <TaskLinks
                task={{ ...failure, id: failure.taskId, slaveId: failure.slaveId ?? '' }}
              />
            </dd>
          </dl>
        )}
      </section>
      <section className="card">
        <h2>{say('statistics')}</h2>
        <table className="facts left">
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">{say('statistics')}</span>
              </th>
              {(['running', 'healthy', 'unhealthy', 'staged'] as const).map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col">{say('medianLife')}</th>
            </tr>
          </thead>
          <tbody>
            {statNames.flatMap((name) => {
              const stats = details?.taskStats?.[name]?.stats;
              if (stats === undefined) return [];
              const { counts, lifeTime } = stats;
              return [
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{counts.running}</td>
                  <td>{counts.healthy}</td>
                  <td>{counts.unhealthy}</td>
                  <td>{counts.staged}</td>
                  <td>
                    {lifeTime === undefined ? '–' : `${Math.round(lifeTime.medianSeconds)} s`}
                  </td>
                </tr>,
              ];
            })}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function Volumes({ details }: ViewProps) {
  const say = useSay();
  const rows = (details?.tasks ?? []).flatMap((task) =>
    (task.localVolumes ?? []).map((volume) => ({ task, volume })),
  );
  if (rows.length === 0) return <p className="quiet">{say('none')}</p>;
  return (
    <table className="facts left">
      <thead>
        <tr>
          <th scope="col">{say('id')}</th>
          <th scope="col">{say('host')}</th>
          <th scope="col">{say('containerPath')}</th>
          <th scope="col">{say('taskId')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ task, volume }) => (
          <tr key={volume.persistenceId}>
            <th scope="row">
              <Id id={volume.persistenceId} />
            </th>
            <td>{task.host}</td>
            <td>{volume.containerPath}</td>
            <td>
              <Id id={task.id} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
