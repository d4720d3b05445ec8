/** The pages of a cluster. What is not on the first page is loaded when it is gone to. */
import '@patternfly/react-core/dist/styles/base.css';
import './theme.css';
import './pages.css';
import { Component, lazy, type ReactNode, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { Frame } from './shell/frame.tsx';
import { match, usePlace } from './shell/router.ts';
import { Home } from './pages/home.tsx';
import { Agents, Frameworks, Tasks } from './pages/lists.tsx';
import './shell/theme.ts';

const routes: readonly (readonly [
  pattern: string,
  page: (found: Record<string, string>) => ReactNode,
])[] = [
  ['/tasks', () => <Tasks />],
  ['/agents', () => <Agents />],
  ['/frameworks', () => <Frameworks />],
];

function Routed() {
  const { path } = usePlace();
  for (const [pattern, page] of routes) {
    const found = match(pattern, path);
    if (found !== undefined) return page(found);
  }
  return <Home />;
}

/** A mistake of ours on one page must not take the frame away. */
class Guard extends Component<{ readonly children: ReactNode }, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {};
  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }
  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <p className="fault" role="alert">
        {error.message}{' '}
        <button type="button" className="link" onClick={() => this.setState({})}>
          ↻
        </button>
      </p>
    );
  }
}

void lazy;
createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <Frame>
      <Guard>
        <Suspense>
          <Routed />
        </Suspense>
      </Guard>
    </Frame>
  </StrictMode>,
);
