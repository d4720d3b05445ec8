/** The pages of a cluster. What is not on the first page is loaded when it is gone to. */
import '@patternfly/react-core/dist/styles/base.css';
import './theme.css';
import './pages.css';
import { type ReactNode, StrictMode, Suspense } from 'react';
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
import { later } from './parts/later.ts';

const Agent = later(() => import('./pages/agent/agent.tsx'));
const Framework = later(() => import('./pages/framework.tsx'));
const Task = later(() => import('./pages/task/task.tsx'));
const Roles = later(() => import('./pages/roles/roles.tsx'));
const Offers = later(() => import('./pages/offers/offers.tsx'));
const Maintenance = later(() => import('./pages/maintenance/maintenance.tsx'));
const Metrics = later(() => import('./pages/metrics/metrics.tsx'));
const Topology = later(() => import('./pages/topology/topology.tsx'));
const Activity = later(() => import('./pages/activity.tsx'));
const Browse = later(() => import('./pages/files.tsx').then((page) => ({ default: page.Browse })));
const Settings = later(() => import('./shell/settings.tsx'));
const Log = later(() => import('./pages/files.tsx').then((page) => ({ default: page.Log })));
const ToSandbox = later(() => import('./pages/redirects.tsx'));
const ExecutorPage = later(() => import('./pages/executor/executor.tsx'));
const AgentFrameworkPage = later(() => import('./pages/executor/agent-framework.tsx'));

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
