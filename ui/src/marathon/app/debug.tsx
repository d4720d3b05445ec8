/** When an app changed, how a task of it failed last, and how long its tasks live. */
import { Time } from '../../parts/time.tsx';
import { useSay } from '../../texts/texts.ts';
import { timeOf } from '../model.ts';
import { FailureReport } from './failure-report.tsx';
import type { ViewProps } from './view-props.ts';

const statNames = [
  'startedAfterLastScaling',
  'withLatestConfig',
  'withOutdatedConfig',
  'totalSummary',
];

export function Debug({ app, details }: ViewProps) {
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
          <FailureReport app={app.id} failure={failure} />
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
