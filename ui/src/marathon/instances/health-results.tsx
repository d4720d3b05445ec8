/** What each check of an instance found: when it passed, when it failed and what that said. */
import { State } from '../../parts/state.tsx';
import { Time } from '../../parts/time.tsx';
import { instanceWords } from '../../texts/areas/marathon-instances.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { type App as AppRow, type HealthResult, type Instance, timeOf } from '../model.ts';

interface Check {
  readonly protocol?: string;
  readonly path?: string;
  readonly command?: { readonly value?: string };
}

export function HealthResults({
  task: { healthCheckResults = [] },
  definition: { healthChecks = [] },
}: {
  readonly task: Instance;
  readonly definition: AppRow;
}) {
  const say = useSay();
  const own = useWords(instanceWords);
  // Those without a result are not told of: which check a result is of is known when all have one.
  const areAllKnown = healthCheckResults.length === healthChecks.length;
  if (healthCheckResults.length === 0) {
    return (
      <section className="card" aria-label={say('health')}>
        <h2>{say('health')}</h2>
        <p className="quiet">{own(healthChecks.length === 0 ? 'unchecked' : 'noResult')}</p>
      </section>
    );
  }
  return healthCheckResults.map((result, i) => (
    <Result
      key={i}
      index={i + 1}
      result={result}
      check={areAllKnown ? (healthChecks[i] as Check) : undefined}
    />
  ));
}

function Result({
  index,
  result,
  check,
}: {
  readonly index: number;
  readonly result: HealthResult;
  readonly check: Check | undefined;
}) {
  const say = useSay();
  const own = useWords(instanceWords);
  const title = own('healthCheck', { index });
  const { alive, lastFailureCause: cause } = result;
  return (
    <section className="card" aria-label={title}>
      <h2>
        {title}{' '}
        <State
          state="RUNNING"
          health={alive ? 1 : -1}
          isHealthSaid={false}
          word={own(alive ? 'checkPassing' : 'checkFailing')}
        />
      </h2>
      {check !== undefined && (
        <p className="mono">
          {check.protocol} {check.path ?? check.command?.value ?? ''}
        </p>
      )}
      <dl>
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
          <Time ms={timeOf(result.lastFailure)} />
        </dd>
        <dt>{own('failuresInARow')}</dt>
        <dd>{result.consecutiveFailures}</dd>
        {typeof cause === 'string' && cause !== '' && (
          <>
            <dt>{own('whyFailed')}</dt>
            <dd className="told">{cause}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
