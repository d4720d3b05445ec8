/** Pods as clients send them. They have no old forms, and are always sent whole. */
import { type Result, failure, ok } from '../../foundation/result.ts';
import type { Refusal } from '../core/refusal.ts';
import type { PodDefinition } from '../model/pod.ts';
import type { DefinitionContext } from './context.ts';
import { podOf } from './normal-form/pod.ts';
import { parse } from './parse.ts';
import { resolvePath } from './path-ids.ts';
import { Problems } from './problems.ts';
import { roleSettingsOf } from './roles.ts';
import { checkPod } from './rules/pod.ts';
import { pod as podSchema } from './schema/pod.ts';

export function readPod(json: unknown, context: DefinitionContext): Result<PodDefinition, Refusal> {
  const parsed = parse(podSchema, json);
  if (!parsed.ok) return parsed;
  const given = parsed.value;
  const id = resolvePath(given.id);
  const roles = roleSettingsOf(id, context.root, context.options);
  const pod = { ...given, role: given.role ?? roles.defaultRole };
  const problems = new Problems();
  checkPod(pod, roles, context, problems);
  if (problems.refusal !== undefined) return failure(problems.refusal);
  if (context.id !== undefined && context.id !== id) {
    const message = `'${context.id}' does not match definition's id ('${given.id}')`;
    return failure({ kind: 'bad-request', message });
  }
  return ok(podOf({ ...pod, id }, context.options));
}
