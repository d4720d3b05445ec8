/** The pages of a cluster. What is not on the first page is loaded when it is gone to. */
import '@patternfly/react-core/dist/styles/base.css';
import './theme.css';
import './pages.css';
import { lazy, type ReactNode, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { ClusterFrame } from './shell/cluster-frame.tsx';
import { Guard } from './shell/guard.tsx';
import { wordsAreThere } from './texts/texts.ts';
import { match, usePlace } from './base/router.ts';
import { Home } from './pages/home/home.tsx';
import { Agents, Frameworks, Tasks } from './pages/lists.tsx';
import { Skeleton } from './parts/skeleton.tsx';
import type { ExecutorPlace } from './pages/executor/executor.tsx';
import './shell/theme.ts';

const Agent = lazy(() => import('./pages/agent/agent.tsx'));
const Framework = lazy(() => import('./pages/framework.tsx'));
const Task = lazy(() => import('./pages/task/task.tsx'));
const Roles = lazy(() => import('./pages/roles/roles.tsx'));
const Offers = lazy(() => import('./pages/offers/offers.tsx'));
const Maintenance = lazy(() => import('./pages/maintenance/maintenance.tsx'));
const Metrics = lazy(() => import('./pages/metrics/metrics.tsx'));
const Topology = lazy(() => import('./pages/topology/topology.tsx'));
const Activity = lazy(() => import('./pages/activity.tsx'));
const Browse = lazy(() => import('./pages/files.tsx').then((page) => ({ default: page.Browse })));
const Settings = lazy(() => import('./shell/settings.tsx'));
const Log = lazy(() => import('./pages/files.tsx').then((page) => ({ default: page.Log })));
const ToSandbox = lazy(() => import('./pages/redirects.tsx'));
const ExecutorPage = lazy(() => import('./pages/executor/executor.tsx'));
const AgentFrameworkPage = lazy(() => import('./pages/executor/agent-framework.tsx'));

type Parameters = Record<string, string>;
type Made = (found: Parameters, query: URLSearchParams) => ReactNode;
const executorPath = '/agents/:agent/frameworks/:framework/executors/:executor';

/** Nothing that a place is made of changes its part into another one's: hence the keys. */
const routes: readonly (readonly [pattern: string, page: Made])[] = [
  ['/tasks', () => <Tasks />],
  ['/agents', () => <Agents />],
  ['/frameworks', () => <Frameworks />],
  ['/roles', () => <Roles />],
  ['/offers', () => <Offers />],
  ['/maintenance', () => <Maintenance />],
  ['/metrics', () => <Metrics />],
  ['/settings', () => <Settings />],
  ['/topology', () => <Topology />],
  ['/activity', () => <Activity />],
  ['/agents/:id', ({ id }) => <Agent key={id} id={id!} />],
  ['/frameworks/:id', ({ id }) => <Framework key={id} id={id!} />],
  ['/tasks/:framework/:id', (found) => task(found, '')],
  ['/tasks/:framework/:id/:view', (found) => task(found, found['view']!)],
  [
    '/agents/:agent/browse',
    ({ agent }, query) => <Browse agent={agent!} path={query.get('path') ?? ''} />,
  ],
  [
    '/log',
    (_, query) => <Log agent={query.get('agent') ?? undefined} path={query.get('path') ?? ''} />,
  ],
  [`${executorPath}/browse`, (found) => <ToSandbox {...(found as unknown as ExecutorPlace)} />],
  [
    `${executorPath}/tasks/:task/browse`,
    (found) => <ToSandbox {...(found as unknown as ExecutorPlace)} />,
  ],
  [executorPath, (found) => <ExecutorPage {...(found as unknown as ExecutorPlace)} />],
  [
    '/agents/:agent/frameworks/:framework',
    (found) => <AgentFrameworkPage agent={found['agent']!} framework={found['framework']!} />,
  ],
];

function task({ framework, id }: Parameters, view: string): ReactNode {
  return <Task key={`${framework} ${id}`} framework={framework!} id={id!} view={view} />;
}

function Routed() {
  const { path, query } = usePlace();
  for (const [pattern, page] of routes) {
    const found = match(pattern, path);
    if (found !== undefined) return page(found, query);
  }
  return <Home />;
}

void wordsAreThere.then(() => {
  createRoot(document.querySelector('#root')!).render(
    <StrictMode>
      <ClusterFrame>
        <Guard>
          <Suspense fallback={<Skeleton />}>
            <Routed />
          </Suspense>
        </Guard>
      </ClusterFrame>
    </StrictMode>,
  );
});
