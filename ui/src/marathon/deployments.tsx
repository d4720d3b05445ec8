/** Deployments as they go: their steps, what they do now, what holds them up, and how to take them back. */
import { useState } from 'react';
import { Id } from '../parts/id.tsx';
import { State } from '../parts/state.tsx';
import { Time } from '../parts/time.tsx';
import { usePlace } from '../base/router.ts';
import { useSay } from '../texts/texts.ts';
import { Act } from './act.tsx';
import { actions } from './api.ts';
import { appAddress } from './addresses.ts';
import { HealthBar } from './health-bar.tsx';
import type { Deployment } from './model.ts';
import { useMarathon } from './store.ts';

export default function Deployments() {
  const say = useSay();
  const { query } = usePlace();
  const { deployments, isWhole } = useMarathon();
  const [taken, setTaken] = useState<Deployment | undefined>();
  const word = query.get('q') ?? '';
  const shown = deployments.filter(({ id }) => id.includes(word));
  return (
    <>
      <h1>{say('deployments')}</h1>
      {!isWhole && <p className="quiet">{say('loading')}</p>}
      {isWhole && shown.length === 0 && <p className="quiet">{say('noDeployments')}</p>}
      {shown.map((deployment) => (
        <Card key={deployment.id} deployment={deployment} takeBack={() => setTaken(deployment)} />
      ))}
      {taken !== undefined && (
        <Act
          title={say('rollBack')}
          text={say('rollBackText', { apps: (taken.affectedApps ?? []).join(', ') })}
          action={say('rollBack')}
          isDangerous
          run={() => actions.rollBack(taken.id)}
          close={() => setTaken(undefined)}
        />
      )}
    </>
  );
}

function Card({
  deployment,
  takeBack,
}: {
  readonly deployment: Deployment;
  readonly takeBack: () => void;
}) {
  const say = useSay();
  const { apps } = useMarathon();
  const {
    id,
    version,
    currentStep,
    totalSteps,
    currentActions,
    steps,
    affectedApps = [],
  } = deployment;
  return (
    <section className="card deployment" aria-label={id}>
      <div className="table-head">
        <h2>
          <Id id={id} />
        </h2>
        <span>
          {say('step', { current: currentStep, total: totalSteps })} ·{' '}
          <Time ms={Date.parse(version) || 0} />
        </span>
        <button type="button" className="plain" onClick={takeBack}>
          {say('rollBack')}
        </button>
      </div>
      <ol className="lines">
        {steps.map(({ actions: all }, i) => (
          <li key={i} aria-current={i + 1 === currentStep ? 'step' : undefined}>
            <State
              state={
                i + 1 < currentStep ? 'FINISHED' : i + 1 === currentStep ? 'STARTING' : 'STAGING'
              }
              word={String(i + 1)}
            />
            <span>
              {all.map(({ action, app, pod }) => `${action} ${app ?? pod ?? ''}`).join(', ')}
            </span>
          </li>
        ))}
      </ol>
      <p>
        {currentActions.map(({ action, app, pod }) => `${action} ${app ?? pod ?? ''}`).join(', ')}
      </p>
      {affectedApps.map((appId) => {
        const app = apps.get(appId);
        return (
          <p key={appId}>
            <a href={appAddress(appId)}>{appId}</a>{' '}
            {app !== undefined && <HealthBar app={app} hasLegend />}{' '}
            <a href={appAddress(appId, 'why')}>{say('why')}</a>
          </p>
        );
      })}
    </section>
  );
}
