/** Marathon's pages. Addresses are those of the original's page. */
import '@patternfly/react-core/dist/styles/base.css';
import '../theme.css';
import '../pages.css';
import './marathon.css';
import './apps/apps.css';
import { lazy, type ReactNode, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { Confirm } from '../parts/confirm.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useFetched, valueOf } from '../base/fetching.ts';
import { Frame, type Section } from '../shell/frame.tsx';
import { Guard } from '../shell/guard.tsx';
import type { Goal } from '../shell/goals.ts';
import { Palette } from '../shell/palette.tsx';
import { nearest, nearness } from '../search/nearness.ts';
import { match, setQuery, usePlace } from '../base/router.ts';
import { useSay, wordsAreThere } from '../texts/texts.ts';
import { base } from './api.ts';
import { appAddress } from './addresses.ts';
import Apps from './apps/apps.tsx';
import { useMarathonKeys } from './keys.ts';
import type { Info } from './model.ts';
import { retry, useMarathon } from './store.ts';
import { Trouble } from './trouble.tsx';
import '../shell/theme.ts';

const App = lazy(() => import('./app/app.tsx'));
const KeySheet = lazy(() => import('../shell/key-sheet.tsx'));
const Settings = lazy(() => import('../shell/settings.tsx'));
const Deployments = lazy(() => import('./deployments/deployments.tsx'));
const DeploymentPage = lazy(() => import('./deployments/deployment-page.tsx'));
const New = lazy(() => import('./edit/new.tsx'));

const routes: readonly (readonly [string, (found: Record<string, string>) => ReactNode])[] = [
  ['/apps/:id', ({ id }) => <App key={id} id={id!} view="" />],
  ['/apps/:id/:view', ({ id, view }) => <App key={id} id={id!} view={view!} />],
  // A task's or a volume's place below it, as the original has them.
  [
    '/apps/:id/:view/:tab',
    ({ id, view, tab }) => <App key={id} id={id!} view={view!} tab={tab!} />,
  ],
  ['/group/:id', ({ id }) => <Apps group={`/${id!.replaceAll(/^\/|\/$/g, '')}`} />],
  ['/deployments', () => <Deployments />],
  ['/deployments/:id', ({ id }) => <DeploymentPage key={id} id={id!} />],
  ['/new', () => <New />],
  ['/settings', () => <Settings />],
];

function Routed() {
  const { path } = usePlace();
  for (const [pattern, page] of routes) {
    const found = match(pattern, path);
    if (found !== undefined) return page(found);
  }
  return <Apps group="/" />;
}

const mostGoals = 20;

function useGoals(text: string): readonly Goal[] {
  const say = useSay();
  const { apps } = useMarathon();
  const found = nearest(apps.keys(), (id) => nearness(text, id), mostGoals).map(({ one }) => one);
  return [
    { act: '#/apps', label: say('applications'), what: '' },
    { act: '#/deployments', label: say('deployments'), what: '' },
    ...found.map((id) => ({ act: appAddress(id), label: id, what: say('app') })),
  ].map((goal) => ({ key: goal.act, ...goal }));
}

function MarathonFrame({ children }: { readonly children: ReactNode }) {
  const say = useSay();
  const { connection, isWhole, deployments } = useMarathon();
  const modal = usePlace().query.get('modal');
  const close = (): void => setQuery({ modal: undefined });
  useMarathonKeys();
  const sections: readonly Section[] = [
    { path: '/apps', title: 'applications', key: 'a' },
    { path: '/deployments', title: 'deployments', key: 'd', badge: deployments.length },
  ];
  return (
    <Frame
      name="Marathon"
      sections={sections}
      connection={connection}
      isWhole={isWhole}
      retry={retry}
      palette={(close, openHelp) => (
        <Palette close={close} openHelp={openHelp} useGoals={useGoals} />
      )}
      more={
        <button type="button" className="plain" onClick={() => setQuery({ modal: 'about' })}>
          {say('about')}
        </button>
      }
    >
      <Trouble />
      {children}
      {modal === 'about' && <About close={close} />}
      {modal === 'help' && (
        <Suspense>
          <KeySheet sections={sections} close={close} />
        </Suspense>
      )}
    </Frame>
  );
}

function About({ close }: { readonly close: () => void }) {
  const say = useSay();
  const info = valueOf(useFetched<Info>(new URL('v2/info', base).href));
  const rows =
    info === undefined
      ? []
      : ([
          ['version', info.version],
          ['frameworkId', info.frameworkId ?? '–'],
          ['leader', info.leader ?? '–'],
          ...Object.entries({ ...info.marathon_config, ...info.zookeeper_config }),
        ] as const);
  return (
    <Confirm
      title={say('about')}
      text=""
      action="OK"
      onConfirm={() => Promise.resolve()}
      close={close}
    >
      <dl className="about">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="mono">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </Confirm>
  );
}

void wordsAreThere.then(() => {
  createRoot(document.querySelector('#root')!).render(
    <StrictMode>
      <MarathonFrame>
        <Guard>
          <Suspense fallback={<Skeleton />}>
            <Routed />
          </Suspense>
        </Guard>
      </MarathonFrame>
    </StrictMode>,
  );
});
