/** What is about to be done to which rows; then, row by row, how it went. Loaded when it is needed. */
import { useEffect, useId, useRef, useState } from 'react';
import { batchWords } from '../../texts/areas/batch.ts';
import { useLanguage, useSay, useWords } from '../../texts/texts.ts';
import { type Outcome, runBatch } from './batch.ts';
import type { BulkAction } from './marks.tsx';
import { titleText } from '../title.ts';

export interface BatchDialogProps<Row> {
  readonly action: BulkAction<Row>;
  readonly rows: readonly Row[];
  readonly label: (row: Row) => string;
  /** It went well with this one. */
  readonly done: (row: Row) => void;
  readonly close: () => void;
}

const waiting: Outcome = { kind: 'waiting' };
/** Names that are listed; the rest is told as a number. */
const mostShown = 200;

const look = {
  waiting: { glyph: '○', tone: 'neutral' },
  running: { glyph: '◐', tone: 'progress' },
  done: { glyph: '●', tone: 'ok' },
  failed: { glyph: '✕', tone: 'bad' },
  skipped: { glyph: '–', tone: 'neutral' },
  stopped: { glyph: '■', tone: 'attention' },
} as const;

export default function BatchDialog<Row>(props: BatchDialogProps<Row>) {
  const { action, rows, label, close } = props;
  const say = useSay();
  const language = useLanguage();
  const word = useWords(batchWords);
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const isStopped = useRef(false);
  const [phase, setPhase] = useState<'asking' | 'running' | 'over'>('asking');
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>(() => rows.map(() => waiting));
  useEffect(() => {
    dialog.current?.showModal();
    // Whoever leaves the page stops it.
    return () => void (isStopped.current = true);
  }, []);
  const start = async (): Promise<void> => {
    isStopped.current = false;
    setPhase('running');
    await runBatch({
      rows,
      run: action.run,
      cannot: action.cannot,
      isStopped: () => isStopped.current,
      onOutcome: (index, outcome) => {
        setOutcomes((before) => before.with(index, outcome));
        if (outcome.kind === 'done') props.done(rows[index]!);
      },
    });
    setPhase('over');
  };
  const count = (kind: Outcome['kind']): number =>
    outcomes.filter((outcome) => outcome.kind === kind).length;
  const title = titleText(action.title, say, language);
  // What went wrong is what a reader looks for.
  const order = rows
    .map((row, index) => ({ row, index, outcome: outcomes[index]! }))
    .toSorted((left, right) => rank(left.outcome, phase) - rank(right.outcome, phase));
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={titleId}
      onClose={close}
      onCancel={(event) => {
        if (phase === 'running') event.preventDefault();
      }}
    >
      <h2 id={titleId}>{word('title', { title, count: rows.length.toLocaleString('en') })}</h2>
      {phase === 'asking' && action.confirm !== undefined && (
        <p>{titleText(action.confirm, say, language)}</p>
      )}
      {phase === 'asking' && action.form}
      {phase !== 'asking' && (
        <>
          <progress
            max={rows.length}
            value={rows.length - count('waiting') - count('running')}
            aria-label={title}
          />
          <p role="status">
            {word(phase, {
              done: count('done'),
              failed: count('failed'),
              rest: count('waiting') + count('stopped'),
              skipped: count('skipped'),
            })}
          </p>
        </>
      )}
      <ul className="batch" tabIndex={0} aria-label={word('rows')}>
        {order.slice(0, mostShown).map(({ row, index, outcome }) => (
          <li key={index}>
            <span className={look[outcome.kind].tone}>
              <span aria-hidden="true">{look[outcome.kind].glyph}</span>{' '}
              {phase !== 'asking' && word(`is_${outcome.kind}`)}
            </span>{' '}
            <span className="mono">{label(row)}</span> {'why' in outcome && <i>{outcome.why}</i>}
          </li>
        ))}
        {rows.length > mostShown && <li>{word('more', { count: rows.length - mostShown })}</li>}
      </ul>
      <p className="buttons">
        {phase === 'running' ? (
          <button type="button" className="plain" onClick={() => (isStopped.current = true)}>
            {word('stop')}
          </button>
        ) : (
          <button type="button" className="plain" onClick={() => dialog.current?.close()}>
            {phase === 'over' ? word('close') : say('cancel')}
          </button>
        )}
        {phase === 'asking' && (
          <button
            type="button"
            className={action.isDangerous === true ? 'danger' : 'primary'}
            disabled={rows.length === 0}
            onClick={() => void start()}
          >
            {title}
          </button>
        )}
      </p>
    </dialog>
  );
}

function rank({ kind }: Outcome, phase: string): number {
  if (phase !== 'over') return 0;
  return kind === 'failed' ? 0 : kind === 'stopped' || kind === 'skipped' ? 1 : 2;
}
