/** /state: everything, in the shape that dashboards and DNS servers have read for ten years. */
import { optionalField, quoted, quotedList, secondsJson } from '../../operator-api/index.ts';
import { doubleJson } from '../../protocol/codec/json-write.ts';
import { DomainInfo, type MasterInfo } from '../../protocol/generated/mesos.ts';
import type { AgentRecord } from '../core/state.ts';
import { keptAgentJson, recoveredAgentJson } from './agent-json.ts';
import { isActive } from '../core/agents/deactivation.ts';
import type { MasterContext } from './context.ts';
import { passFrameworks, snapshotFramework, writeFrameworks } from './framework-json.ts';
import { eachOf, makeTexts } from './one-moment.ts';
import { type Document, writeElements, writeFragments } from './renderer.ts';
import type { Fragment } from './shelf.ts';

export function stateDocument(context: MasterContext): Document {
  return function* document(output) {
    const { view } = context;
    const { state } = context.core;
    const kept = (agent: AgentRecord): Fragment => keptAgentJson(agent, view);
    yield* makeTexts(function* pass() {
      yield* eachOf(state.agents.values(), kept);
      yield* passFrameworks(state.frameworks.values());
      yield* passFrameworks(state.completedFrameworks.values());
    });
    // One moment: nothing pauses before all is taken.
    const master = masterJson(context);
    const agents = Array.from(state.agents.values(), kept);
    const recovered = [...state.recoveredAgents.values()];
    const frameworks = [...state.frameworks.values()].map(snapshotFramework);
    const completed = [...state.completedFrameworks.values()].map(snapshotFramework);
    output.write(`${master},"slaves":[`);
    yield* writeFragments(output, agents);
    output.write('],"recovered_slaves":[');
    yield* writeElements(output, recovered, recoveredAgentJson);
    output.write('],"frameworks":[');
    yield* writeFrameworks(output, frameworks);
    output.write('],"completed_frameworks":[');
    yield* writeFrameworks(output, completed);
    // @compat always empty since Mesos 1.0, and still asked for.
    output.write('],"orphan_tasks":[],"unregistered_frameworks":[]}');
  };
}

/** About the master itself; without the closing brace. */
function masterJson(context: MasterContext): string {
  const { core, version, leadership } = context;
  const { masterInfo, state } = core;
  const { electedMs } = leadership;
  let active = 0;
  for (const agent of state.agents.values()) if (isActive(agent)) active++;
  const pid = quoted(masterInfo.pid ?? '');
  const hostname = quoted(masterInfo.hostname ?? '');
  return (
    `{"version":${quoted(version.version)}` +
    stringField('git_sha', version.git_sha) +
    stringField('git_branch', version.git_branch) +
    stringField('git_tag', version.git_tag) +
    stringField('build_date', version.build_date) +
    optionalField(
      'build_time',
      version.build_time === undefined ? undefined : doubleJson(version.build_time),
    ) +
    stringField('build_user', version.build_user) +
    `,"start_time":${secondsJson(context.startedMs)}` +
    optionalField('elected_time', electedMs === undefined ? undefined : secondsJson(electedMs)) +
    `,"id":${quoted(masterInfo.id)},"pid":${pid},"hostname":${hostname}` +
    `,"capabilities":${quotedList((masterInfo.capabilities ?? []).map(({ type }) => type ?? ''))}` +
    // @compat counts as doubles.
    `,"activated_slaves":${doubleJson(active)}` +
    `,"deactivated_slaves":${doubleJson(state.agents.size - active)}` +
    `,"unreachable_slaves":${doubleJson(state.unreachableAgents.size)}` +
    optionalField(
      'domain',
      masterInfo.domain === undefined ? undefined : DomainInfo.toJson(masterInfo.domain),
    ) +
    leaderFields(leadership.leader) +
    groupField(leadership.group) +
    (context.view.showsFlags ? flagFields(context) : '')
  );
}

function flagFields({ clusterName, logDir, externalLogFile, flags }: MasterContext): string {
  return (
    stringField('cluster', clusterName) +
    stringField('log_dir', logDir) +
    stringField('external_log_file', externalLogFile) +
    `,"flags":${JSON.stringify(flags)}`
  );
}

/** Who leads as this master knows it; nothing when nobody does. */
function leaderFields(leader: MasterInfo | undefined): string {
  if (leader === undefined) return '';
  const pid = quoted(leader.pid ?? '');
  return (
    `,"leader":${pid},"leader_info":{"id":${quoted(leader.id)},"pid":${pid}` +
    `,"port":${leader.port},"hostname":${quoted(leader.hostname ?? '')}}`
  );
}

/** Not of Mesos: all masters that stand for election, where ZooKeeper elects. */
function groupField(group: readonly MasterInfo[] | undefined): string {
  const entry = ({ id, pid = '', hostname = '' }: MasterInfo): string =>
    `{"id":${quoted(id)},"pid":${quoted(pid)},"hostname":${quoted(hostname)}}`;
  return optionalField('masters', group && `[${group.map(entry).join(',')}]`);
}

function stringField(name: string, value: string | undefined): string {
  return optionalField(name, value === undefined ? undefined : quoted(value));
}
