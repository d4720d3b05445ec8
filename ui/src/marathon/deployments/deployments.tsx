/** Deployments as they go: how far they are, what holds them up, and how to take them back. */
import { useState } from 'react';
import { addressOf, setQuery, usePlace } from '../../base/router.ts';
import { type Column, Grid } from '../../parts/table/grid.tsx';
import { State } from '../../parts/state.tsx';
import { Time, useNow } from '../../parts/time.tsx';
import { deploymentWords } from '../../texts/areas/marathon-deployments.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { appAddress } from '../addresses.ts';
import { useCauseText } from '../apps/app-columns.tsx';
import { RollBack } from './deployment-dialogs.tsx';
import { stalledSince, type Waiting, waitingOf } from './deployment-facts.ts';
import type { Deployment } from '../model.ts';
import { useMarathon } from '../store.ts';

interface Row {
  readonly id: string;
  readonly deployment: Deployment;
  readonly apps: string;
  readonly action: string;
  readonly progress: number;
  readonly started: number;
  readonly state: 'stalled' | 'going';
  readonly blocked: string;
  readonly waiting: readonly Waiting[];
}

const sortKeys = ['id', 'apps', 'action', 'progress', 'started', 'state', 'blocked'] as const;

export default function Deployments() {
  const say = useSay();
  const own = useWords(deploymentWords);
  const { query } = usePlace();
  const { isWhole, deployments } = useMarathon();
  const [taken, setTaken] = useState<Deployment | undefined>();
  const word = query.get('q') ?? '';
  const sortText = query.get('sort') ?? '-started';
  const isDescending = sortText.startsWith('-');
  const key = sortKeys.find((each) => each === sortText.replace(/^-/, '')) ?? 'started';
  const rows = useDeploymentRows()
    .filter(({ id, apps }) => id.includes(word) || apps.includes(word))
    .toSorted((a, b) => (a[key] === b[key] ? 0 : a[key] < b[key] === isDescending ? 1 : -1));
  return (
    <>
      <h1>{say('deployments')}</h1>
      {!isWhole && <p className="quiet">{say('loading')}</p>}
      {isWhole && deployments.length === 0 && <p className="quiet">{say('noDeployments')}</p>}
      {deployments.length > 0 && word !== '' && (
        <p className="muted" role="status">
          {say('shown', { matched: rows.length, total: deployments.length })}{' '}
          <button type="button" className="link" onClick={() => setQuery({ q: undefined })}>
            {own('all')}
          </button>
        </p>
      )}
      {rows.length > 0 && (
        <Grid
          label={say('deployments')}
          columns={columnsOf(setTaken)}
          count={rows.length}
          rowAt={(index) => rows[index]}
          rowKey={({ id }) => id}
          sort={{ key, isDescending }}
          onSort={(to) => setQuery({ sort: to === key && !isDescending ? `-${to}` : to })}
        />
      )}
      {taken !== undefined && <RollBack deployment={taken} close={() => setTaken(undefined)} />}
    </>
  );
}

function useDeploymentRows(): Row[] {
  const held = useMarathon();
  const nowMs = useNow();
  const causeText = useCauseText();
  return held.deployments.map((deployment) => {
    const { id, affectedApps = [], affectedPods = [], currentStep, totalSteps } = deployment;
    const waiting = waitingOf(deployment, held);
    const isStalled = stalledSince(deployment, held, held.tracks.get(id), nowMs) !== undefined;
    const blocked = waiting.find(({ cause, blocker }) => cause !== undefined || blocker !== '');
    return {
      id,
      deployment,
      apps: [...affectedApps, ...affectedPods].join(', '),
      action: [...new Set(waiting.map(({ action }) => action))].join(', '),
      progress: (currentStep - 1) / totalSteps,
      started: Date.parse(deployment.version) || 0,
      state: isStalled ? 'stalled' : 'going',
      blocked: blocked?.cause === undefined ? (blocked?.blocker ?? '') : causeText(blocked.cause),
      waiting,
    };
  });
}

function columnsOf(take: (deployment: Deployment) => void): readonly Column<Row>[] {
  return [
    {
      key: 'id',
      title: 'id',
      width: '6rem',
      cell: ({ id }) => (
        <a href={addressOf(`/deployments/${id}`)} className="mono" title={id}>
          {id.slice(0, 8)}
        </a>
      ),
    },
    {
      key: 'apps',
      title: (language) => deploymentWords[language].affected,
      width: 'minmax(10rem, 2fr)',
      cell: ({ deployment, apps }) => (
        <span title={apps}>
          {(deployment.affectedApps ?? []).map((id) => (
            <span key={id}>
              <a href={appAddress(id)}>{id}</a>{' '}
            </span>
          ))}
          {(deployment.affectedPods ?? []).join(' ')}
        </span>
      ),
    },
    {
      key: 'action',
      title: (language) => deploymentWords[language].action,
      width: 'minmax(8rem, 1fr)',
      cell: ({ action }) => action,
    },
    {
      key: 'progress',
      title: (language) => deploymentWords[language].progress,
      width: '5rem',
      cell: ({ deployment: { currentStep, totalSteps } }) => `${currentStep - 1} / ${totalSteps}`,
    },
    {
      key: 'started',
      title: (language) => deploymentWords[language].begun,
      width: '6.5rem',
      cell: ({ started }) => <Time ms={started} />,
    },
    { key: 'state', title: 'state', width: '6.5rem', cell: (row) => <Going state={row.state} /> },
    {
      key: 'blocked',
      title: (language) => deploymentWords[language].blocked,
      width: 'minmax(7rem, 3fr)',
      cell: ({ blocked, waiting }) => {
        const app = waiting.find(({ isPod }) => !isPod)?.id;
        return app === undefined || blocked === '' ? (
          blocked
        ) : (
          <a href={appAddress(app, 'why')} title={blocked}>
            {blocked}
          </a>
        );
      },
    },
    {
      key: 'actions',
      title: 'actions',
      width: '6.5rem',
      isUnsorted: true,
      cell: ({ deployment, id }, say) => (
        <button
          type="button"
          className="link"
          aria-label={`${say('rollBack')} ${id}`}
          onClick={() => take(deployment)}
        >
          {say('rollBack')}
        </button>
      ),
    },
  ];
}

export function Going({ state }: Pick<Row, 'state'>) {
  const own = useWords(deploymentWords);
  return <State state={state === 'stalled' ? 'FAILED' : 'STARTING'} word={own(state)} />;
}
