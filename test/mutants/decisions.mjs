/** Bugs to plant in what becomes of operators' decisions and of operations; see list.mjs. */
const agent = 'src/agent/core';
const master = 'src/master/core';

export const decisionMutants = [
  {
    name: 'a launch does not know that its writes failed while operations are written down',
    file: `${agent}/executors/launch.ts`,
    find: '  core.checkpoints.flush((written) => {\n    if (written.ok) core.commits.whenSettled(() => done(written));\n    else done(written);\n  });',
    replace: '  core.commits.whenSettled(() => core.checkpoints.flush(done));',
  },
  {
    name: 'an operation that crossed its acknowledgement is taken in again',
    file: `${master}/operations/reported.ts`,
    find: '      if (acknowledgeAgain(core, agent, operation.uuid.value, latest)) continue;\n',
    replace: '',
  },
  {
    name: 'agents that are deactivated are offered',
    file: `${master}/agents/deactivation.ts`,
    find: '  if (deactivation !== undefined) withholdOffers(core, agent);',
    replace: '',
  },
  {
    name: 'decisions are answered and never written',
    file: `${master}/decisions.ts`,
    find: '    if (changes.length === 0) return enforce();',
    replace: '    if (changes.length >= 0) return enforce();',
  },
  {
    name: 'an agent with operations is drained',
    file: `${master}/agents/draining.ts`,
    find: '    agent.operations.size === 0 &&\n',
    replace: '',
  },
  {
    name: 'an agent that is gone may come back',
    file: `${master}/agents/gone.ts`,
    find: '  state.goneAgents.set(agentId, sinceMs);\n',
    replace: '',
  },
  {
    name: 'agents of machines that are down stay',
    file: `${master}/maintenance/down.ts`,
    find: "  for (const id of ids) machineOfId(core, id)!.mode = 'DOWN';\n",
    replace: '',
  },
  {
    name: 'machines that are down are up after a restart of the master',
    file: `${master}/maintenance/schedule.ts`,
    find: "    if (machine !== undefined) machine.mode = 'DOWN';",
    replace: '    void machine;',
  },
  {
    name: 'the allocator does not hear of quota',
    file: `${master}/quota/update.ts`,
    find: '    core.allocator.setQuota(role, quota);\n',
    replace: '',
  },
  {
    name: 'quota is forgotten with the master',
    file: `${master}/quota/update.ts`,
    find: '    core.state.quotas.set(role, quotaOfConfig(config));',
    replace: '    void config;',
  },
  {
    name: 'agent forgets after a restart that it drains',
    file: `${agent}/draining/draining.ts`,
    find: '  core.checkpoints.drainConfig(agentIdOf(core), config);\n',
    replace: '',
  },
  {
    name: 'agent does not keep what an operation makes',
    file: `${agent}/operations/apply.ts`,
    find: '  setTotal(core, total);\n',
    replace: '  void total;\n',
  },
];
