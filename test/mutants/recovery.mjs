/** Bugs of an agent that comes back after its last process was killed. */
const agent = 'src/agent/core';

export const recoveryMutants = [
  {
    name: 'after a restart custom executors that were never launched are given up',
    file: `${agent}/recovery/recovery.ts`,
    find: '    else if (requeueTasks(executor, live.run)) {',
    replace: '    else if (live.run.groups.length > 1_000 && requeueTasks(executor, live.run)) {',
  },
  {
    name: 'after a restart custom executors that ran are launched again',
    file: `${agent}/recovery/recovery.ts`,
    find: '  if (run.forkedPid !== undefined) return true;\n',
    replace: '  if (run.forkedPid !== undefined && executor.kind === "custom") return false;\n',
  },
];
