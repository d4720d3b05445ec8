/** What routes work on. */
import type { AgentReader } from '../agents/reader.ts';
import type { AgentsUse } from '../agents/use.ts';
import type { Core } from '../core/environment.ts';
import type { DeploymentPlan } from '../core/deployments/plan.ts';
import type { ChangeRequest } from '../core/parts.ts';
import type { Steps } from '../definitions/steps.ts';
import type { Refusal } from '../core/refusal.ts';
import type { DefinitionContext, DefinitionOptions } from '../definitions/context.ts';
import type { PathId } from '../model/ids.ts';
import { renderTimestamp } from '../model/timestamps.ts';
import type { Result } from '../../foundation/result.ts';
import type { LogLevels } from '../log-levels.ts';
import type { MarathonMetrics } from '../metrics/registry.ts';
import { type Answer, refusalAnswer } from './answer.ts';

/** Of the process. */
export interface System {
  readonly metrics: MarathonMetrics;
  readonly servesPrometheus: boolean;
  readonly levels: LogLevels;
  /** Flags as they are obeyed, without secrets. */
  readonly config: Readonly<Record<string, string>>;
}

export interface Api {
  readonly core: Core;
  readonly definitions: DefinitionOptions;
  /** What GET /v2/info tells, but for what changes. */
  readonly info: Readonly<Record<string, unknown>>;
  readonly system: System;
  readonly frameworkId: () => string | undefined;
  readonly mesosLeaderUrl: () => string | undefined;
  /** What only agents know: the files of tasks, and what they use. */
  readonly agents: { readonly reader: AgentReader; readonly use: AgentsUse };
  /** "host:port" of the leading Marathon. */
  readonly leader: () => string | undefined;
  readonly isElected: () => boolean;
  /** Gives up leadership; the process ends soon. */
  readonly abdicate: () => void;
}

export function contextOf({ core, definitions }: Api, base: PathId = '/'): DefinitionContext {
  return { base, options: definitions, root: core.groups.root };
}

const stepsPerTurn = 100;

function ownTurn(): Promise<unknown> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What thousands of apps need is done in many turns. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (let count = 1; ; count++) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (count % stepsPerTurn === 0) await ownTurn();
  }
}

/** In a turn of its own. */
export async function change(
  { core }: Api,
  request: ChangeRequest,
): Promise<Result<DeploymentPlan, Refusal>> {
  await ownTurn();
  return new Promise((resolve) => core.groups.change(request, resolve));
}

/** `{version, deploymentId}`, or why not. */
export async function changeAnswer(
  api: Api,
  request: ChangeRequest,
  status = 200,
): Promise<Answer> {
  const changed = await change(api, request);
  return changed.ok ? deploymentAnswer(changed.value, status) : refusalAnswer(changed.error);
}

export function deploymentAnswer(plan: DeploymentPlan, status = 200): Answer {
  return {
    status,
    body: { version: renderTimestamp(plan.version), deploymentId: plan.id },
    headers: deploymentHeader(plan),
  };
}

export function deploymentHeader({ id }: DeploymentPlan): Record<string, string> {
  return { 'Marathon-Deployment-Id': id };
}
