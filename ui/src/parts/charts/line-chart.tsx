/**
 * One or two lines over time: drawn, told in a sentence, and as a table of the same numbers. The
 * drawing is for those who see it; sentence and table say all that it shows.
 */
import { lazy, Suspense, useMemo } from 'react';
import { chartWords } from '../../texts/areas/charts.ts';
import { useLanguage, useSay, useWords } from '../../texts/texts.ts';
import { durationText, isoText } from '../format.ts';
import { type Sample, type Span, spansOf, summaryOf } from './chart-data.ts';
import './charts.css';

const Plot = lazy(() => import('./plot.tsx'));

export interface Line {
  readonly label: string;
  readonly text: (value: number) => string;
  /** Drawn as a rule: a limit, or all that there is. Infinite: none. */
  readonly rule?: { readonly label: string; readonly value: number } | undefined;
}

export interface LineChartProps {
  readonly samples: readonly Sample[];
  /** At most two. */
  readonly lines: readonly Line[];
}

export default function LineChart({ samples, lines }: LineChartProps) {
  const say = useSay();
  const word = useWords(chartWords);
  const spans = useMemo(() => spansOf(samples), [samples]);
  const [rule] = lines.flatMap((line) => line.rule ?? []);
  return (
    <figure className="line-chart">
      <figcaption>
        {lines.map((line, i) => (
          <p key={line.label}>
            <i className={`chart-line line-${i}`} aria-hidden="true" />{' '}
            <SummaryText samples={samples} line={line} index={i} />
          </p>
        ))}
        {rule !== undefined && Number.isFinite(rule.value) && (
          <p className="muted">
            <i className="chart-line line-rule" aria-hidden="true" />{' '}
            {word('rule', { rule: rule.label, value: lines[0]!.text(rule.value) })}
          </p>
        )}
      </figcaption>
      <Suspense fallback={<p className="quiet">{say('loading')}</p>}>
        {spans.length > 1 && <Plot spans={spans} lines={lines} />}
      </Suspense>
      <details>
        <summary>{word('numbers')}</summary>
        <NumbersTable spans={spans} lines={lines} />
      </details>
    </figure>
  );
}

function SummaryText({
  samples,
  line: { label, text },
  index,
}: {
  readonly samples: readonly Sample[];
  readonly line: Line;
  readonly index: number;
}) {
  const word = useWords(chartWords);
  const language = useLanguage();
  const summary = summaryOf(samples, index);
  if (summary === undefined) return <>{word('summaryNow', { line: label, last: '–' })}</>;
  const { first, last, least, most, overMs } = summary;
  const values = { line: label, first: text(first), last: text(last) };
  return (
    <>
      {overMs === 0
        ? word('summaryNow', values)
        : word('summary', {
            ...{ ...values, least: text(least), most: text(most) },
            time: durationText(overMs, language),
          })}
    </>
  );
}

function NumbersTable({
  spans,
  lines,
}: {
  readonly spans: readonly Span[];
  readonly lines: readonly Line[];
}) {
  const word = useWords(chartWords);
  return (
    <div className="chart-numbers" tabIndex={0} role="region" aria-label={word('numbers')}>
      <table className="facts">
        <caption className="muted">{word('newestFirst')}</caption>
        <thead>
          <tr>
            <th scope="col">{word('time')}</th>
            {lines.map(({ label }) => [
              <th key={label} scope="col">
                {word('mean', { line: label })}
              </th>,
              <th key={`${label} least`} scope="col">
                {word('least')}
              </th>,
              <th key={`${label} most`} scope="col">
                {word('most')}
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {spans.toReversed().map(({ fromMs, lines: extents }) => (
            <tr key={fromMs}>
              <th scope="row">
                <time dateTime={new Date(fromMs).toISOString()} title={isoText(fromMs)}>
                  {isoText(fromMs).slice(11, 19)}
                </time>
              </th>
              {lines.map(({ label, text }, i) =>
                (['mean', 'least', 'most'] as const).map((key) => {
                  const value = extents[i]?.[key];
                  return <td key={`${label} ${key}`}>{value === undefined ? '–' : text(value)}</td>;
                }),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
