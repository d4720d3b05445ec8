/**
 * POST /v2/fit, beyond Marathon: what would come of a change of an app or pod, and would its new instances
 * have a place now? Nothing is changed. The body is `{"app": …}`, as it would be sent to PUT
 * /v2/apps/<id>, or `{"pod": …}`; with `askForOffers` Mesos is asked for offers where none are here.
 */
import { failure, ok as success, type Result } from '../../../foundation/result.ts';
import type { DeploymentPlan } from '../../core/deployments/plan.ts';
import { takeCensus } from '../../core/deployments/actions/census.ts';
import { beginningOf } from '../../core/deployments/actions/restart.ts';
import type { Draft, Fit } from '../../core/parts.ts';
import type { Refusal } from '../../core/refusal.ts';
import { readAppUpdate } from '../../definitions/read-app.ts';
import { readPod } from '../../definitions/read-pod.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import { message, ok, refusalAnswer, type Answer, type ApiRequest } from '../answer.ts';
import { contextOf, type Api } from '../api.ts';
import { renderStep } from '../views/deployments.ts';
import { renderFit } from '../views/fit.ts';
import { findApp, notAllowed } from './apps.ts';

export async function routeFit(api: Api, request: ApiRequest): Promise<Answer> {
  if (request.path !== '/v2/fit') return message(404, `URI not found: ${request.path}`);
  if (request.method !== 'POST') return notAllowed();
  const read = readRunSpec(api, request.body);
  if (!read.ok) return refusalAnswer(read.error);
  const { core } = api;
  const { id } = read.value;
  const build = (draft: Draft): Refusal | undefined => {
    const kind = draft.findRunSpec(id)?.kind ?? read.value.kind;
    if (kind !== read.value.kind) return { kind: 'conflict', message: `${id} is of kind ${kind}` };
    draft.putRunSpec(read.value);
    return undefined;
  };
  // A deployment that is in the way does not matter: this is what would come of it then.
  const planned = core.groups.plan({ groupId: id, force: true, build });
  if (!planned.ok) return refusalAnswer(planned.error);
  const runSpec = planned.value.runSpecs.get(id)?.after ?? core.groups.root.findRunSpec(id);
  if (runSpec === undefined) return message(404, `App '${id}' does not exist`);
  const { current, completed } = takeCensus(core, runSpec);
  const wanted = Math.max(0, runSpec.instances - completed.length - current.length);
  const mayAsk = request.query.flag('askForOffers');
  const fit = await new Promise<Fit>((resolve) =>
    core.queue.fits.ask({ runSpec, wanted, mayAsk }, resolve),
  );
  const { steps } = planned.value;
  return ok({
    id,
    steps: steps.map(renderStep),
    wanted,
    ...firstMove(api, runSpec, planned.value),
    ...renderFit(fit, runSpec),
  });
}

/** Only of an upgrade: scaling ends and launches all at once. */
function firstMove({ core }: Api, runSpec: RunSpec, { steps }: DeploymentPlan): object {
  const isRestart = steps.some(({ actions }) =>
    actions.some(({ kind, runSpec: { id } }) => kind === 'Restart' && id === runSpec.id),
  );
  return isRestart ? { first: beginningOf(core, runSpec) } : {};
}

function readRunSpec(api: Api, body: unknown): Result<RunSpec, Refusal> {
  const { app, pod } = (body ?? {}) as { readonly app?: unknown; readonly pod?: unknown };
  if ((app === undefined) === (pod === undefined)) {
    const errors = ['either "app" or "pod" must be given'];
    return failure({ kind: 'invalid', violations: [{ path: '/', errors }] });
  }
  if (pod !== undefined) return readPod(pod, contextOf(api));
  const { id } = (app ?? {}) as { readonly id?: unknown };
  const current = typeof id === 'string' ? findApp(api, idOf(id)) : undefined;
  const read = readAppUpdate(app, current, { ...contextOf(api), isPartial: true, force: false });
  if (!read.ok) return read;
  if ('app' in read.value) return success(read.value.app);
  const text = 'Of an earlier version its definition has to be given, not its "version".';
  return failure({ kind: 'unprocessable', message: text });
}

const idOf = (id: string): string => (id.startsWith('/') ? id : `/${id}`);
