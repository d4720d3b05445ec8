/** One app: its instances, its configuration and how it came to be so, why it waits, its failures. */
import { type ReactNode, useState } from 'react';
import { Crumbs } from '../../parts/crumbs.tsx';
import { useFetched, valueOf } from '../../base/fetching.ts';
import { addressOf, go } from '../../base/router.ts';
import { useSay } from '../../texts/texts.ts';
import { appAddress } from '../addresses.ts';
import { appPath, base } from '../api.ts';
import { AppActions } from '../apps/app-actions.tsx';
import { Configuration } from './configuration.tsx';
import { Debug } from './debug.tsx';
import { type Definition, definitionOf } from '../edit/definition.ts';
import { Edit } from '../edit/edit.tsx';
import { HealthBar } from '../apps/health-bar.tsx';
import { InstancePage } from '../instances/instance-page.tsx';
import { Instances } from '../instances/instances.tsx';
import type { App as AppRow } from '../model.ts';
import Pod from '../pods/pod.tsx';
import { AppStatus } from '../apps/status.tsx';
import { expectChange, useMarathon } from '../store.ts';
import type { ViewProps } from './view-props.ts';
import { VolumePage } from '../volumes/volume-page.tsx';
import { Volumes } from '../volumes/volumes.tsx';
import { Why } from '../why/why.tsx';

const appViews = ['instances', 'configuration', 'why', 'debug', 'volumes'] as const;
type AppView = (typeof appViews)[number];

/** Lifetimes and results of checks change without events. */
const detailPollMs = 3_000;

const embeds = ['tasks', 'lastTaskFailure', 'taskStats', 'reservations'];

interface AppProps {
  readonly id: string;
  readonly view: string;
  /** Behind it in the address: the id of a volume. */
  readonly tab?: string;
}

/** Of a pod there is another page. */
export default function App({ id, view, tab = '' }: AppProps) {
  const say = useSay();
  const { apps, isWhole } = useMarathon();
  if (!isWhole) return <p className="quiet">{say('loading')}</p>;
  const app = apps.get(id);
  return app === undefined ? (
    <Pod id={id} view={view} />
  ) : (
    <AppPage app={app} id={id} view={view} tab={tab} />
  );
}

function AppPage({ app, id, view, tab }: Required<AppProps> & { readonly app: AppRow }) {
  const say = useSay();
  const { queue } = useMarathon();
  const [start, setStart] = useState<Definition | undefined>();
  const [isReviewed, setReviewed] = useState(false);
  const details = valueOf(
    useFetched<{ readonly app: AppRow }>(
      new URL(`${appPath(id)}?${embeds.map((each) => `embed=app.${each}`).join('&')}`, base).href,
      detailPollMs,
    ),
  )?.app;
  // As the original names the page of a volume, and where versions are compared.
  const volume = view === 'volume' && tab !== '' ? tab : undefined;
  const word = { volume: 'volumes', versions: 'configuration' }[view] ?? view;
  const chosen = appViews.find((each) => each === word);
  const instance = chosen === undefined && view !== '' && view !== 'edit' ? view : undefined;
  const isEditing = view === 'edit';
  const started = start ?? (isEditing ? definitionOf(app) : undefined);
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
      <AppActions
        app={app}
        queued={queued}
        edit={() => {
          setStart(definitionOf(app));
          setReviewed(false);
        }}
      />
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
      {volume !== undefined ? (
        <VolumePage app={app} details={details} id={volume} />
      ) : instance === undefined ? (
        <View
          app={app}
          details={details}
          view={chosen ?? 'instances'}
          edit={(from, isSeen = false) => {
            setStart(from);
            setReviewed(isSeen);
          }}
        />
      ) : (
        <InstancePage app={app} details={details} id={instance} />
      )}
      {started !== undefined && (
        <Edit
          before={definitionOf(app)}
          start={started}
          isReviewed={isReviewed}
          close={() => {
            setStart(undefined);
            if (isEditing) go(`/apps/${encodeURIComponent(id)}`);
          }}
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
