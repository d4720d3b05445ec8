/** What the ids of instances and tasks say, in every form that the original gave them. */
import type { PathId } from '../model/ids.ts';

/** "/shop/db" of "shop_db"; of nothing: the root. */
export function pathOfSafe(text: string): PathId {
  return `/${text.replaceAll('_', '/')}`;
}

const instanceId = /^(.+)\.(?:instance-|marathon-)[^.]+$/;

export function partsOfInstanceId(text: string): { readonly runSpecId: PathId } | undefined {
  const runSpec = instanceId.exec(text)?.[1];
  return runSpec === undefined ? undefined : { runSpecId: pathOfSafe(runSpec) };
}

export interface TaskIdParts {
  /** Legacy: of apps before 1.8, "shop_db.uuid". */
  readonly kind: 'legacy' | 'of-instance';
  /** What goes before the attempt, of legacy ones. */
  readonly label: string;
  /** Of a pod; of an app a word that says so. */
  readonly container: string | undefined;
  /** How many times it was launched. */
  readonly attempt: number | undefined;
}

const ofInstance = /^(.+\.(?:instance-|marathon-)[^_.]+)[._]([^.]+)(?:\.(\d+))?$/;
/** @compat Between path and uuid there was an underscore once. */
const legacy = /^(.+[._][^_.]{36})(?:\.(\d+))?$/;

export function partsOfTaskId(text: string): TaskIdParts | undefined {
  const named = ofInstance.exec(text);
  if (named !== null) {
    const [, label = '', container = '', attempt] = named;
    return { kind: 'of-instance', label, container, attempt: numberOf(attempt) };
  }
  const old = legacy.exec(text);
  if (old === null) return undefined;
  const [, label = '', attempt] = old;
  return { kind: 'legacy', label, container: undefined, attempt: numberOf(attempt) };
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
