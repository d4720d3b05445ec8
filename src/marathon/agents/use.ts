/**
 * What executors of this framework use, by agent. However many pages look, an agent is asked once in a
 * few seconds: what it said is kept for so long, also that it said nothing. Agents tell the sum of
 * seconds of CPU, so that it takes two answers to say how much that is now.
 */
import { ok, type Result } from '../../foundation/result.ts';
import type { AgentId, ExecutorId } from '../../protocol/ids.ts';
import type { AgentReader, Unread } from './reader.ts';

export interface Use {
  /** Undefined until there were two answers. */
  readonly cpus: number | undefined;
  readonly cpusLimit: number | undefined;
  readonly memBytes: number | undefined;
  readonly memLimitBytes: number | undefined;
}

export type Uses = ReadonlyMap<ExecutorId, Use>;

type CpuSum = readonly [atSeconds: number, cpuSeconds: number];
type Sums = ReadonlyMap<ExecutorId, CpuSum>;

interface Kept {
  readonly atMs: number;
  readonly answer: Promise<Result<Uses, Unread>>;
  /** Of that answer, once it is there; until then of the one before. */
  sums: Sums;
}

const keptMs = 4_000;
/** A use is told over no longer time than this: it would say little of now. */
const longestSpanSeconds = 60;
const noSums: Sums = new Map();
/** Those that were asked for the longest time ago are forgotten. */
const mostKeptAgents = 256;

export interface AgentsUseParts {
  readonly reader: AgentReader;
  readonly frameworkId: () => string | undefined;
  readonly nowMs: () => number;
}

export class AgentsUse {
  readonly #parts: AgentsUseParts;
  /** In the order of asking. */
  readonly #kept = new Map<AgentId, Kept>();

  constructor(parts: AgentsUseParts) {
    this.#parts = parts;
  }

  of(agentId: AgentId): Promise<Result<Uses, Unread>> {
    const atMs = this.#parts.nowMs();
    const known = this.#kept.get(agentId);
    if (known !== undefined && atMs - known.atMs < keptMs) return known.answer;
    const before = known?.sums ?? noSums;
    const kept: Kept = { atMs, answer: this.#ask(agentId, () => kept), sums: before };
    this.#kept.delete(agentId);
    this.#kept.set(agentId, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKeptAgents) this.#kept.delete(oldest!);
    return kept.answer;
  }

  async #ask(agentId: AgentId, keptOf: () => Kept): Promise<Result<Uses, Unread>> {
    const told = await this.#parts.reader.read(agentId, 'monitor/statistics');
    if (!told.ok) return told;
    const rows = rowsOf(told.value, this.#parts.frameworkId());
    const kept = keptOf();
    const uses = new Map(rows.map((row) => [row.executorId, useOf(row, kept.sums)]));
    kept.sums = new Map(
      rows.flatMap(({ executorId, sum }) => (sum === undefined ? [] : [[executorId, sum]])),
    );
    return ok(uses);
  }
}

interface Row {
  readonly executorId: ExecutorId;
  /** Undefined where nobody counts it. */
  readonly sum: CpuSum | undefined;
  readonly statistics: Statistics;
}

type Statistics = Readonly<Partial<Record<string, number>>>;

function rowsOf(told: unknown, frameworkId: string | undefined): readonly Row[] {
  if (!Array.isArray(told)) return [];
  const rows = told as readonly {
    readonly framework_id?: string;
    readonly executor_id?: string;
    readonly statistics?: Statistics;
  }[];
  return rows.flatMap(({ framework_id, executor_id, statistics }) => {
    if (framework_id !== frameworkId || executor_id === undefined) return [];
    if (statistics === undefined) return [];
    return [{ executorId: executor_id as ExecutorId, sum: sumOf(statistics), statistics }];
  });
}

function sumOf({
  timestamp,
  cpus_user_time_secs: user,
  cpus_system_time_secs: system,
}: Statistics): CpuSum | undefined {
  if (timestamp === undefined || user === undefined || system === undefined) return undefined;
  return [timestamp, user + system];
}

function useOf({ executorId, sum, statistics }: Row, before: Sums): Use {
  return {
    cpus: rateOf(before.get(executorId), sum),
    cpusLimit: statistics['cpus_limit'],
    memBytes: statistics['mem_rss_bytes'] ?? statistics['mem_total_bytes'],
    memLimitBytes: statistics['mem_limit_bytes'],
  };
}

function rateOf(then: CpuSum | undefined, now: CpuSum | undefined): number | undefined {
  if (then === undefined || now === undefined) return undefined;
  const span = now[0] - then[0];
  if (span <= 0 || span > longestSpanSeconds) return undefined;
  return Math.max(0, now[1] - then[1]) / span;
}
