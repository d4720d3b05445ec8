/** Lines over time from 0 to their rule, each within the band of its least and most. */
import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { type Extent, type Span, topOf } from './chart-data.ts';
import type { Line } from './line-chart.tsx';

const heightPx = 120;
/** Of 255, in two digits: what is behind can be seen. */
const bandOpacity = '40';
const strokes = ['--load-5', '--ending-solid'] as const;
const dashes = [[], [6, 4]] as const;

/** Each line with its least and most, then each rule. */
function dataOf(spans: readonly Span[], lines: readonly Line[]): uPlot.AlignedData {
  const column = (line: number, key: keyof Extent): (number | null)[] =>
    spans.map(({ lines: extents }) => extents[line]?.[key] ?? null);
  return [
    spans.map(({ fromMs }) => fromMs / 1000),
    ...lines.flatMap((_, i) => [column(i, 'mean'), column(i, 'least'), column(i, 'most')]),
    ...rulesOf(lines).map((value) => spans.map(() => value)),
  ] as unknown as uPlot.AlignedData;
}

/** Of both lines the same one is drawn once. */
function rulesOf(lines: readonly Line[]): readonly number[] {
  const values = lines.flatMap(({ rule }) => rule?.value ?? []);
  return [...new Set(values.filter(Number.isFinite))];
}

export default function Plot({
  spans,
  lines,
}: {
  readonly spans: readonly Span[];
  readonly lines: readonly Line[];
}) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const latest = useRef({ spans, lines });
  latest.current = { spans, lines };
  const data = useMemo(() => dataOf(spans, lines), [spans, lines]);
  const theme = useTheme();
  const shape = `${lines.map(({ label }) => label).join()} ${rulesOf(lines).length} ${theme}`;
  useEffect(() => {
    const at = place.current!;
    const options = optionsOf(at, latest.current.lines, () =>
      topOf(latest.current.spans, rulesOf(latest.current.lines)),
    );
    plot.current = new uPlot(options, data, at);
    const watch = new ResizeObserver(() => {
      plot.current?.setSize({ width: at.clientWidth, height: heightPx });
    });
    watch.observe(at);
    return () => {
      watch.disconnect();
      plot.current?.destroy();
    };
    // Of other lines, or in other colours, it is drawn anew.
  }, [shape]);
  useEffect(() => plot.current?.setData(data), [data]);
  return <div ref={place} className="plot" aria-hidden="true" />;
}

function optionsOf(at: HTMLElement, lines: readonly Line[], top: () => number): uPlot.Options {
  const colour = (name: string): string => getComputedStyle(at).getPropertyValue(name).trim();
  const axis = { stroke: colour('--muted'), grid: { stroke: colour('--hairline') } };
  const text = lines[0]?.text ?? String;
  return {
    width: at.clientWidth,
    height: heightPx,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: () => [0, top()] } },
    axes: [
      axis,
      {
        ...{ ...axis, size: 64 },
        splits: () => [0, top() / 2, top()],
        values: (_, ticks) => ticks.map(text),
      },
    ],
    series: [
      {},
      ...lines.flatMap((_, i) => {
        const stroke = colour(strokes[i % strokes.length]!);
        const edge = { stroke: 'transparent', width: 0, points: { show: false } };
        return [{ stroke, width: 2, dash: [...dashes[i % dashes.length]!] }, edge, edge];
      }),
      ...rulesOf(lines).map(() => ({
        ...{ stroke: colour('--muted'), width: 1, dash: [2, 3] },
        points: { show: false },
      })),
    ],
    bands: lines.map((_, i) => ({
      series: [i * 3 + 3, i * 3 + 2],
      fill: `${colour(strokes[i % strokes.length]!)}${bandOpacity}`,
    })),
  };
}

/** Differs when the colours do. */
function useTheme(): string {
  const root = document.documentElement;
  const [theme, setTheme] = useState(root.className);
  useEffect(() => {
    const watch = new MutationObserver(() => setTheme(root.className));
    watch.observe(root, { attributes: true, attributeFilter: ['class'] });
    return () => watch.disconnect();
  }, []);
  return theme;
}
