/** When an app changed and how, how a task of it failed last, and how long its tasks live. */
import { Id } from '../../parts/id.tsx';
import { State } from '../../parts/state.tsx';
import { Time } from '../../parts/time.tsx';
import { useSay } from '../../texts/texts.ts';
import { type Failure, timeOf } from '../model.ts';
import { LastChanges } from './last-changes.tsx';
import { Statistics } from './statistics.tsx';
import { TaskLinks } from './task-links.tsx';
import type { ViewProps } from './view-props.ts';

export function Debug({ app, details }: ViewProps) {
  return (
    <div className="cards">
      <LastChanges app={app} />
      <LastFailure failure={details?.lastTaskFailure} />
      <Statistics stats={details?.taskStats} />
    </div>
  );
}

function LastFailure({ failure }: { readonly failure: Failure | undefined }) {
  const say = useSay();
  return (
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
            <TaskLinks task={{ ...failure, id: failure.taskId, slaveId: failure.slaveId ?? '' }} />
          </dd>
        </dl>
      )}
    </section>
  );
}
