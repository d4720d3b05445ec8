/**
 * Beside the page, so that the page stays quick: follows the master's stream, keeps the cluster in
 * memory, and answers what the page asks, again and again as things change. Answers go out at most
 * four times a second, and seldomer when they are dear; a page that nobody looks at gets none.
 */
import { Cluster } from './cluster.ts';
import type { Answers, FromWorker, Question, ToWorker } from './messages.ts';
import type { Line } from './model.ts';
import { findRows, summarize } from './queries.ts';
import { readLines } from './read-lines.ts';
import { topologyOf } from './topology.ts';

const leastBetweenMs = 250;
/** Answering takes at most this share of the time. */
const shareOfTime = 1 / 4;
/** The master speaks every two seconds. */
const silenceMs = 10_000;
const firstRetryMs = 500;
const longestRetryMs = 15_000;

let cluster = new Cluster();
/** Of a new stream, until it is whole: what was known before is shown as long. */
let coming = cluster;
const watches = new Map<number, { question: Question; last: string; lastAge: string }>();
let isVisible = true;
let isDue = false;
let nextAnswerMs = 0;
let retryMs = firstRetryMs;
let wakeRetry: () => void = () => undefined;

const send = (message: FromWorker): void => self.postMessage(message);

async function follow(): Promise<void> {
  for (;;) {
    const stop = new AbortController();
    let watchdog = setTimeout(() => stop.abort(new Error('silence')), silenceMs);
    let why = '';
    try {
      const response = await fetch('/master/live', { signal: stop.signal, cache: 'no-store' });
      if (!response.ok || response.body === null) {
        throw new Error(`${response.status} ${(await response.text()).slice(0, 200)}`);
      }
      coming = new Cluster();
      let wasWhole = false;
      for await (const lines of readLines(response.body)) {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => stop.abort(new Error('silence')), silenceMs);
        for (const line of lines) coming.apply(line as Line);
        // The first sight is shown as it comes; a later one replaces the old when it is whole.
        if (cluster !== coming && (coming.isWhole || !cluster.isWhole)) cluster = coming;
        if (coming.isWhole && !wasWhole) {
          wasWhole = true;
          retryMs = firstRetryMs;
          send({ kind: 'connection', connection: { kind: 'live' }, isWhole: true });
        }
        schedule();
      }
      why = 'closed';
    } catch (error) {
      why = error instanceof Error ? error.message : String(error);
    }
    clearTimeout(watchdog);
    const connection = { kind: 'lost', sinceMs: Date.now(), retryMs, why } as const;
    send({ kind: 'connection', connection, isWhole: cluster.isWhole });
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, retryMs);
      wakeRetry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    retryMs = Math.min(retryMs * 2, longestRetryMs);
    send({ kind: 'connection', connection: { kind: 'connecting' }, isWhole: cluster.isWhole });
  }
}

function schedule(): void {
  if (isDue || !isVisible || watches.size === 0) return;
  isDue = true;
  setTimeout(answerAll, Math.max(0, nextAnswerMs - performance.now()));
}

function answerAll(): void {
  isDue = false;
  if (!isVisible) return;
  const startMs = performance.now();
  for (const watch of watches.keys()) answer(watch);
  const tookMs = performance.now() - startMs;
  nextAnswerMs = performance.now() + Math.max(leastBetweenMs, tookMs / shareOfTime);
}

function answer(number: number): void {
  const watch = watches.get(number)!;
  const age = ageOf(watch.question);
  if (age === watch.lastAge) return;
  watch.lastAge = age;
  const found = find(watch.question);
  // What is the same as before is not sent again: nothing on the page moves for nothing.
  const text = JSON.stringify(found) ?? '';
  if (text === watch.last) return;
  watch.last = text;
  send({ kind: 'answer', watch: number, answer: found });
}

/** Differs when the answer may have changed. */
function ageOf(question: Question): string {
  const { tasks, agents, frameworks } = cluster.ages;
  const all = `${generation()} ${cluster.isWhole} ${tasks} ${agents} ${frameworks}`;
  if (question.about === 'summary') return `${all} ${cluster.beat?.nowMs ?? 0}`;
  if (question.about !== 'rows' || question.query.kind === 'tasks') return all;
  return `${generation()} ${question.query.kind} ${tasks} ${agents} ${frameworks}`;
}

const generations = new WeakMap<Cluster, number>();
let lastGeneration = 0;
function generation(): number {
  let known = generations.get(cluster);
  if (known === undefined) generations.set(cluster, (known = ++lastGeneration));
  return known;
}

function find(question: Question): Answers[keyof Answers] {
  switch (question.about) {
    case 'rows': {
      const { all: _all, ...rows } = findRows(cluster, question.query);
      return rows;
    }
    case 'summary':
      return summarize(cluster, Date.now());
    case 'topology':
      return topologyOf(cluster, question.search, question.tasks);
    case 'activity':
      return cluster.happenings.toReversed();
    case 'task': {
      const task = cluster.tasks.get(question.framework)?.get(question.id);
      if (task === undefined) return undefined;
      const host = cluster.agents.get(task.agent)?.hostname ?? '';
      return { ...task, host, frameworkName: cluster.frameworks.get(task.framework)?.name ?? '' };
    }
    case 'agent':
      return cluster.agents.get(question.id);
    case 'framework':
      return cluster.frameworks.get(question.id);
  }
}

self.onmessage = ({ data }: MessageEvent<ToWorker>): void => {
  switch (data.kind) {
    case 'watch':
      watches.set(data.watch, { question: data.question, last: '\u0000', lastAge: '' });
      answer(data.watch);
      break;
    case 'close':
      watches.delete(data.watch);
      break;
    case 'visible':
      isVisible = data.isVisible;
      if (isVisible) schedule();
      break;
    case 'retry':
      wakeRetry();
      break;
  }
};

void follow();
