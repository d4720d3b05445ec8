/** What page and worker say to each other. */
import type { Happening } from './cluster.ts';
import type { Found } from './find.ts';
import type { Agent, Framework, Task } from './model.ts';
import type { Rows, RowsQuery, Summary } from './queries.ts';
import type { Topology } from './topology.ts';
import type { Restarts } from './restarts.ts';

/** How fresh what is shown is. */
export type Connection =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** The stream broke; what is shown is as old as that. `retryMs`: when it is tried again. */
  | {
      readonly kind: 'lost';
      readonly sinceMs: number;
      readonly retryMs: number;
      readonly why: string;
    };

export type Question =
  | { readonly about: 'rows'; readonly query: RowsQuery }
  | { readonly about: 'summary' }
  /** Which agents, and which tasks are looked for on them. */
  | { readonly about: 'topology'; readonly search: string; readonly tasks: string }
  | { readonly about: 'activity' }
  /** By a few letters. */
  | { readonly about: 'near'; readonly text: string }
  | { readonly about: 'restarts' }
  | { readonly about: 'task'; readonly framework: string; readonly id: string }
  | { readonly about: 'agent'; readonly id: string }
  | { readonly about: 'framework'; readonly id: string };

export interface Answers {
  rows: Rows<object>;
  summary: Summary;
  topology: Topology;
  /** Newest first. */
  activity: readonly Happening[];
  restarts: Restarts;
  near: readonly Found[];
  task: Task | undefined;
  agent: Agent | undefined;
  framework: Framework | undefined;
}

export type ToWorker =
  /** Answered at once, and again whenever the answer changes, until it is closed. */
  | { readonly kind: 'watch'; readonly watch: number; readonly question: Question }
  | { readonly kind: 'close'; readonly watch: number }
  /** A page that nobody looks at rests. */
  | { readonly kind: 'visible'; readonly isVisible: boolean }
  | { readonly kind: 'retry' };

export type FromWorker =
  /** How far the master's clock is before this machine's. */
  | { readonly kind: 'clock'; readonly offsetMs: number }
  /** Who speaks, and whom it takes the reader for. */
  | { readonly kind: 'hello'; readonly masterId: string; readonly reader: string }
  | { readonly kind: 'answer'; readonly watch: number; readonly answer: Answers[keyof Answers] }
  | { readonly kind: 'connection'; readonly connection: Connection; readonly isWhole: boolean };
