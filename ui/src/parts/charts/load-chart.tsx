/** How much of the cluster is taken, as long as this page is open: CPUs and memory in percent. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useAnswer } from '../../live/client.ts';
import { useSay } from '../../texts/texts.ts';

const Plot = lazy(() => import('./plot.tsx'));
/** Half an hour of beats. */
const mostPoints = 900;

export interface LoadPoint {
  readonly atMs: number;
  readonly cpus: number;
  readonly mem: number;
}

export function LoadChart() {
  const say = useSay();
  const summary = useAnswer({ about: 'summary' });
  const points = useRef<LoadPoint[]>([]);
  const [, redraw] = useState(0);
  const atMs = summary?.beat?.nowMs ?? 0;
  useEffect(() => {
    if (summary === undefined || atMs === 0 || points.current.at(-1)?.atMs === atMs) return;
    const { total, used } = summary;
    const share = (key: 'cpus' | 'mem'): number =>
      total[key] === 0 ? 0 : (used[key] / total[key]) * 100;
    points.current.push({ atMs, cpus: share('cpus'), mem: share('mem') });
    if (points.current.length > mostPoints) points.current.shift();
    redraw((count) => count + 1);
  }, [atMs, summary]);
  const last = points.current.at(-1);
  return (
    <section className="card">
      <h2>{say('load')}</h2>
      <p>
        {last !== undefined &&
          say('loadNow', { percent: Math.round(last.cpus), memory: Math.round(last.mem) })}
      </p>
      <Suspense fallback={<p className="quiet">{say('loading')}</p>}>
        {points.current.length > 1 && <Plot points={[...points.current]} />}
      </Suspense>
    </section>
  );
}
