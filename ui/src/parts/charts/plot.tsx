/** Lines over time, from 0 to 100 percent. */
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useSay } from '../../texts/texts.ts';
import type { LoadPoint } from './load-chart.tsx';

const heightPx = 120;

export default function Plot({ points }: { readonly points: readonly LoadPoint[] }) {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const data = [
    points.map(({ atMs }) => atMs / 1000),
    points.map(({ cpus }) => cpus),
    points.map(({ mem }) => mem),
  ] as uPlot.AlignedData;
  useEffect(() => {
    const at = place.current!;
    const colour = (name: string): string => getComputedStyle(at).getPropertyValue(name).trim();
    const axis = { stroke: colour('--muted'), grid: { stroke: colour('--hairline') } };
    plot.current = new uPlot(
      {
        width: at.clientWidth,
        height: heightPx,
        legend: { show: false },
        cursor: { show: false },
        scales: { y: { range: [0, 100] } },
        axes: [axis, { ...axis, size: 36 }],
        series: [
          {},
          { label: say('cpus'), stroke: colour('--load-5'), width: 2 },
          { label: say('mem'), stroke: colour('--ending-solid'), width: 2, dash: [6, 4] },
        ],
      },
      data,
      at,
    );
    const watch = new ResizeObserver(() => {
      plot.current?.setSize({ width: at.clientWidth, height: heightPx });
    });
    watch.observe(at);
    return () => {
      watch.disconnect();
      plot.current?.destroy();
    };
  }, []);
  useEffect(() => plot.current?.setData(data), [points]);
  return <div ref={place} className="plot" aria-hidden="true" />;
}
