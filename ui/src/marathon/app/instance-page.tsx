/** One instance: where it is, since when, and what its checks found. */
import { NotFound } from '../../parts/failure.tsx';
import { State } from '../../parts/state.tsx';
import { Time } from '../../parts/time.tsx';
import { useSay } from '../../texts/texts.ts';
import { type App as AppRow, healthOfInstance, timeOf } from '../model.ts';
import { TaskLinks } from './task-links.tsx';

export function InstancePage({
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
            <State state={task.state.replace('TASK_', '')} health={healthOfInstance(task)} />
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
