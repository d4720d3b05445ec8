/** Bugs to plant in what agents and masters do with operations; see list.mjs. */
const agent = 'src/agent/core';
const master = 'src/master/core';

export const operationMutants = [
  {
    name: 'agent deletes volumes before it is written down that it will',
    file: `${agent}/operations/resource-commits.ts`,
    find: '    this.#options.checkpoints.resourceStateTarget(last.state, () => this.#work(works, finish));',
    replace: '    this.#work(works, finish);',
  },
  {
    name: 'agent says that an operation is finished before that is lasting',
    file: `${agent}/operations/apply.ts`,
    find: '  commitResources(core, () => reportEnd(core, record));',
    replace: '  commitResources(core, () => undefined);\n  reportEnd(core, record);',
  },
  {
    name: 'agent leaves destroyed volumes where they are',
    file: `${agent}/operations/resource-commits.ts`,
    find: '    if (ownsRoot) return store.remove(path, done);',
    replace: '    if (ownsRoot) return done(ok(undefined));',
  },
  {
    name: 'agent forgets after a restart which operations are not acknowledged',
    file: `${agent}/operations/recovery.ts`,
    find: '  for (const operation of isSame ? written : []) {',
    replace: '  for (const operation of isSame ? [] : written) {',
  },
  {
    name: 'agent destroys volumes that tasks use',
    file: `${agent}/operations/apply.ts`,
    find: '  return used === undefined ? total : failure(`${used} is in use`);',
    replace: '  return used === undefined ? total : total;',
  },
  {
    name: 'what an operation makes is not in what its agent has',
    file: `${master}/operations/apply.ts`,
    find: '  agent.total = total.value;',
    replace: '  void total.value;',
  },
  {
    name: 'what operations make of an offer is not in the books of the allocator',
    file: `${master}/operations/accept-operation.ts`,
    find: '  context.conversions.push(...conversions.value);',
    replace: '',
  },
  {
    name: 'a volume that was resized is used in the same call',
    file: `${master}/operations/accept-operation.ts`,
    find: '  context.resized = context.resized.add(converted);',
    replace: '  context.remaining = context.remaining.add(converted);',
  },
  {
    name: 'acknowledged operations are kept for ever',
    file: `${master}/operations/status-updates.ts`,
    find: '  removeEnded(core, agent!, record, status);',
    replace: '  void status;',
  },
  {
    name: 'master does not ask for operations that an agent never got',
    file: `${master}/operations/reported.ts`,
    find: '  if (missing.size === 0) return;',
    replace: '  if (missing.size >= 0) return;',
  },
  {
    name: 'an operator who is refused has taken offers back',
    file: `${master}/operations/operator.ts`,
    find: '  if (!offers.ok) return refuse(409, offers.error);',
    replace:
      "  if (!offers.ok) removeOffersOf(core, agent.offers, 'rescind');\n  if (!offers.ok) return refuse(409, offers.error);",
  },
  {
    name: 'an agent that repeats itself takes back what was made on it since',
    file: `${master}/agents/reregistration.ts`,
    find: '    if (!isSame || !isSameConnection || isAnew) resetTotal(core, agent, message);',
    replace: '    resetTotal(core, agent, message);',
  },
  {
    name: 'an agent that dropped an operation is not believed',
    file: `${master}/agents/reregistration.ts`,
    find: '    if (!isSame || !isSameConnection || isAnew) resetTotal(core, agent, message);',
    replace: '    if (!isSame || !isSameConnection) resetTotal(core, agent, message);',
  },
];
