/** Bugs in elections and in the registry that masters share; only the scenario with three masters can tell. */
const zookeeper = 'src/zookeeper/core';
const scenario = 'three-masters';

export const highAvailabilityMutants = [
  {
    name: 'a master that was overtaken may still write',
    scenario,
    file: `${zookeeper}/store.ts`,
    find: 'data: encodeEpoch(epoch), version: this.#version } as const;',
    replace: 'data: encodeEpoch(epoch), version: anyVersion } as const;',
  },
  {
    name: 'registry writes are answered before ZooKeeper has them',
    scenario,
    file: `${zookeeper}/store.ts`,
    find: '    this.#underWay = { epoch, parts: [fence, ...entries], batches };\n',
    replace:
      '    for (const { done } of batches) this.#parts.clock.after(0, () => done(ok(undefined)));\n    this.#underWay = { epoch, parts: [fence, ...entries], batches: [] };\n',
  },
  {
    name: 'a registry write is sent again although it has happened',
    scenario,
    file: `${zookeeper}/store.ts`,
    find: '      if (isSame(found, transaction.epoch)) return this.#settle(transaction, version);\n',
    replace:
      '      if (isSame(found, transaction.epoch)) {\n        (transaction.parts[0] as { version: number }).version = version;\n        return this.#send(transaction);\n      }\n',
  },
  {
    name: 'a registry write that may have happened is taken for done',
    scenario,
    file: `${zookeeper}/store.ts`,
    find: '      if (isSame(found, this.#epoch!)) return this.#send(transaction);\n',
    replace: '      if (isSame(found, this.#epoch!)) return this.#settle(transaction, version);\n',
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
