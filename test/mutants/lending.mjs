/** Bugs in what agents lend beyond what they have; see list.mjs. */
const master = 'src/master/core';
const agent = 'src/agent/core';
const scenario = 'lending';

export const lendingMutants = [
  {
    name: 'what is lent is offered to who does not know that it can be called back',
    file: 'src/allocator/eligibility.ts',
    find: '      (capabilities.isRevocableAware || !kind.isRevocable) &&\n',
    replace: '',
    scenario,
  },
  {
    name: 'offers of what is lent stay when it becomes less',
    file: `${master}/agents/update-agent.ts`,
    find: "  removeOffersOf(core, revocableOffersOf(agent), 'rescind');\n",
    replace: '',
    scenario,
  },
  {
    name: 'what is lent never becomes less for the allocator',
    file: `${master}/agents/update-agent.ts`,
    find: '  core.allocator.updateAgentTotal(agent.id, total);',
    replace: '  if (total.revocable().cpus > 2) core.allocator.updateAgentTotal(agent.id, total);',
    scenario,
  },
  {
    name: 'a change of what is lent is not told',
    file: `${agent}/oversubscription/oversubscription.ts`,
    find: "  if (state.phase !== 'running') return;\n  core.log.info(",
    replace: "  if (state.phase === 'running') return;\n  core.log.info(",
    scenario,
  },
  {
    name: 'what others hold of it is lent once more',
    file: `${agent}/oversubscription/usage.ts`,
    find: '  return held.length === 0 ? Resources.empty : Resources.fromMessages(held).unallocate();',
    replace: '  return held.length === 0 ? Resources.empty : Resources.fromMessages(held);',
    scenario,
  },
  {
    name: 'who has borrowed nothing is called back, too',
    file: `${agent}/oversubscription/load-qos-controller.ts`,
    find: 'usage.filter(({ revocable }) => !revocable.isEmpty());',
    replace: 'usage.filter(() => true);',
    scenario,
  },
];
