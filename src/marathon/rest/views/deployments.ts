/** Deployments as the API and its events show them. */
import type { Core } from '../../core/environment.ts';
import type { Action, DeploymentPlan, Step } from '../../core/deployments/plan.ts';
import type { RunningDeployment } from '../../core/parts.ts';
import { isPod } from '../../model/run-spec.ts';
import { renderTimestamp } from '../../model/timestamps.ts';

/** "ScaleApplication", "RestartPod" */
function actionName({ kind, runSpec }: Action): string {
  return `${kind}${isPod(runSpec) ? 'Pod' : 'Application'}`;
}

function renderAction(action: Action): Record<string, unknown> {
  const { runSpec } = action;
  const target = isPod(runSpec) ? { pod: runSpec.id } : { app: runSpec.id };
  return { action: actionName(action), ...target };
}

export function renderStep({ actions }: Step): unknown {
  return { actions: actions.map(renderAction) };
}

export function renderPlan({ id, version, steps }: DeploymentPlan): unknown {
  return { id, version: renderTimestamp(version), steps: steps.map(renderStep) };
}

/** With `withBlockers`, beyond Marathon: why an action is not done. Strict clients refuse a member that they do not know. */
export function renderDeployment(
  core: Core,
  running: RunningDeployment,
  withBlockers: boolean,
): unknown {
  const { plan, stepIndex, openActions } = running;
  const affected = [...plan.runSpecs].map(([id, { before, after }]) => ({
    id,
    isPod: isPod((after ?? before)!),
  }));
  const step = plan.steps[stepIndex];
  const blockers = withBlockers ? running.blockers() : undefined;
  return {
    id: plan.id,
    version: renderTimestamp(plan.version),
    affectedApps: affected.filter((each) => !each.isPod).map(({ id }) => id),
    affectedPods: affected.filter((each) => each.isPod).map(({ id }) => id),
    steps: plan.steps.map(renderStep),
    currentActions: (step === undefined ? [] : openActions).map((action) => ({
      ...renderAction(action),
      readinessCheckResults: core.health.readinessOf(action.runSpec.id),
      ...(blockers === undefined ? {} : { blocker: blockers.get(action.runSpec.id) ?? '' }),
    })),
    currentStep: Math.min(stepIndex + 1, plan.steps.length),
    totalSteps: plan.steps.length,
  };
}
