/** What is about to be done to which rows; then, row by row, how it went. Loaded when it is needed. */
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { batchWords } from '../../texts/areas/batch.ts';
import { useLanguage, useSay, useWords } from '../../texts/texts.ts';
import { titleText } from '../title.ts';
import type { Outcome } from './batch.ts';
import { useBatch } from './use-batch.ts';
import type { BulkAction } from './use-marks.ts';

export interface BatchDialogProps<Row> {
  readonly action: BulkAction<Row>;
  readonly rows: readonly Row[];
  readonly label: (row: Row) => string;
  /** It went well with these. */
  readonly done: (rows: readonly Row[]) => void;
  readonly close: () => void;
}

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
  const [typed, setTyped] = useState('');
  const { phase, outcomeOf, start, stop } = useBatch(action, props.done);
  useEffect(() => dialog.current?.showModal(), []);
  const told = rows.map((row) => ({ row, outcome: outcomeOf(row) }));
  const those = (...kinds: readonly Outcome['kind'][]) =>
    told.filter(({ outcome }) => kinds.includes(outcome.kind));
  const failed = those('failed');
  const held = failed.filter(({ outcome }) => outcome.kind === 'failed' && outcome.isHeld);
  const title = titleText(action.title, say, language);
  const button = (text: string, onClick: () => void, className = 'plain', isOff = false) => (
    <button type="button" className={className} disabled={isOff} onClick={onClick}>
      {text}
    </button>
  );
  const again = (text: string, some: typeof told, isForced: boolean): ReactNode =>
    some.length > 0 &&
    button(
      text,
      () =>
        void start(
          some.map(({ row }) => row),
          isForced,
        ),
      isForced ? 'danger' : 'plain',
    );
  // What went wrong is what a reader looks for.
  const order =
    phase === 'over'
      ? told.toSorted((left, right) => rank(left.outcome) - rank(right.outcome))
      : told;
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
      {phase === 'asking' && action.isTyped === true && (
        <p>
          <label>
            {say('confirm', { text: rows.length })}{' '}
            <input
              value={typed}
              autoComplete="off"
              onChange={(event) => setTyped(event.target.value)}
            />
          </label>
        </p>
      )}
      {phase !== 'asking' && (
        <>
          <progress
            max={rows.length}
            value={rows.length - those('waiting', 'running').length}
            aria-label={title}
          />
          <p role="status">
            {word(phase, {
              done: those('done').length,
              failed: failed.length,
              rest: those('waiting', 'stopped').length,
              skipped: those('skipped').length,
            })}
          </p>
        </>
      )}
      <ul className="batch" tabIndex={0} aria-label={word('rows')}>
        {order.slice(0, mostShown).map(({ row, outcome }) => (
          <li key={label(row)}>
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
        {phase === 'running'
          ? button(word('stop'), stop)
          : button(phase === 'over' ? word('close') : say('cancel'), () => dialog.current?.close())}
        {phase === 'over' && again(word('again', { count: failed.length }), failed, false)}
        {phase === 'over' && again(word('force', { count: held.length }), held, true)}
        {phase === 'asking' &&
          button(
            title,
            () => void start(rows, false),
            action.isDangerous === true ? 'danger' : 'primary',
            rows.length === 0 || (action.isTyped === true && typed !== String(rows.length)),
          )}
      </p>
    </dialog>
  );
}

const ranks = { failed: 0, stopped: 1, skipped: 1, waiting: 2, running: 2, done: 2 } as const;

function rank({ kind }: Outcome): number {
  return ranks[kind];
}
