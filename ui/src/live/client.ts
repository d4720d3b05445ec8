/** The page's side of the worker: hooks that follow an answer as long as their part is shown. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { setClockOffset } from '../base/clock.ts';
import {
  forgetSeen,
  greet,
  noteAnswer,
  noteConnection,
  noteLeft,
  noteShown,
  onSeen,
  seenAsOfMs,
  seenOf,
} from './seen-store.ts';
import type { Answers, Connection, FromWorker, Question, ToWorker } from './messages.ts';
import type { Rows, RowsQuery } from './queries.ts';

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
const send = (message: ToWorker): void => worker.postMessage(message);

const listeners = new Map<number, (answer: never) => void>();
let lastWatch = 0;

interface Shown {
  readonly connection: Connection;
  /** There is something to show. */
  readonly isWhole: boolean;
}
/** The master knows the reader, and says no. */
const refusal = /^40[13] /;
let shown: Shown = { connection: { kind: 'connecting' }, isWhole: false };
const onShown = new Set<() => void>();

worker.onmessage = ({ data }: MessageEvent<FromWorker>): void => {
  if (data.kind === 'answer') {
    listeners.get(data.watch)?.(data.answer as never);
    return;
  }
  if (data.kind === 'clock') {
    setClockOffset(data.offsetMs);
    return;
  }
  if (data.kind === 'hello') {
    greet(data.masterId, data.reader);
    return;
  }
  const { connection, isWhole } = data;
  if (connection.kind === 'live') noteConnection(true, 0);
  if (connection.kind === 'lost') {
    noteConnection(false, Date.now());
    if (refusal.test(connection.why)) forgetSeen();
  }
  shown = { connection, isWhole };
  for (const listener of onShown) listener();
};

document.addEventListener('visibilitychange', () => {
  send({ kind: 'visible', isVisible: !document.hidden });
});

export function useConnection(): Shown {
  return useSyncExternalStore(
    (listener) => {
      onShown.add(listener);
      return () => void onShown.delete(listener);
    },
    () => shown,
  );
}

/** What is shown is of an earlier visit, as it was then; 0: it is not. */
export function useSeenAsOf(): number {
  return useSyncExternalStore(onSeen, seenAsOfMs);
}

export function retryNow(): void {
  send({ kind: 'retry' });
}

/** Undefined until the first answer. */
export function useAnswer<Q extends Question>(question: Q): Answers[Q['about']] | undefined {
  return useWatched(question).answer as Answers[Q['about']] | undefined;
}

/** `isAnswered` is false until the first answer, which may be that there is nothing. */
export function useFound<Q extends Question>(
  question: Q,
): { readonly isAnswered: boolean; readonly found: Answers[Q['about']] | undefined } {
  const { answer, isAnswered } = useWatched(question);
  return { isAnswered, found: answer as Answers[Q['about']] | undefined };
}

/** What was asked before stays until the new answer is there. */
export function useRows<Row extends object>(query: RowsQuery): Rows<Row> | undefined {
  return useWatched({ about: 'rows', query }).answer as Rows<Row> | undefined;
}

/** The same, and whether it is the answer to this question, or still the one before. */
export function useCurrentRows<Row extends object>(
  query: RowsQuery,
): { readonly rows: Rows<Row> | undefined; readonly isCurrent: boolean } {
  const { answer, isCurrent } = useWatched({ about: 'rows', query });
  return { rows: answer as Rows<Row> | undefined, isCurrent };
}

function useWatched(question: Question): {
  answer: unknown;
  isAnswered: boolean;
  isCurrent: boolean;
} {
  const [state, setState] = useState({
    answer: undefined as unknown,
    isAnswered: false,
    to: '',
  });
  const text = JSON.stringify(question);
  const asked = useRef(question);
  asked.current = question;
  // Of an earlier visit, until the stream has told all.
  const seen = useSyncExternalStore(onSeen, () => seenOf(asked.current));
  useEffect(() => {
    if (seen !== undefined) noteShown(seen);
  }, [seen]);
  useEffect(() => {
    const watch = ++lastWatch;
    const of = asked.current;
    listeners.set(watch, (answer) => {
      noteAnswer(of, answer);
      setState({ answer, isAnswered: true, to: text });
    });
    send({ kind: 'watch', watch, question: of });
    return () => {
      listeners.delete(watch);
      noteLeft(of);
      send({ kind: 'close', watch });
    };
  }, [text]);
  if (seen !== undefined) return { answer: seen.answer, isAnswered: true, isCurrent: true };
  return { ...state, isCurrent: state.to === text };
}

/** One answer, of now. */
export function askOnce<Q extends Question>(question: Q): Promise<Answers[Q['about']]> {
  const watch = ++lastWatch;
  return new Promise((resolve) => {
    listeners.set(watch, (answer) => {
      listeners.delete(watch);
      send({ kind: 'close', watch });
      resolve(answer);
    });
    send({ kind: 'watch', watch, question });
  });
}
