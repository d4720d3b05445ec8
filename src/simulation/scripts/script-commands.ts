/** Every command that a script may have. A new one is a row here; `lasts` is how long it goes on. */
import type { ScriptRun } from './script-run.ts';
import { type Words, seconds } from './script-words.ts';
import { type MadeTask, launchOf } from '../frameworks/task-making.ts';
import type { World } from '../world.ts';

export interface ScriptCommand {
  readonly lasts: string;
  readonly run: (run: ScriptRun, words: Words) => void;
}

export const commands: Readonly<Record<string, ScriptCommand>> = {
  /** cluster [seed=1] [agents=1] [masters=1|3] */
  cluster: {
    lasts: '3s',
    run: (run, { named }) =>
      run.open({
        seed: Number(named['seed'] ?? 1),
        agentCount: Number(named['agents'] ?? 1),
        hasGroup: named['masters'] === '3',
      }),
  },
  /** framework NAME [roles=*] [failover=1min] [checkpointing] [partition-aware] */
  framework: {
    lasts: '1s',
    run: (run, { plain: [name, ...is], named }) =>
      run
        .add({
          name: name!,
          roles: (named['roles'] ?? '*').split(','),
          isCheckpointing: is.includes('checkpointing'),
          isPartitionAware: is.includes('partition-aware'),
          failoverTimeoutSecs: seconds(named['failover'] ?? '1min'),
          kinds: [],
          mostOpenTasks: 0,
        })
        .start(),
  },
  /** launch FRAMEWORK TASK… on=AGENT [run=1s] [exit=0] [as=command|pod|custom] */
  launch: { lasts: '1s', run: launch },
  /** kill FRAMEWORK TASK */
  kill: { lasts: '1s', run: (run, { plain: [name, task] }) => run.framework(name).kill(task!) },
  /** decline FRAMEWORK [refuse=5s] */
  decline: {
    lasts: '0.1s',
    run: (run, { plain: [name], named }) =>
      run.framework(name).decline(seconds(named['refuse'] ?? '5s')),
  },
  suppress: { lasts: '0.1s', run: (run, { plain: [name] }) => run.framework(name).suppress() },
  revive: { lasts: '1s', run: (run, { plain: [name] }) => run.framework(name).revive() },
  reconcile: { lasts: '0.1s', run: (run, { plain: [name] }) => run.framework(name).reconcile() },
  teardown: { lasts: '10s', run: (run, { plain: [name] }) => run.framework(name).teardown() },
  /** acknowledge FRAMEWORK on|off */
  acknowledge: {
    lasts: '0.1s',
    run: (run, { plain: [name, how] }) => run.framework(name).setAcknowledging(how === 'on'),
  },
  'kill-framework': { lasts: '0.1s', run: (run, { plain: [name] }) => run.framework(name).stop() },
  'start-framework': { lasts: '1s', run: (run, { plain: [name] }) => run.framework(name).start() },
  'break-framework': {
    lasts: '1s',
    run: (run, { plain: [name] }) => run.framework(name).breakConnection(),
  },
  'kill-agent': { lasts: '0.1s', run: (run, { plain: [name] }) => run.agent(name).kill() },
  'start-agent': { lasts: '3s', run: (run, { plain: [name] }) => run.agent(name).start() },
  'lose-disk': {
    lasts: '0.1s',
    run: (run, { plain: [name] }) => run.agent(name).loseDisk(),
  },
  'kill-master': { lasts: '0.1s', run: ({ world }) => world.master.kill() },
  /** start-master [at=10.0.0.2:5050]: with the registry of the one before. */
  'start-master': {
    lasts: '3s',
    run: ({ world }, { named }) => world.master.start(named['at']),
  },
  // Of three masters.
  'kill-leader': { lasts: '0.1s', run: ({ world }) => world.group.leader?.kill() },
  /** It stands still, until `continue-masters`. */
  'stop-leader': { lasts: '0.1s', run: ({ world }) => world.group.leader?.stop() },
  'continue-masters': { lasts: '1s', run: ({ world }) => continueMasters(world) },
  'start-masters': {
    lasts: '1s',
    run: ({ world }) => {
      for (const seat of world.group.seats) seat.start();
    },
  },
  'lose-quorum': { lasts: '0.1s', run: ({ world }) => world.group.ensemble.service.loseQuorum() },
  'regain-quorum': {
    lasts: '1s',
    run: ({ world }) => world.group.ensemble.service.regainQuorum(),
  },
  /** break AGENT: the connections between it and the master. */
  break: {
    lasts: '1s',
    run: (run, { plain: [name] }) => {
      const { world } = run;
      const { pid } = run.agent(name);
      world.network.disconnect(pid, world.master.pid);
      world.network.disconnect(world.master.pid, pid);
    },
  },
  /** cut AGENT: nothing passes between it and the master until `heal`; nobody is told. */
  cut: {
    lasts: '0.1s',
    run: (run, { plain: [name] }) => run.world.network.cut(run.agent(name).pid),
  },
  heal: {
    lasts: '1s',
    run: (run, { plain: [name] }) => run.world.network.heal(run.agent(name).pid),
  },
  /** wait for=10s */
  wait: { lasts: '1s', run: () => undefined },
};

function continueMasters({ group }: World): void {
  for (const seat of group.seats) {
    if (seat.running?.process.isRunning === false) seat.continue('message');
  }
}

function launch(run: ScriptRun, { plain: [name, ...ids], named }: Words): void {
  const framework = run.framework(name);
  const host = named['on'] ?? '';
  const offers = framework.takeOffers(host);
  const [offer] = offers;
  if (offer === undefined) throw new Error(`${name} holds no offer of '${host}'`);
  const task = (id: string): MadeTask => ({
    id,
    agentId: offer.agent_id.value,
    host,
    kind: (named['as'] ?? 'command') as MadeTask['kind'],
    runMs: seconds(named['run'] ?? '1s') * 1000,
    exitCode: Number(named['exit'] ?? 0),
  });
  const tasks = ids.map(task);
  for (const made of tasks) framework.noteLaunch(made);
  const place = { offer, frameworkId: framework.frameworkId!, executorId: `${ids[0]}-executor` };
  framework.accept(offers, [launchOf(tasks, place)]);
}
