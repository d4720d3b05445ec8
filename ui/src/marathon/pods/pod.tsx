/** One pod: its instances and their containers, its definition and versions, how it failed last. */
import './pod.css';
import { type ReactNode, useState } from 'react';
import { useFetched } from '../../base/fetching.ts';
import { addressOf, go } from '../../base/router.ts';
import { Crumbs } from '../../parts/crumbs.tsx';
import { NotFound } from '../../parts/failure.tsx';
import { State } from '../../parts/state.tsx';
import { Time } from '../../parts/time.tsx';
import { podWords } from '../../texts/areas/marathon-pods.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { appAddress } from '../addresses.ts';
import { base, idPath } from '../api.ts';
import { type Definition, definitionOf } from '../edit/definition.ts';
import { Edit } from '../edit/edit.tsx';
import { timeOf } from '../model.ts';
import { expectChange } from '../store.ts';
import { PodActions } from './pod-actions.tsx';
import { PodConfiguration } from './pod-configuration.tsx';
import { PodDebug } from './pod-debug.tsx';
import { lookOf, type PodDetails, upOf } from './pod-details.ts';
import { PodInstances } from './pod-instances.tsx';

const podViews = ['instances', 'configuration', 'debug'] as const;
type PodView = (typeof podViews)[number];

const pollMs = 3_000;

interface Started {
  readonly start: Definition;
  readonly isReviewed: boolean;
}

export default function Pod({ id, view }: { readonly id: string; readonly view: string }) {
  const say = useSay();
  const fetched = useFetched<PodDetails>(
    new URL(`v2/pods${idPath(id)}::status`, base).href,
    pollMs,
  );
  const [started, setStarted] = useState<Started | undefined>();
  if (fetched.kind === 'loading') return <p className="quiet">{say('loading')}</p>;
  const pod = fetched.kind === 'loaded' ? fetched.value : fetched.old;
  if (pod === undefined) return <NotFound what={id} />;
  const word = view === 'versions' ? 'configuration' : view;
  const chosen = podViews.find((each) => each === word) ?? 'instances';
  const definition = definitionOf(pod.spec);
  const open = started ?? (view === 'edit' ? { start: definition, isReviewed: false } : undefined);
  const edit = (start: Definition, isReviewed = false): void => setStarted({ start, isReviewed });
  const close = (): void => {
    setStarted(undefined);
    if (view === 'edit') go(`/apps/${encodeURIComponent(id)}`);
  };
  return (
    <>
      <Crumbs steps={[[say('applications'), '#/apps'], ...groupSteps(id)]} last={lastOf(id)} />
      <Head pod={pod} />
      <PodActions pod={pod} edit={() => edit(definition)} />
      <nav aria-label={id} className="tabs">
        {podViews.map((each) => (
          <a
            key={each}
            href={appAddress(id, each === 'instances' ? '' : each)}
            aria-current={each === chosen ? 'page' : undefined}
          >
            {say(`view_${each}`)}
          </a>
        ))}
      </nav>
      <View view={chosen} pod={pod} edit={edit} />
      {open !== undefined && (
        <Edit
          kind="pod"
          before={definition}
          start={open.start}
          isReviewed={open.isReviewed}
          close={close}
          done={() => {
            expectChange(id);
            setStarted(undefined);
            go('/deployments');
          }}
        />
      )}
    </>
  );
}

function View({
  view,
  pod,
  edit,
}: {
  readonly view: PodView;
  readonly pod: PodDetails;
  readonly edit: (start: Definition, isReviewed?: boolean) => void;
}): ReactNode {
  switch (view) {
    case 'instances':
      return <PodInstances pod={pod} />;
    case 'configuration':
      return <PodConfiguration pod={pod} edit={edit} />;
    case 'debug':
      return <PodDebug pod={pod} />;
  }
}

function Head({ pod }: { readonly pod: PodDetails }) {
  const own = useWords(podWords);
  const { id, status, statusSince } = pod;
  return (
    <>
      <h1>
        {id}{' '}
        <State
          {...lookOf(status)}
          isHealthSaid={false}
          word={own(status === 'STABLE' ? 'STABLE' : 'DEGRADED')}
        />
      </h1>
      <p>
        {own('upOf', upOf(pod))}{' '}
        <span className="muted">
          <Time ms={timeOf(statusSince)} />
        </span>
      </p>
    </>
  );
}

const lastOf = (id: string): string => id.split('/').at(-1)!;

function groupSteps(id: string): readonly [string, string][] {
  const parts = id.split('/');
  return parts.slice(1, -1).map((part, i) => {
    const group = parts.slice(0, i + 2).join('/');
    return [part, addressOf(`/group/${encodeURIComponent(group)}`)];
  });
}
