/**
 * What the web pages show of the cluster, a row each: short JSON arrays instead of messages, because
 * a page holds a hundred thousand of them. The names of the columns stand in the first line of the
 * stream (feed.ts), so that a page and a master of different ages understand each other. Amounts
 * are in Mesos' units (cpus, MB), times in milliseconds since the epoch, 0 for never.
 */
import { attributesJson } from '../../operator-api/index.ts';
import type { AgentInfo, DomainInfo, TaskStatus } from '../../protocol/generated/mesos.ts';
import { isTerminalState } from '../../protocol/task-states.ts';
import type { Resources } from '../../resources/resources.ts';
import type { Deactivation } from '../core/registry-kinds.ts';
import type { AgentRecord, FrameworkRecord, TaskRecord } from '../core/state.ts';
import { usedOn } from '../core/tasks/tasks.ts';

type Cell = string | number | readonly string[];
export type Row = readonly Cell[];

/** The rest is on the page of the one task, which asks for it. */
const longestTextCharacters = 512;

export const agentColumns = [
  'id',
  'hostname',
  'pid',
  'state',
  'cpus',
  'gpus',
  'mem',
  'disk',
  'usedCpus',
  'usedGpus',
  'usedMem',
  'usedDisk',
  'registeredMs',
  'reregisteredMs',
  'version',
  'attributes',
  'region',
  'zone',
  'drainStartMs',
  'drainGraceMs',
  'lent',
  'usedLent',
] as const;

export type AgentState =
  | 'active'
  | 'disconnected'
  | 'deactivated'
  | 'draining'
  | 'drained'
  | 'recovering'
  | 'unreachable'
  | 'gone';

export function agentRow(agent: AgentRecord): Row {
  const { info, total, deactivation } = agent;
  const used = usedOn(agent);
  return [
    agent.id,
    cut(info.hostname),
    agent.pid,
    agentState(agent),
    ...amounts(total.nonRevocable()),
    ...amounts(used.nonRevocable()),
    whole(agent.registeredMs),
    whole(agent.reregisteredMs),
    agent.version,
    cut(attributesJson(info.attributes)),
    ...domain(info.domain),
    whole(deactivation?.drainStartMs),
    graceMs(deactivation),
    lentText(total),
    lentText(used),
  ];
}

/** One that is not here now: from the registry, or given up. `sinceMs` stands where it registered. */
export function absentAgentRow(
  id: string,
  info: AgentInfo | undefined,
  state: AgentState,
  sinceMs: number,
): Row {
  const none = [0, 0, 0, 0, 0, 0, 0, 0];
  const attributes = cut(attributesJson(info?.attributes));
  const [hostname, place] = [cut(info?.hostname ?? ''), domain(info?.domain)];
  return [
    id,
    hostname,
    '',
    state,
    ...none,
    whole(sinceMs),
    0,
    '',
    attributes,
    ...place,
    0,
    0,
    '',
    '',
  ];
}

function agentState({ isConnected, deactivation }: AgentRecord): AgentState {
  if (deactivation?.drainInfo !== undefined) {
    return deactivation.drainInfo.state === 'DRAINED' ? 'drained' : 'draining';
  }
  if (!isConnected) return 'disconnected';
  return deactivation === undefined ? 'active' : 'deactivated';
}

function graceMs(deactivation: Deactivation | undefined): number {
  const nanoseconds = deactivation?.drainInfo?.config.max_grace_period?.nanoseconds ?? 0;
  return Math.round(Number(nanoseconds) / 1e6);
}

/** What it lends beyond what it has, "cpus:2"; it is no part of the amounts. Empty: nothing. */
function lentText(resources: Resources): string {
  const lent = resources.revocable().unallocate();
  return lent.isEmpty() ? '' : cut(lent.toString().replaceAll('{REV}', ''));
}

function domain(info: DomainInfo | undefined): [region: string, zone: string] {
  const { region, zone } = info?.fault_domain ?? {};
  return [region?.name ?? '', zone?.name ?? ''];
}

export const frameworkColumns = [
  'id',
  'name',
  'user',
  'roles',
  'principal',
  'hostname',
  'webuiUrl',
  'state',
  'registeredMs',
  'reregisteredMs',
  'unregisteredMs',
  'suppressedRoles',
  'cpus',
  'gpus',
  'mem',
  'disk',
] as const;

export function frameworkRow(framework: FrameworkRecord): Row {
  const { info, used } = framework;
  const { unregisteredMs } = framework;
  return [
    framework.id,
    cut(info.name),
    cut(info.user),
    [...framework.roles],
    cut(info.principal ?? ''),
    cut(info.hostname ?? ''),
    cut(info.webui_url ?? ''),
    unregisteredMs === undefined ? framework.state : 'completed',
    whole(framework.registeredMs),
    whole(framework.reregisteredMs),
    whole(unregisteredMs),
    [...framework.suppressedRoles],
    ...amounts(used),
  ];
}

export const taskColumns = [
  'id',
  'name',
  'role',
  'agent',
  'state',
  'health',
  'startedMs',
  'endedMs',
  'changedMs',
  'executor',
  'reason',
  'message',
  'cpus',
  'gpus',
  'mem',
  'disk',
] as const;

/** The framework stands beside the rows. */
export function taskRow(record: TaskRecord): Row {
  const { task, resources } = record;
  const { state, statuses = [] } = task;
  const last = statuses.at(-1);
  const ended = isTerminalState(state) ? last : undefined;
  return [
    record.id,
    cut(task.name),
    record.role,
    record.agentId,
    // All begin with "TASK_".
    state.slice('TASK_'.length),
    healthOf(last),
    timeOf(statuses.find((status) => status.state === 'TASK_RUNNING')),
    timeOf(ended),
    timeOf(last),
    record.executorId ?? '',
    last?.reason ?? '',
    cut(last?.message ?? ''),
    ...amounts(resources),
  ];
}

/** 1 healthy, -1 not, 0 nobody looks. */
function healthOf(status: TaskStatus | undefined): number {
  if (status?.healthy === undefined) return 0;
  return status.healthy ? 1 : -1;
}

function timeOf(status: TaskStatus | undefined): number {
  return Math.round((status?.timestamp ?? 0) * 1000);
}

export function amounts(
  resources: Resources,
): [cpus: number, gpus: number, mem: number, disk: number] {
  return [resources.cpus, resources.scalar('gpus'), resources.mem, resources.disk];
}

function whole(timeMs: number | undefined): number {
  return Math.round(timeMs ?? 0);
}

function cut(text: string): string {
  return text.length > longestTextCharacters ? `${text.slice(0, longestTextCharacters)}…` : text;
}
