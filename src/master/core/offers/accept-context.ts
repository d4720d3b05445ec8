/**
 * What the operations of one ACCEPT are judged by and take from: the accepted offers of one agent
 * and role. `remaining` and what was launched and resized are together always what `conversions`
 * make of what was offered.
 */
import type { RoleName } from '../../../protocol/ids.ts';
import type { Conversion } from '../../../resources/operations.ts';
import { Resources } from '../../../resources/resources.ts';
import type { Core } from '../environment.ts';
import type { AgentRecord, FrameworkRecord } from '../state.ts';
import type { Usage } from '../tasks/usage.ts';

export interface AcceptContext {
  readonly core: Core;
  readonly framework: FrameworkRecord;
  readonly agent: AgentRecord;
  readonly role: RoleName;
  /** What was launched; the call books it when it is done. */
  readonly usage: Usage;
  /** What of the accepted offers is left. */
  remaining: Resources;
  /** Shared volumes of the offers, each once: any number of tasks may have one. */
  shared: Resources;
  /** Volumes that were grown or shrunk: @compat not for later operations of the same call. */
  resized: Resources;
  /** What was made of the offers so far. */
  readonly conversions: Conversion[];
}

export function makeAcceptContext(
  parts: Pick<AcceptContext, 'core' | 'framework' | 'agent' | 'role' | 'usage'>,
  offered: Resources,
): AcceptContext {
  const shared = onceShared(offered.shared());
  return { ...parts, remaining: offered, shared, resized: Resources.empty, conversions: [] };
}

/** What tasks may be launched on. */
export function launchable({ remaining, shared }: AcceptContext): Resources {
  return shared.isEmpty() ? remaining : remaining.nonShared().add(shared);
}

/** Each shared volume once, however many hold it. */
export function onceShared(resources: Resources): Resources {
  if (resources.entries.every(({ kind }) => !kind.isShared)) return resources;
  return Resources.fromEntries(resources.entries.map((entry) => entry.withShareCount(1)));
}

/** Takes what is launched out of the offers; one more copy of a shared volume where it needs one. */
export function take(context: AcceptContext, launched: Resources): void {
  if (launched.hasSpecial()) makeCopies(context, launched.shared());
  context.remaining = context.remaining.subtract(launched);
}

function makeCopies(context: AcceptContext, needed: Resources): void {
  const more = needed.subtractWhatIsThere(context.remaining.shared());
  if (more.isEmpty()) return;
  context.conversions.push({ consumed: Resources.empty, converted: more });
  context.remaining = context.remaining.add(more);
}
