/**
 * The cluster as the web pages follow it: lines of JSON, first all rows there are, then those that
 * changed. A row is written once for all pages, and not at all when no page is open; changes of a
 * quarter of a second go out together, each row once, as it is by then. So a page costs the master
 * what changes, whatever the size of the cluster; what it costs to come is in first-sights.ts.
 *
 *   ["hello", {…}]                who speaks, and the names of the columns
 *   ["frameworks", [row, …]]      new or changed
 *   ["agents", [row, …]]
 *   ["tasks", framework id, [row, …]]
 *   ["gone", "framework" or "agent", id]
 *   ["whole"]                     from here on the page shows all there is
 *   ["beat", {…}]                 every two seconds: the time, and what is too restless for rows
 *
 * Who may not see everything has lines of its own, of what it may see.
 */
import type { Clock, Timer } from '../../foundation/clock.ts';
import { type EventStream, SharedLog, type UnreadBudget } from '../../foundation/http/index.ts';
import type { FrameworkInfo } from '../../protocol/generated/mesos.ts';
import type { AgentId } from '../../protocol/ids.ts';
import type { View } from '../../security/view.ts';
import type { Core, Observer } from '../core/environment.ts';
import type { AgentRecord, FrameworkRecord, State, TaskRecord } from '../core/state.ts';
import { Changes } from './changes.ts';
import { FirstSights, SharedSight } from './first-sights.ts';
import { changeLines, line, snapshotLines } from './lines.ts';

/** What changes after a rest is told soon; from then on what comes is told together. */
const firstFlushMs = 20;
const flushIntervalMs = 250;
const beatIntervalMs = 2_000;
/** One page more, and the oldest is sent away; it comes back by itself when somebody looks at it. */
const mostPages = 1_000;
/** Of changes, in one turn; other work comes between. */
const sliceMs = 4;

export interface LiveFeedOptions {
  readonly clock: Clock;
  readonly budget?: UnreadBudget;
}

/** What a page is told once, and with each beat. */
export interface LiveFacts {
  /** `reader`: whom the page belongs to; "" when nobody had to say who they are. */
  hello(reader: string): object;
  beat(): object;
}

interface Page {
  readonly stream: EventStream;
  readonly view: View;
  /** That of all who see everything, or its own. */
  readonly log: SharedLog;
}

export class LiveFeed implements Observer {
  readonly #clock: Clock;
  readonly #budget: UnreadBudget | undefined;
  readonly #everybodys: SharedLog;
  /** Oldest first. */
  readonly #pages = new Set<Page>();
  readonly #sights: FirstSights;
  /** Newest first. */
  #shared: SharedSight[] = [];
  #changes = new Changes();
  #nextFlushMs = 0;
  #core: Core | undefined;
  #flushTimer: Timer | undefined;
  #beatTimer: Timer | undefined;
  #isWatching = false;
  #facts: LiveFacts | undefined;
  readonly #agents = {
    changed: (agent: AgentRecord): void => this.#note(this.#changes.agents, agent),
  };
  readonly #frameworks = {
    changed: (framework: FrameworkRecord): void => this.#note(this.#changes.frameworks, framework),
  };

  constructor({ clock, budget }: LiveFeedOptions) {
    this.#clock = clock;
    this.#budget = budget;
    this.#everybodys = new SharedLog(budget);
    this.#sights = new FirstSights(clock);
  }

  /** Before that nobody can open a page. */
  attach(core: Core, facts: LiveFacts): void {
    this.#core = core;
    this.#facts = facts;
  }

  get pageCount(): number {
    return this.#pages.size;
  }

  add(stream: EventStream, view: View, reader = ''): void {
    const [oldest] = this.#pages;
    if (oldest !== undefined && this.#pages.size >= mostPages) {
      this.#remove(oldest);
      oldest.stream.end();
    }
    const log = view.isWhole ? this.#everybodys : new SharedLog(this.#budget);
    const page: Page = { stream, view, log };
    this.#pages.add(page);
    stream.onClosed(() => this.#remove(page));
    if (!this.#isWatching) this.#watch();
    stream.write(line('hello', this.#facts!.hello(reader)));
    stream.write(line('beat', this.#facts!.beat()));
    // What changes from now on comes after the first sight.
    stream.follow(log);
    this.#sights.show(stream, this.#firstSight(view));
    this.#beatTimer ??= this.#clock.after(beatIntervalMs, () => this.#beat());
  }

  agentAdded(agent: AgentRecord): void {
    this.#agents.changed(agent);
  }

  agentRemoved(agentId: AgentId): void {
    if (!this.#isWatching) return;
    this.#changes.goneAgents.add(agentId);
    this.#scheduleFlush();
  }

  frameworkAdded(framework: FrameworkRecord): void {
    this.#frameworks.changed(framework);
  }

  frameworkUpdated(framework: FrameworkRecord): void {
    this.frameworkAdded(framework);
  }

  /** It is among the completed ones now, or nowhere. */
  frameworkRemoved(info: FrameworkInfo): void {
    const id = info.id?.value;
    if (!this.#isWatching || id === undefined) return;
    this.#changes.goneFrameworks.add(id);
    this.#scheduleFlush();
  }

  taskAdded(task: TaskRecord): void {
    this.taskUpdated(task);
  }

  taskUpdated(task: TaskRecord): void {
    if (!this.#isWatching) return;
    this.#changes.noteTask(task);
    this.#scheduleFlush();
  }

  taskRetold(task: TaskRecord): void {
    this.taskUpdated(task);
  }

  taskEnded(task: TaskRecord): void {
    this.taskUpdated(task);
  }

  #note<T>(changed: Set<T>, record: T): void {
    if (!this.#isWatching) return;
    changed.add(record);
    this.#scheduleFlush();
  }

  /** The same for all who see everything and come soon after each other. */
  #firstSight(view: View): Iterator<Uint8Array> {
    const make = (): Iterator<Uint8Array> => encoded(snapshotLines(this.#core!.state, view));
    if (!view.isWhole) return make();
    const nowMs = this.#clock.now();
    if (this.#shared[0]?.isShared(nowMs) !== true) {
      this.#shared.unshift(new SharedSight(make, nowMs));
    }
    return this.#shared[0]!.read();
  }

  #noteForNext(line: Uint8Array): void {
    const [newest] = this.#shared;
    if (newest?.isShared(this.#clock.now()) === true) newest.note(line);
  }

  #releaseOld(): void {
    const nowMs = this.#clock.now();
    while (this.#shared.at(-1)?.isKept(nowMs) === false) this.#shared.pop()!.release();
  }

  #watch(): void {
    const { agents, frameworks } = this.#core!.state;
    this.#isWatching = true;
    for (const agent of agents.values()) agent.watcher = this.#agents;
    for (const framework of frameworks.values()) framework.watcher = this.#frameworks;
  }

  #scheduleFlush(): void {
    if (this.#flushTimer !== undefined) return;
    const delayMs = Math.max(firstFlushMs, this.#nextFlushMs - this.#clock.now());
    this.#flushTimer = this.#clock.after(delayMs, () => this.#flush());
  }

  #flush(): void {
    this.#flushTimer = undefined;
    this.#nextFlushMs = this.#clock.now() + flushIntervalMs;
    const changes = this.#changes;
    this.#changes = new Changes();
    const { state } = this.#core!;
    for (const agent of changes.agents) {
      if (agent.isRemoved) changes.agents.delete(agent);
      else agent.watcher = this.#agents;
    }
    for (const framework of changes.frameworks) framework.watcher = this.#frameworks;
    keepCompleted(changes, state);
    this.#tell(this.#linesOf(changes));
  }

  /** A slice a turn: when agents are lost, a hundred thousand tasks change at once. */
  #tell(lines: Iterator<readonly [SharedLog, string]>): void {
    const endMs = this.#clock.now() + sliceMs;
    do {
      const next = lines.next();
      if (next.done === true) return this.#told();
      const [log, text] = next.value;
      const bytes = Buffer.from(text);
      log.append(bytes);
      if (log === this.#everybodys) this.#noteForNext(bytes);
    } while (this.#clock.now() < endMs);
    this.#flushTimer = this.#clock.after(0, () => this.#tell(lines));
  }

  #told(): void {
    this.#flushTimer = undefined;
    if (this.#changes.isEmpty) return;
    this.#scheduleFlush();
  }

  *#linesOf(changes: Changes): Generator<readonly [SharedLog, string]> {
    const { state } = this.#core!;
    for (const [view, log] of this.#logs()) {
      for (const text of changeLines(changes, state, view)) yield [log, text];
    }
  }

  /** One for all who see everything, and one each for the others. */
  *#logs(): Generator<readonly [View, SharedLog]> {
    const seen = new Set<SharedLog>();
    for (const { view, log } of this.#pages) {
      if (seen.has(log)) continue;
      seen.add(log);
      yield [view, log];
    }
  }

  #beat(): void {
    this.#beatTimer = undefined;
    if (this.#pages.size === 0) return;
    this.#releaseOld();
    const text = Buffer.from(line('beat', this.#facts!.beat()));
    for (const [, log] of this.#logs()) log.append(text);
    this.#beatTimer = this.#clock.after(beatIntervalMs, () => this.#beat());
  }

  #remove(page: Page): void {
    this.#sights.remove(page.stream);
    this.#pages.delete(page);
    if (this.#pages.size > 0) return;
    this.#shared = [];
    // Whoever changes next is heard once more, for nothing.
    this.#isWatching = false;
    this.#flushTimer?.cancel();
    this.#flushTimer = undefined;
    this.#beatTimer?.cancel();
    this.#beatTimer = undefined;
    this.#changes = new Changes();
  }
}

function* encoded(lines: Iterable<string>): Generator<Uint8Array> {
  for (const text of lines) yield Buffer.from(text);
}

/** A framework that ended is shown among the completed ones, if it is kept there. */
function keepCompleted(
  { goneFrameworks, frameworks }: Changes,
  { completedFrameworks }: State,
): void {
  for (const id of goneFrameworks) {
    const completed = completedFrameworks.get(id);
    if (completed === undefined) continue;
    frameworks.add(completed);
    goneFrameworks.delete(id);
  }
}
