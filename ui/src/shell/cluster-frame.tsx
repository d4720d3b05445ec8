/** The frame of the cluster's pages. */
import { type ReactNode } from 'react';
import { retryNow, useAnswer, useConnection, useSeenAsOf } from '../live/client.ts';
import { Frame, type Section } from './frame.tsx';
import { later } from '../parts/later.ts';

const palette = () => import('./cluster-palette.tsx');
const Palette = later(palette);
// It comes while the other key is on its way down.
window.addEventListener('keydown', ({ key }) => {
  if (key === 'Control' || key === 'Meta') void palette();
});

const sections: readonly Section[] = [
  { path: '/', title: 'home', key: 'h' },
  { path: '/tasks', title: 'tasks', key: 't' },
  { path: '/frameworks', title: 'frameworks', key: 'f' },
  { path: '/agents', title: 'agents', key: 'a' },
  { path: '/topology', title: 'topology', key: 'y' },
  { path: '/roles', title: 'roles', key: 'r' },
  { path: '/offers', title: 'offers', key: 'o' },
  { path: '/maintenance', title: 'maintenance', key: 'm' },
  { path: '/activity', title: 'activity', key: 'c' },
  { path: '/metrics', title: 'flags', key: 'x' },
];

export function ClusterFrame({ children }: { readonly children: ReactNode }) {
  const name = useAnswer({ about: 'summary' })?.hello?.cluster ?? '';
  const { connection, isWhole } = useConnection();
  return (
    <Frame
      name={name === '' ? 'Mesos' : name}
      sections={sections}
      connection={connection}
      isWhole={isWhole}
      asOfMs={useSeenAsOf()}
      retry={retryNow}
      palette={(close, openHelp) => (
        <Palette sections={sections} close={close} openHelp={openHelp} />
      )}
    >
      {children}
    </Frame>
  );
}
