/** How much of the cluster is taken, as long as this page is open: CPUs and memory in percent. */
import { lazy, Suspense, useEffect, useState } from 'react';
import { useAnswer } from '../../live/client.ts';
import { useSay } from '../../texts/texts.ts';
import type { Sample } from './chart-data.ts';

const LineChart = lazy(() => import('./line-chart.tsx'));
/** Half an hour of beats. */
const mostSamples = 900;
const whole = 100;
const percentText = (value: number): string => `${Math.round(value * 10) / 10} %`;

export function LoadChart() {
  const say = useSay();
  const summary = useAnswer({ about: 'summary' });
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const atMs = summary?.beat?.nowMs ?? 0;
  useEffect(() => {
    if (summary === undefined || atMs === 0) return;
    const { total, used } = summary;
    const share = (key: 'cpus' | 'mem'): number =>
      total[key] === 0 ? 0 : (used[key] / total[key]) * whole;
    const values = [share('cpus'), share('mem')];
    setSamples((before) =>
      before.at(-1)?.atMs === atMs ? before : [...before.slice(1 - mostSamples), { atMs, values }],
    );
  }, [atMs, summary]);
  return (
    <section className="card load-chart">
      <h2>{say('load')}</h2>
      <Suspense fallback={<p className="quiet">{say('loading')}</p>}>
        {samples.length > 0 && (
          <LineChart
            samples={samples}
            lines={(['cpus', 'mem'] as const).map((key) => ({
              ...{ label: say(key), text: percentText },
              rule: { label: say('total'), value: whole },
            }))}
          />
        )}
      </Suspense>
    </section>
  );
}
