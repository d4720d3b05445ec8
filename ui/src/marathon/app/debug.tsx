/** When an app changed and how, how a task of it failed last, and how long its tasks live. */
import { useSay } from '../../texts/texts.ts';
import { FailureReport } from '../instances/failure-report.tsx';
import { LastChanges } from './last-changes.tsx';
import { Statistics } from './statistics.tsx';
import type { ViewProps } from './view-props.ts';

export function Debug({ app, details }: ViewProps) {
  const say = useSay();
  const failure = details?.lastTaskFailure;
  return (
    <div className="cards">
      <LastChanges app={app} />
      <section className="card">
        <h2>{say('lastTaskFailure')}</h2>
        {failure === undefined ? (
          <p className="quiet">{say('noFailure')}</p>
        ) : (
          <FailureReport app={app.id} failure={failure} />
        )}
      </section>
      <Statistics stats={details?.taskStats} />
    </div>
  );
}
