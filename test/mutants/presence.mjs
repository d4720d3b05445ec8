/** Bugs in who is there: frameworks that stay away, agents that are silent or come back. */
const master = 'src/master/core';
const agent = 'src/agent/core';

export const presenceMutants = [
  {
    name: 'a failover timer survives the return of its framework',
    file: `${master}/frameworks/failover.ts`,
    find: "    if (framework.state === 'active') return;\n",
    replace: '',
    also: {
      file: `${master}/frameworks/subscribe.ts`,
      find: '  framework.failoverTimer?.cancel();\n',
      replace: '',
    },
  },
  {
    name: 'frameworks that stay away are never removed',
    file: `${master}/frameworks/failover.ts`,
    find: '    removeFramework(core, framework);',
    replace: '',
  },
  {
    name: 'agents are given up too early',
    file: `${master}/agents/liveness.ts`,
    find: '    if (liveness.missedPings < core.options.maxAgentPingTimeouts) ping(core, agent);',
    replace: '    if (liveness.missedPings < 1) ping(core, agent);',
  },
  {
    name: 'silent agents are never given up',
    file: `${master}/agents/liveness.ts`,
    find: '    else giveUp(core, agent);',
    replace: '    else ping(core, agent);',
  },
  {
    name: 'agent registers once and waits for ever',
    file: `${agent}/registration/registration.ts`,
    find: '      this.#register(Math.min(backoffMs * 2, longestRegistrationBackoffMs)),',
    replace: '      void longestRegistrationBackoffMs,',
  },
];
