/** One deployment: its steps with their times, its apps from the old version to the new one, and why it stands still. */
import { useState } from 'react';
import { useFetched, valueOf } from '../../base/fetching.ts';
import { Crumbs } from '../../parts/crumbs.tsx';
import { durationText } from '../../parts/format.ts';
import { Id } from '../../parts/id.tsx';
import { State } from '../../parts/state.tsx';
import { Time, useNow } from '../../parts/time.tsx';
import { deploymentWords } from '../../texts/areas/marathon-deployments.ts';
import { useLanguage, useSay, useWords } from '../../texts/texts.ts';
import { appAddress } from '../addresses.ts';
import { appPath, base } from '../api.ts';
import { RollBack, Stop } from './deployment-dialogs.tsx';
import { stalledSince, waitingOf } from './deployment-facts.ts';
import { Going } from './deployments.tsx';
import type { Deployment } from '../model.ts';
import { Squares } from './squares.tsx';
import { useMarathon } from '../store.ts';
import type { Track } from '../apps/track.ts';

const mostApps = 20;
const pollMs = 2_000;

export default function DeploymentPage({ id }: { readonly id: string }) {
  const say = useSay();
  const own = useWords(deploymentWords);
  const held = useMarathon();
  const nowMs = useNow();
  const language = useLanguage();
  const [open, setOpen] = useState<'rollBack' | 'stop' | undefined>();
  const deployment = held.deployments.find((each) => each.id === id);
  if (!held.isWhole) return <p className="quiet">{say('loading')}</p>;
  if (deployment === undefined) return <Over id={id} />;
  const { version, currentStep, totalSteps, affectedApps = [], affectedPods = [] } = deployment;
  const track = held.tracks.get(id);
  const sinceMs = stalledSince(deployment, held, track, nowMs);
  const close = (): void => setOpen(undefined);
  return (
    <>
      <Crumbs steps={[[say('deployments'), '#/deployments']]} last={id.slice(0, 8)} />
      <h1>
        <Id id={id} /> <Going state={sinceMs === undefined ? 'going' : 'stalled'} />
      </h1>
      <p>
        {own('step', { current: currentStep, total: totalSteps })} · {own('begun')}{' '}
        <Time ms={Date.parse(version) || 0} />
        {sinceMs !== undefined && (
          <>
            {' · '}
            {own('stalledFor', { time: durationText(nowMs - sinceMs, language) })}
          </>
        )}
      </p>
      <p className="buttons">
        <button type="button" className="plain" onClick={() => setOpen('rollBack')}>
          {say('rollBack')}
        </button>
        <button type="button" className="plain" onClick={() => setOpen('stop')}>
          {own('stop')}
        </button>
      </p>
      <div className="cards">
        <section className="card">
          <h2>{own('blocked')}</h2>
          <ul className="bulk">
            {waitingOf(deployment, held).map(({ id: app, isPod, blocker }) =>
              isPod ? (
                <li key={app}>{own('waitsFor', { app, blocker })}</li>
              ) : (
                <Blocker key={app} id={app} blocker={blocker} />
              ),
            )}
          </ul>
        </section>
        <Steps deployment={deployment} track={track} nowMs={nowMs} />
      </div>
      <section className="card">
        <h2>{own('affected')}</h2>
        {affectedApps.slice(0, mostApps).map((app) => (
          <p key={app}>
            <a href={appAddress(app)}>{app}</a> <Squares id={app} />
          </p>
        ))}
        {affectedApps.length > mostApps && (
          <p>{own('more', { count: affectedApps.length - mostApps })}</p>
        )}
        {affectedPods.map((pod) => (
          <p key={pod}>{pod}</p>
        ))}
      </section>
      {open === 'rollBack' && <RollBack deployment={deployment} close={close} />}
      {open === 'stop' && <Stop deployment={deployment} close={close} />}
    </>
  );
}

function Over({ id }: { readonly id: string }) {
  const own = useWords(deploymentWords);
  return (
    <section className="quiet">
      <h1>{own('over', { id })}</h1>
      <p>
        {own('overWhy')} <a href="#/deployments">{own('all')}</a>
      </p>
    </section>
  );
}

/** Marathon's own sentence on what it waits for. */
function Blocker({ id, blocker }: { readonly id: string; readonly blocker: string }) {
  const say = useSay();
  const own = useWords(deploymentWords);
  const { queue } = useMarathon();
  const asked = useFetched<{ readonly summary: string }>(
    new URL(`${appPath(id)}/explain`, base).href,
    pollMs,
  );
  const summary = queue.has(id) ? valueOf(asked)?.summary : undefined;
  return (
    <li>
      {own('waitsFor', { app: id, blocker })}
      <br />
      {summary} <a href={appAddress(id, 'why')}>{say('why')}</a>
    </li>
  );
}

function Steps({
  deployment: { steps, currentStep },
  track,
  nowMs,
}: {
  readonly deployment: Deployment;
  readonly track: Track | undefined;
  readonly nowMs: number;
}) {
  const own = useWords(deploymentWords);
  const language = useLanguage();
  const current = currentStep - 1;
  const timeOf = (index: number): string => {
    const beganMs = track?.beganMs.get(index);
    const endedMs = track?.endedMs.get(index);
    if (beganMs === undefined) return '';
    if (index === current) return own('forTime', { time: durationText(nowMs - beganMs, language) });
    if (endedMs === undefined) return '';
    return own('doneIn', { time: durationText(endedMs - beganMs, language) });
  };
  return (
    <section className="card">
      <h2>{own('steps')}</h2>
      <ol className="lines">
        {steps.map(({ actions }, i) => (
          <li key={i} aria-current={i === current ? 'step' : undefined}>
            <State
              state={i < current ? 'FINISHED' : i === current ? 'STARTING' : 'STAGING'}
              word={String(i + 1)}
            />
            <span>
              {actions.map(({ action, app, pod }) => `${action} ${app ?? pod ?? ''}`).join(', ')}
            </span>
            <span className="muted">{timeOf(i)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
