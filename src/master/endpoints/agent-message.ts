/**
 * An agent of GET_AGENTS and GET_STATE, written from its record for who sees everything. Most of ten
 * thousand agents have the same resources, so these are written once for all that are alike
 * (resources/alike.ts), instead of being made messages for each. Text and bytes are those of the
 * message (messages.ts), which a test compares; what is rare is left to it.
 */
import { EncodeError } from '../../protocol/codec/errors.ts';
import { quoted } from '../../protocol/codec/json-write.ts';
import { Writer } from '../../protocol/codec/writer.ts';
import { Response_GetAgents_Agent } from '../../protocol/generated/master.ts';
import { AgentInfo, TimeInfo } from '../../protocol/generated/mesos.ts';
import { Alike } from '../../resources/alike.ts';
import type { Resources } from '../../resources/resources.ts';
import { type View, wholeView } from '../../security/view.ts';
import { isActive } from '../core/agents/deactivation.ts';
import type { AgentRecord } from '../core/state.ts';
import { usedOn } from '../core/tasks/tasks.ts';
import { agentMessage, capabilityMessages, resourceMessages, timeInfo } from './messages.ts';

type AgentParts = Partial<Response_GetAgents_Agent>;

export function agentJson(agent: AgentRecord, view: View): string {
  if (!isUsual(agent, view)) return Response_GetAgents_Agent.toJson(agentMessage(agent, view));
  const { reregisteredMs } = agent;
  const reregistered =
    reregisteredMs === undefined ? '' : `,"reregistered_time":${timeJson(reregisteredMs)}`;
  return (
    `{"agent_info":${AgentInfo.toJson(agent.info)},"active":${isActive(agent)}` +
    `,"version":${quoted(agent.version)},"pid":${quoted(agent.pid)}` +
    `,"registered_time":${timeJson(agent.registeredMs)}${reregistered}` +
    totalText.of(agent.total) +
    allocatedText.of(usedOn(agent)) +
    offeredText.of(agent.offered) +
    capabilitiesText(agent.capabilities) +
    `,"deactivated":${agent.deactivation !== undefined}}`
  );
}

/**
 * With this tag and its length before it. The bytes are lent: the next agent is written over them.
 * @throws EncodeError as the message would
 */
export function agentElement(fieldNumber: number, agent: AgentRecord, view: View): Uint8Array {
  if (isUsual(agent, view)) {
    const bytes = findElement(fieldNumber, agent);
    if (bytes !== undefined) return bytes;
  }
  return Response_GetAgents_Agent.encodeElement(fieldNumber, agentMessage(agent, view));
}

/** Being drained is rare. */
function isUsual(agent: AgentRecord, view: View): boolean {
  return view.isWhole && agent.deactivation?.drainInfo === undefined;
}

/** One for all: an agent is written without a pause. */
const writer = new Writer();

/** Undefined when something cannot be written: the message says what. */
function findElement(fieldNumber: number, agent: AgentRecord): Uint8Array | undefined {
  const w = writer;
  w.reset();
  try {
    writeAgent(w, agent);
  } catch (error) {
    if (error instanceof EncodeError) return undefined;
    throw error;
  }
  if (w.incomplete) return undefined;
  close(w, 0, fieldNumber);
  return w.lend();
}

const lengthDelimited = (field: number): number => field * 8 + 2;
const varint = (field: number): number => field * 8;

/** The head of a nested message that began when so much was written. */
function close(w: Writer, end: number, field: number): void {
  w.varint32(w.size() - end);
  w.varint32(lengthDelimited(field));
}

/** Backwards. */
function writeAgent(w: Writer, agent: AgentRecord): void {
  const { reregisteredMs } = agent;
  w.bool(agent.deactivation !== undefined);
  w.byte(varint(12));
  w.raw(capabilitiesBytes(agent.capabilities));
  w.raw(offeredBytes.of(agent.offered));
  w.raw(allocatedBytes.of(usedOn(agent)));
  w.raw(totalBytes.of(agent.total));
  if (reregisteredMs !== undefined) writeTime(w, reregisteredMs, 6);
  writeTime(w, agent.registeredMs, 5);
  w.string(agent.pid);
  w.byte(lengthDelimited(4));
  w.string(agent.version);
  w.byte(lengthDelimited(3));
  w.bool(isActive(agent));
  w.byte(varint(2));
  const end = w.size();
  AgentInfo.write(w, agent.info);
  close(w, end, 1);
}

function writeTime(w: Writer, timeMs: number, field: number): void {
  const end = w.size();
  TimeInfo.write(w, timeInfo(timeMs));
  close(w, end, field);
}

function timeJson(timeMs: number): string {
  return TimeInfo.toJson(timeInfo(timeMs));
}

const total = (all: Resources): AgentParts => ({
  total_resources: resourceMessages(all, wholeView),
});
const allocated = (all: Resources): AgentParts => ({
  allocated_resources: resourceMessages(all, wholeView),
});
const offered = (all: Resources): AgentParts => ({
  offered_resources: resourceMessages(all, wholeView),
});

const totalText = new Alike((all) => textOf(total(all)));
const allocatedText = new Alike((all) => textOf(allocated(all)));
const offeredText = new Alike((all) => textOf(offered(all)));
const totalBytes = new Alike((all) => bytesOf(total(all)));
const allocatedBytes = new Alike((all) => bytesOf(allocated(all)));
const offeredBytes = new Alike((all) => bytesOf(offered(all)));

/** By the set, which agents that can do the same share. */
const capabilityTexts = new WeakMap<ReadonlySet<string>, string>();
const capabilityBytes = new WeakMap<ReadonlySet<string>, Uint8Array>();

function capabilitiesText(names: ReadonlySet<string>): string {
  let text = capabilityTexts.get(names);
  if (text === undefined) {
    text = textOf({ capabilities: capabilityMessages(names) });
    capabilityTexts.set(names, text);
  }
  return text;
}

function capabilitiesBytes(names: ReadonlySet<string>): Uint8Array {
  let bytes = capabilityBytes.get(names);
  if (bytes === undefined) {
    bytes = bytesOf({ capabilities: capabilityMessages(names) });
    capabilityBytes.set(names, bytes);
  }
  return bytes;
}

/** The fields as members of a larger object, with a comma before them; "" when they are empty. */
function textOf(parts: AgentParts): string {
  const text = Response_GetAgents_Agent.toJson(parts as Response_GetAgents_Agent).slice(1, -1);
  return text === '' ? '' : `,${text}`;
}

/** Of a message that lacks the rest. */
function bytesOf(parts: AgentParts): Uint8Array {
  const w = new Writer(partBytes);
  Response_GetAgents_Agent.write(w, parts as Response_GetAgents_Agent);
  return w.finish();
}

/** To begin with: it grows. */
const partBytes = 1_024;
