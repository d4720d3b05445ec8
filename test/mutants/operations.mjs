/** Bugs to plant in what an agent does with operations; see list.mjs. */
const agent = 'src/agent/core';

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
];
