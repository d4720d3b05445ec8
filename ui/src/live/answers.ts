/**
 * Answers what the page asks, again and again as things change: at once when nothing went out
 * lately, else at most four times a second, and seldomer when answers are dear. A page that nobody
 * looks at gets none.
 */
import type { Cluster } from './cluster.ts';
import { findNear } from './find.ts';
import type { Answers, FromWorker, Question } from './messages.ts';
import { summarize } from './queries.ts';
import { countRestarts } from './restarts.ts';
import { RowFinder } from './row-finder.ts';
import { topologyOf } from './topology.ts';

const leastBetweenMs = 250;
/** Answering takes at most this share of the time. */
const shareOfTime = 1 / 4;

interface Watch {
  readonly question: Question;
  last: string;
  lastAge: string;
}

export class Answerer {
  readonly #cluster: () => Cluster;
  readonly #send: (message: FromWorker) => void;
  readonly #watches = new Map<number, Watch>();
  #finder: { readonly of: Cluster; readonly rows: RowFinder } | undefined;
  #generation = 0;
  #isVisible = true;
  #isDue = false;
  #nextMs = 0;

  constructor(cluster: () => Cluster, send: (message: FromWorker) => void) {
    this.#cluster = cluster;
    this.#send = send;
  }

  watch(number: number, question: Question): void {
    this.#watches.set(number, { question, last: '\u0000', lastAge: '' });
    this.#answer(number);
  }

  close(number: number): void {
    this.#watches.delete(number);
  }

  show(isVisible: boolean): void {
    this.#isVisible = isVisible;
    if (isVisible) this.schedule();
  }

  schedule(): void {
    if (this.#isDue || !this.#isVisible || this.#watches.size === 0) return;
    this.#isDue = true;
    setTimeout(() => this.answerNow(), Math.max(0, this.#nextMs - performance.now()));
  }

  answerNow(): void {
    this.#isDue = false;
    if (!this.#isVisible) return;
    const startMs = performance.now();
    for (const watch of this.#watches.keys()) this.#answer(watch);
    const tookMs = performance.now() - startMs;
    this.#nextMs = startMs + Math.max(leastBetweenMs, tookMs / shareOfTime);
  }

  #answer(number: number): void {
    const watch = this.#watches.get(number)!;
    const rows = this.#rows();
    const age = this.#ageOf(watch.question);
    if (age === watch.lastAge) return;
    watch.lastAge = age;
    const found = find(this.#cluster(), rows, watch.question);
    // What is the same as before is not sent again: nothing on the page moves for nothing.
    const text = JSON.stringify(found) ?? '';
    if (text === watch.last) return;
    watch.last = text;
    this.#send({ kind: 'answer', watch: number, answer: found });
  }

  #rows(): RowFinder {
    const cluster = this.#cluster();
    if (this.#finder?.of === cluster) return this.#finder.rows;
    this.#generation++;
    const rows = new RowFinder(cluster);
    this.#finder = { of: cluster, rows };
    return rows;
  }

  /** Differs when the answer may have changed. */
  #ageOf(question: Question): string {
    const { ages, isWhole, beat } = this.#cluster();
    const { tasks, agents, frameworks } = ages;
    const all = `${this.#generation} ${isWhole} ${tasks} ${agents} ${frameworks}`;
    return question.about === 'summary' ? `${all} ${beat?.nowMs ?? 0}` : all;
  }
}

function find(cluster: Cluster, rows: RowFinder, question: Question): Answers[keyof Answers] {
  switch (question.about) {
    case 'rows':
      return rows.find(question.query);
    case 'summary':
      return summarize(cluster, cluster.nowMs());
    case 'topology':
      return topologyOf(cluster, question.search, question.tasks);
    case 'activity':
      return cluster.happenings.toReversed();
    case 'near':
      return findNear(cluster, question.text);
    case 'restarts':
      return countRestarts(cluster, cluster.nowMs());
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
