/**
 * A blue/green deployment without a gap: the operator's definition becomes an app of the other
 * colour beside the one that runs, and takes its place; or a deployment that stopped halfway is
 * carried on.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { checkDefinition, deploymentsOf, idOf, labelOf, prepare } from './definition.ts';
import type { Definition } from './definition.ts';
import { exitCodes } from './failure.ts';
import type { Failure } from './failure.ts';
import type { ZddOptions, ZddPorts } from './ports.ts';
import { swap } from './swap.ts';

export async function deploy(
  app: Definition,
  options: ZddOptions,
  ports: ZddPorts,
): Promise<Result<boolean, Failure>> {
  const wrong = checkDefinition(app);
  if (wrong !== undefined) return failure(wrong);
  const apps = await ports.marathon.list();
  if (!apps.ok) return failure({ exitCode: exitCodes.marathon, text: apps.error });
  const [last, previous] = deploymentsOf(apps.value, app);
  if (last !== undefined && previous !== undefined) {
    return resume(last, previous, options, ports);
  }
  if (options.completesCurrent || options.completesPrevious) {
    const text = '--complete-cur and --complete-prev are for hybrid deployments, and there is none';
    return failure({ exitCode: exitCodes.badArgument, text });
  }
  return begin(app, last, options, ports);
}

async function begin(
  app: Definition,
  last: Definition | undefined,
  options: ZddOptions,
  ports: ZddPorts,
): Promise<Result<boolean, Failure>> {
  const { initialInstances, newInstances } = options;
  const startedAt = new Date(ports.nowMs()).toISOString().replace('Z', '');
  const prepared = prepare(app, last, { initialInstances, newInstances, startedAt });
  if (!prepared.ok) return prepared;
  const young = prepared.value;
  ports.say('The definition of the app:');
  ports.print(JSON.stringify(sorted(young), null, 2));
  if (options.isDryRun) return ok(true);
  if (!options.isForced && !(await ports.confirm('Continue with deployment?'))) return ok(false);
  const created = await ports.marathon.create(young);
  if (!created.ok) return failure({ exitCode: exitCodes.create, text: created.error });
  return last === undefined ? ok(true) : swap(idOf(young), idOf(last), options, ports);
}

async function resume(
  last: Definition,
  previous: Definition,
  options: ZddOptions,
  ports: ZddPorts,
): Promise<Result<boolean, Failure>> {
  if (!options.resumes && !options.completesCurrent && !options.completesPrevious) {
    const text = `there is a deployment already: ${idOf(previous)} and ${idOf(last)} (--resume goes on with it)`;
    return failure({ exitCode: exitCodes.other, text });
  }
  const isBackwards = options.completesPrevious && !options.completesCurrent;
  const [young, old] = isBackwards ? [previous, last] : [last, previous];
  const colour = labelOf(young, 'DEPLOYMENT_COLOUR') ?? 'no colour';
  ports.say(`Going on with a deployment: to ${idOf(young)} (${colour}) from ${idOf(old)}`);
  return swap(idOf(young), idOf(old), options, ports);
}

/** Keys in their order, so that two prints can be compared. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  );
}
