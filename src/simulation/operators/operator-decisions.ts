/**
 * What the operator of the simulation decides about agents and roles, beside weights: quota, draining,
 * deactivation, agents that are gone, maintenance, and what is reserved and made on agents. All of it
 * goes through the functions behind the calls. Before the sky is held to its promises everything is
 * taken back, which has to work: what drains is drained by then, machines that are down come up.
 */
import { type Random, randomInteger } from '../../foundation/random.ts';
import {
  deactivateAgent,
  isMember,
  reactivateAgent,
} from '../../master/core/agents/deactivation.ts';
import { drainAgent } from '../../master/core/agents/draining.ts';
import { markAgentGone } from '../../master/core/agents/gone.ts';
import type { Outcome } from '../../master/core/decisions.ts';
import type { Core } from '../../master/core/environment.ts';
import { startMaintenance, stopMaintenance } from '../../master/core/maintenance/down.ts';
import { updateSchedule } from '../../master/core/maintenance/schedule.ts';
import { takeOperatorOperation } from '../../master/core/operations/operator.ts';
import { updateQuotas } from '../../master/core/quota/update.ts';
import type { MachineID } from '../../protocol/generated/mesos.ts';
import { QuotaConfig } from '../../protocol/generated/quota.ts';
import { configOf } from '../../master/core/quota/quota.ts';
import type { AgentId, RoleName } from '../../protocol/ids.ts';
import type { AgentNode } from '../machines/agent-node.ts';
import type { DecisionLedger } from './decision-ledger.ts';
import {
  type Endings,
  type PieceNames,
  type Wish,
  makeOperation,
} from '../frameworks/resource-wishes.ts';

export interface DecisionParts {
  readonly random: Random;
  readonly decisions: DecisionLedger;
  readonly agents: readonly AgentNode[];
  readonly endings: Endings;
  readonly names: PieceNames;
  readonly note: (line: string) => void;
  readonly answered: () => void;
  /** This agent will never come back. */
  readonly onSentAway: (id: AgentId) => void;
  readonly onDrained: (id: AgentId) => void;
}

const quotaRoles: readonly RoleName[] = ['eng', 'ops', 'db', 'empty'];
const operationWishes: readonly Wish[] = ['RESERVE', 'RESERVE', 'CREATE', 'DESTROY', 'UNRESERVE'];
/** Each costs a machine its tasks. */
const mostGone = 2;
const mostDown = 3;
const hourNs = 3_600_000_000_000n;

export class OperatorDecisions {
  readonly #parts: DecisionParts;
  /** Declared gone, or drained to be so. */
  readonly sentAway = new Set<AgentId>();
  /** Names of machines. */
  readonly takenDown = new Set<string>();
  /** Operations that it asked for on agents that were drained, which is allowed. */
  readonly lateOperations = new Set<string>();
  /** Subjects with a question to this master that is not answered yet. */
  readonly #busy = new Map<string, Core>();
  #goneCount = 0;
  #downCount = 0;

  constructor(parts: DecisionParts) {
    this.#parts = parts;
  }

  decide(core: Core): void {
    const { random } = this.#parts;
    const acts = [
      () => this.#operate(core),
      () => this.#operate(core),
      () => this.#operate(core),
      () => this.#setQuota(core),
      () => this.#setQuota(core),
      () => this.#drain(core),
      () => this.#drain(core),
      () => this.#deactivate(core),
      () => this.#reactivate(core),
      () => this.#reactivate(core),
      () => this.#schedule(core),
      () => this.#takeDown(core),
      () => this.#bringUp(core),
      () => this.#bringUp(core),
      () => this.#markGone(core),
    ];
    acts[randomInteger(random, acts.length)]!();
  }

  /** Takes back what can be taken back; call it until nothing is left. */
  withdraw(core: Core): void {
    const { quotas, deactivations, maintenance, agents } = core.state;
    for (const role of quotas.keys()) this.#askQuota(core, { role });
    for (const id of deactivations.keys()) if (agents.has(id)) this.#askReactivation(core, id);
    const machines = [...maintenance.machines.values()];
    const down = machines.filter(({ mode }) => mode === 'DOWN').map(({ id }) => id);
    if (down.length > 0) this.#askUp(core, down);
    else if (machines.length > 0) this.#askSchedule(core, []);
  }

  /** What stands in the way of a promise that agents are offered. */
  *findLeft(core: Core): Iterable<string> {
    const { quotas, deactivations, maintenance, agents } = core.state;
    for (const role of quotas.keys()) yield `role ${role} has its quota still`;
    for (const [id, { drainInfo }] of deactivations) {
      const agent = agents.get(id);
      if (agent === undefined) continue;
      const left = [
        ...[...agent.tasks.values()].flatMap((tasks) =>
          [...tasks.values()].map(({ id: taskId, task }) => `${taskId} ${task.state}`),
        ),
        ...[...agent.operations.values()].map(
          ({ id: name, operation }) => `${name ?? '?'} ${operation.latest_status.state}`,
        ),
      ];
      yield `agent ${id} is ${drainInfo?.state ?? 'DEACTIVATED'} still, with ${left.join(', ')}`;
    }
    if (maintenance.machines.size > 0) yield 'machines are in maintenance still';
  }

  findForgotten(core: Core): string[] {
    const { decisions } = this.#parts;
    const forgotten: string[] = [];
    const check = (subject: string, found: string): void => {
      const why = decisions.findForgotten(subject, found);
      if (why !== undefined) forgotten.push(why);
    };
    for (const role of quotaRoles) check(`quota of ${role}`, quotaText(core, role));
    check('maintenance', maintenanceText(core));
    for (const subject of decisions.subjects) {
      const [word, id = ''] = subject.split(' of agent ');
      if (word === 'absence') check(subject, String(core.state.goneAgents.has(id)));
      const isKnown = isMember(core, id) && !core.state.goneAgents.has(id);
      if (word === 'deactivation' && isKnown) check(subject, deactivationText(core, id));
    }
    return forgotten;
  }

  #ask(
    core: Core,
    { subject, value, before }: { subject: string; value: string; before: string },
    ask: (done: (outcome: Outcome) => void) => void,
  ): void {
    const { decisions, note, answered } = this.#parts;
    // What is asked for next depends on it.
    if (this.#busy.get(subject) === core) return;
    this.#busy.set(subject, core);
    decisions.ask(subject, value, before);
    note(`operator asks: ${subject} to be ${value}`);
    ask((outcome) => {
      this.#busy.delete(subject);
      note(`operator is answered: ${subject} ${outcome.ok ? value : outcome.error.message}`);
      decisions.answer(subject, value, outcome.ok);
      if (outcome.ok) answered();
    });
  }

  #setQuota(core: Core): void {
    const { random } = this.#parts;
    const role = quotaRoles[randomInteger(random, quotaRoles.length)]!;
    const isOver = random.next() < 0.3;
    const limit = 1 + randomInteger(random, 8);
    const guarantee = Math.min(limit, randomInteger(random, 3));
    const config: QuotaConfig = isOver
      ? { role }
      : {
          role,
          ...(guarantee === 0 ? {} : { guarantees: { cpus: { value: guarantee } } }),
          limits: { cpus: { value: limit } },
        };
    this.#askQuota(core, config);
  }

  guarantee(core: Core, role: RoleName, cpus: number): void {
    this.#askQuota(core, { role, guarantees: { cpus: { value: cpus } } });
  }

  #askQuota(core: Core, config: QuotaConfig): void {
    const { role } = config;
    const question = {
      subject: `quota of ${role}`,
      value: QuotaConfig.toJson(config),
      before: QuotaConfig.toJson({ role }),
    };
    const isForced = this.#parts.random.next() < 0.7;
    this.#ask(core, question, (done) => updateQuotas(core, { configs: [config], isForced }, done));
  }

  #chooseAgent(core: Core): AgentId | undefined {
    const { recoveredAgents, agents, unreachableAgents } = core.state;
    const { random } = this.#parts;
    const rare =
      random.next() < 0.2 ? [...recoveredAgents.keys(), ...unreachableAgents.keys()] : [];
    const among = rare.length > 0 ? rare : [...agents.keys()];
    return among.length === 0 ? undefined : among[randomInteger(random, among.length)];
  }

  #drain(core: Core): void {
    const { random, onSentAway, onDrained } = this.#parts;
    const agentId = this.#chooseAgent(core);
    if (agentId === undefined) return;
    onDrained(agentId);
    const isMarkedGone = random.next() < 0.15 && this.#goneCount < mostGone;
    if (isMarkedGone) {
      this.#goneCount++;
      this.sentAway.add(agentId);
      onSentAway(agentId);
    }
    const maxGracePeriod = random.next() < 0.5 ? { seconds: 1 } : undefined;
    const question = {
      subject: `deactivation of agent ${agentId}`,
      value: isMarkedGone ? 'drained and gone' : 'drained',
      before: 'none',
    };
    this.#ask(core, question, (done) =>
      drainAgent(core, { agentId, maxGracePeriod, isMarkedGone }, done),
    );
  }

  #deactivate(core: Core): void {
    const agentId = this.#chooseAgent(core);
    if (agentId === undefined) return;
    const subject = `deactivation of agent ${agentId}`;
    const now = deactivationText(core, agentId);
    const value = now === 'none' ? 'deactivated' : now;
    this.#ask(core, { subject, value, before: 'none' }, (done) =>
      deactivateAgent(core, agentId, done),
    );
  }

  #reactivate(core: Core): void {
    const [agentId] = core.state.deactivations.keys();
    if (agentId !== undefined) this.#askReactivation(core, agentId);
  }

  #askReactivation(core: Core, agentId: AgentId): void {
    const subject = `deactivation of agent ${agentId}`;
    this.#ask(core, { subject, value: 'none', before: 'none' }, (done) =>
      reactivateAgent(core, agentId, done),
    );
  }

  #markGone(core: Core): void {
    const agentId = this.#chooseAgent(core);
    if (agentId === undefined || this.#goneCount >= mostGone) return;
    this.#goneCount++;
    this.sentAway.add(agentId);
    this.#parts.onSentAway(agentId);
    const question = { subject: `absence of agent ${agentId}`, value: 'true', before: 'false' };
    this.#ask(core, question, (done) => markAgentGone(core, agentId, done));
  }

  #machineIdOf({ name, pid }: AgentNode): MachineID {
    return { hostname: name, ip: pid.slice(pid.indexOf('@') + 1, pid.indexOf(':')) };
  }

  #schedule(core: Core): void {
    const { random, agents } = this.#parts;
    this.#askSchedule(
      core,
      agents.filter(() => random.next() < 0.4).map((agent) => this.#machineIdOf(agent)),
    );
  }

  #askSchedule(core: Core, ids: readonly MachineID[]): void {
    const { machines } = core.state.maintenance;
    const modes = new Map([...machines.values()].map(({ id, mode }) => [id.hostname, mode]));
    const value = textOf(
      ids.map(({ hostname }): [string, string] => [hostname!, modes.get(hostname) ?? 'DRAINING']),
    );
    const start = { nanoseconds: BigInt(Math.round(core.clock.timestamp())) * 1_000_000n };
    const unavailability = { start, duration: { nanoseconds: hourNs } };
    const windows = ids.length === 0 ? [] : [{ machine_ids: [...ids], unavailability }];
    this.#ask(core, { subject: 'maintenance', value, before: '' }, (done) =>
      updateSchedule(core, { windows }, done),
    );
  }

  #takeDown(core: Core): void {
    const machine = [...core.state.maintenance.machines.values()].find(
      ({ mode }) => mode === 'DRAINING',
    );
    if (machine === undefined || this.#downCount >= mostDown) return;
    this.#downCount++;
    // An agent that is removed so has no deactivation any more.
    for (const { name, core: agent } of this.#parts.agents) {
      const id = agent?.state.info.id?.value;
      if (name !== machine.id.hostname || id === undefined) continue;
      this.#parts.decisions.forget(`deactivation of agent ${id}`);
    }
    const { hostname } = machine.id;
    this.takenDown.add(hostname!);
    const value = textOf(
      modesOf(core).map(([name, mode]) => [name, name === hostname ? 'DOWN' : mode]),
    );
    this.#ask(core, { subject: 'maintenance', value, before: '' }, (done) =>
      startMaintenance(core, [machine.id], done),
    );
  }

  #bringUp(core: Core): void {
    const machines = [...core.state.maintenance.machines.values()];
    const down = machines.filter(({ mode }) => mode === 'DOWN').map(({ id }) => id);
    if (down.length > 0) this.#askUp(core, down.slice(0, 1));
  }

  #askUp(core: Core, ids: readonly MachineID[]): void {
    const names = new Set(ids.map(({ hostname }) => hostname));
    const value = textOf(modesOf(core).filter(([name]) => !names.has(name)));
    this.#ask(core, { subject: 'maintenance', value, before: '' }, (done) =>
      stopMaintenance(core, ids, done),
    );
  }

  /** Whatever comes of it: the answer says that it was begun (resource-watch.ts sees what is lasting). */
  #operate(core: Core): void {
    const { random, endings, names, note, answered } = this.#parts;
    const agents = [...core.state.agents.values()];
    const agent = agents[randomInteger(random, Math.max(agents.length, 1))];
    if (agent === undefined) return;
    const wish = operationWishes[randomInteger(random, operationWishes.length)]!;
    const role = random.next() < 0.7 ? 'db' : 'ops';
    const operation = makeOperation(wish, agent.total, { random, endings, names, role });
    if (operation === undefined) return;
    const before = new Set(agent.operations.keys());
    const done = takeOperatorOperation(core, {
      agentId: agent.id,
      operation,
      type: wish,
      principal: undefined,
    });
    note(`operator asks for ${wish} on ${agent.id}: ${done.ok ? 'done' : done.error.message}`);
    if (done.ok) answered();
    if (agent.deactivation?.drainInfo?.state !== 'DRAINED') return;
    for (const key of agent.operations.keys()) {
      if (!before.has(key)) this.lateOperations.add(key);
    }
  }
}

function quotaText(core: Core, role: RoleName): string {
  const quota = core.state.quotas.get(role);
  return QuotaConfig.toJson(quota === undefined ? { role } : configOf(role, quota));
}

function deactivationText(core: Core, agentId: AgentId): string {
  const deactivation = core.state.deactivations.get(agentId);
  if (deactivation === undefined) return 'none';
  const { drainInfo } = deactivation;
  if (drainInfo === undefined) return 'deactivated';
  return drainInfo.config.mark_gone === true ? 'drained and gone' : 'drained';
}

function modesOf(core: Core): [string, string][] {
  return [...core.state.maintenance.machines.values()].map(({ id, mode }) => [id.hostname!, mode]);
}

function maintenanceText(core: Core): string {
  return textOf(modesOf(core));
}

function textOf(modes: readonly (readonly [string, string])[]): string {
  return modes
    .map(([name, mode]) => `${name} ${mode}`)
    .toSorted()
    .join(', ');
}
