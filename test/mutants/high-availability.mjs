/** Bugs in elections and in the registry that masters share; only the scenario with three masters can tell. */
const zookeeper = 'src/zookeeper/core';
const scenario = 'three-masters';

export const highAvailabilityMutants = [
  {
    name: 'a master that was overtaken may still write',
    scenario,
    file: `${zookeeper}/store.ts`,
    find: "data: encodeEpoch(epoch), version },\n      { kind: 'set', path: ownerPath(root, owner), data: nothing, version: epoch.batch - 1 },\n",
    replace: 'data: encodeEpoch(epoch), version: anyVersion },\n',
  },
  {
    name: 'registry writes are answered before ZooKeeper has them',
    scenario,
    file: `${zookeeper}/store.ts`,
    find: '        batches,\n      };\n      this.#underWay.push(transaction);\n',
    replace:
      '        batches: [],\n      };\n      for (const { done } of batches) this.#parts.clock.after(0, () => done(ok(undefined)));\n      this.#underWay.push(transaction);\n',
  },
  {
    name: 'a registry write is left out when the answer to the one before it was lost',
    scenario,
    file: `${zookeeper}/store.ts`,
    find: '    again.forEach((transaction, before) => this.#send(transaction, before));\n',
    replace:
      '    for (const { batches } of again) for (const { done } of batches) done(ok(undefined));\n    this.#underWay = [];\n',
  },
  {
    name: 'a registry write that may have happened is taken for done',
    scenario,
    file: `${zookeeper}/store.ts`,
    find: "    if (severity === 'lasting' && error.code !== 'BAD_VERSION') return this.#fail(error.message);\n",
    replace:
      "    if (severity === 'lasting' && error.code !== 'BAD_VERSION') return this.#fail(error.message);\n    if (severity === 'passing' && this.#underWay.length > 0) {\n      for (const { batches } of this.#underWay) for (const { done } of batches) done(ok(undefined));\n      this.#underWay = [];\n    }\n",
  },
  {
    name: 'a master stands for election twice after a lost connection',
    scenario,
    file: `${zookeeper}/election/contender.ts`,
    find: '      if (this.#mayExist) this.#look();\n      else this.#make();\n',
    replace: '      this.#make();\n',
  },
  {
    name: 'a detector stays with the first leader that it found',
    scenario,
    file: `${zookeeper}/election/detector.ts`,
    find: 'first.name === this.#toldName) {',
    replace: "(this.#toldName ?? '') !== '') {",
  },
  {
    name: 'a detector whose session expired hears of no leader any more',
    scenario,
    file: `${zookeeper}/election/detector.ts`,
    find: "        this.#tell('', undefined);\n        this.#connect();\n",
    replace: "        this.#tell('', undefined);\n",
  },
  {
    name: 'a session does not expire as long as nobody says so',
    scenario,
    file: `${zookeeper}/session.ts`,
    find: "    if (leftMs <= 0) return this.#end('expired');\n",
    replace: '    if (leftMs <= 0) return;\n',
  },
  {
    name: 'watches are forgotten when the connection moves to another server',
    scenario,
    file: `${zookeeper}/session.ts`,
    find: '    for (const bytes of watchRequests(this.watches, this.#lastZxid)) wire.write(bytes);\n',
    replace: '',
  },
  {
    name: 'a master leads by the node of a session that it gave up',
    scenario,
    file: `${zookeeper}/election/own-candidacy.ts`,
    find: 'return masterId === this.#masterId && name !== this.#name;',
    replace: 'return false && masterId === this.#masterId && name !== this.#name;',
  },
];
