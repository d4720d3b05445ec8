/**
 * GET /v2/tasks/use?app=…&agent=…, beyond Marathon: what the instances of an app or a pod use now. The
 * agents are named, because pages ask only of what is seen; others than those of its instances are
 * not asked.
 */
import { executorIdsOf } from '../../agents/sandboxes.ts';
import type { Use } from '../../agents/use.ts';
import type { Instance } from '../../model/instance.ts';
import { message, notFound, ok, type Answer, type ApiRequest } from '../answer.ts';
import type { Api } from '../api.ts';

const mostAgents = 20;

export async function tasksUse(api: Api, { query }: ApiRequest): Promise<Answer> {
  const appId = query.text('app') ?? '';
  const named = new Set(query.all('agent'));
  if (appId === '') return message(422, 'app: must be the id of an app or a pod');
  if (named.size === 0) return message(422, 'agent: at least one must be named');
  if (named.size > mostAgents) return message(422, `agent: at most ${mostAgents} may be named`);
  if (api.core.groups.root.findRunSpec(appId) === undefined) {
    return notFound(`App '${appId}' does not exist`);
  }
  const instances = [...api.core.instances.of(appId)].filter(({ agent }) =>
    named.has(agent.agentId),
  );
  const agents = [...new Set(instances.map(({ agent }) => agent.agentId))];
  const answers = await Promise.all(agents.map((agentId) => api.agents.use.of(agentId)));
  const uses = new Map(agents.map((agentId, i) => [agentId, answers[i]!]));
  return ok({
    tasks: instances.flatMap((instance) => {
      const answer = uses.get(instance.agent.agentId)!;
      return answer.ok ? renderUse(instance, answer.value) : [];
    }),
    faults: [...uses].flatMap(([agentId, answer]) =>
      answer.ok ? [] : [{ agentId, message: answer.error.why }],
    ),
  });
}

/** Of a pod: of all its containers together. */
function renderUse(instance: Instance, uses: ReadonlyMap<string, Use>): readonly unknown[] {
  const executorId = executorIdsOf(instance).find((id) => uses.has(id));
  if (executorId === undefined) return [];
  const { cpus, cpusLimit, memBytes, memLimitBytes } = uses.get(executorId)!;
  const { id, tasks, agent } = instance;
  return [
    {
      id: tasks[0]?.container === undefined ? tasks[0]?.taskId : id,
      agentId: agent.agentId,
      cpus: cpus ?? null,
      cpusLimit: cpusLimit ?? null,
      memBytes: memBytes ?? null,
      memLimitBytes: memLimitBytes ?? null,
    },
  ];
}
