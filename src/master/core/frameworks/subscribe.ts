/**
 * A scheduler opens its event stream: for the first time, again after it lost the stream or this
 * master restarted, or over a stream that still stands (fail-over: the newcomer wins, the old
 * stream is told and closed).
 */
import { type Result, failure } from '../../../foundation/result.ts';
import { UpdateFrameworkMessage } from '../../../protocol/generated/internal.ts';
import type { FrameworkInfo } from '../../../protocol/generated/mesos.ts';
import type { Call_Subscribe } from '../../../protocol/generated/scheduler.ts';
import type { FrameworkId, StreamId } from '../../../protocol/ids.ts';
import type { Core } from '../environment.ts';
import { send } from '../send.ts';
import { removeOffersOf } from '../offers/offers.ts';
import { type EventSink, type FrameworkRecord, touch } from '../state.ts';
import { findChangeError, findFrameworkInfoError } from '../validation/framework.ts';
import { type OfferOptions, readOfferOptions } from '../validation/offer-options.ts';
import { noteReturn } from './away.ts';
import { allocatorFramework, keepFixedFields, noPid } from './framework-info.ts';
import { capabilitiesOf, makeFramework, rolesOf } from './frameworks.ts';
import { agentsWithAny } from './presence.ts';

/** @compat mesos: DEFAULT_HEARTBEAT_INTERVAL; clients take several missed ones for a lost master. */
export const heartbeatIntervalMs = 15_000;

export interface Subscription {
  readonly call: Call_Subscribe;
  readonly sink: EventSink;
  readonly streamId: StreamId;
}

/** Gives the framework, or undefined when it was refused (the sink got an ERROR and is closed). */
export function subscribe(core: Core, subscription: Subscription): FrameworkRecord | undefined {
  const { call, sink } = subscription;
  const id = call.framework_info.id?.value ?? '';
  const options = checkSubscription(core, id, call);
  if (!options.ok) {
    const { error } = options;
    core.log.info(`Refusing subscription of framework '${call.framework_info.name}': ${error}`);
    sink.send({ type: 'ERROR', error: { message: error } });
    sink.close();
    return undefined;
  }
  const known = core.state.frameworks.get(id);
  if (known !== undefined) return resubscribe(core, known, subscription, options.value);
  return addSubscribed(core, id, subscription, options.value);
}

function checkSubscription(
  core: Core,
  id: FrameworkId,
  call: Call_Subscribe,
): Result<OfferOptions> {
  const error = findFrameworkInfoError(core, call.framework_info) ?? findRemovedError(core, id);
  return error === undefined ? readOfferOptions(core, call) : failure(error);
}

function findRemovedError(core: Core, id: FrameworkId): string | undefined {
  return core.state.completedFrameworks.has(id) ? 'Framework has been removed' : undefined;
}

function addSubscribed(
  core: Core,
  givenId: string,
  subscription: Subscription,
  options: OfferOptions,
): FrameworkRecord {
  const { call } = subscription;
  const framework = makeFramework(core, {
    ...call.framework_info,
    id: { value: givenId === '' ? nextFrameworkId(core) : givenId },
  });
  framework.suppressedRoles = options.suppressedRoles;
  framework.offerConstraints = options.offerConstraints;
  core.state.frameworks.set(framework.id, framework);
  core.log.info(`Adding framework ${framework.id} (${framework.info.name})`);
  connect(core, framework, subscription);
  core.allocator.addFramework(framework.id, allocatorFramework(framework), 'active');
  core.observer.frameworkAdded(framework);
  return framework;
}

function nextFrameworkId(core: Core): string {
  const { state } = core;
  for (;;) {
    const number = String(state.nextFrameworkNumber++).padStart(4, '0');
    const id = `${core.masterInfo.id}-${number}`;
    // Schedulers may bring ids of their own making; none is given twice.
    if (!state.frameworks.has(id) && !state.completedFrameworks.has(id)) return id;
  }
}

function resubscribe(
  core: Core,
  framework: FrameworkRecord,
  subscription: Subscription,
  options: OfferOptions,
): FrameworkRecord | undefined {
  const { call, sink } = subscription;
  const isRecovered = framework.state === 'recovered';
  const error = isRecovered ? undefined : findChangeError(framework.info, call.framework_info);
  if (error !== undefined) {
    sink.send({ type: 'ERROR', error: { message: error } });
    sink.close();
    return undefined;
  }
  failOver(core, framework);
  const info = isRecovered
    ? call.framework_info
    : keepFixedFields(framework.info, call.framework_info);
  setFrameworkInfo(core, framework, info, options);
  core.log.info(`Framework ${framework.id} (${info.name}) subscribed again`);
  framework.reregisteredMs = core.clock.timestamp();
  connect(core, framework, subscription);
  core.allocator.activateFramework(framework.id);
  broadcastInfo(core, framework);
  core.observer.frameworkUpdated(framework);
  return framework;
}

/** Ends what the previous stream of this framework still had. */
function failOver(core: Core, framework: FrameworkRecord): void {
  framework.failoverTimer?.cancel();
  framework.failoverTimer = undefined;
  removeOffersOf(core, framework.offers, 'rescind');
  const old = framework.sink;
  if (old === undefined) return;
  old.send({ type: 'ERROR', error: { message: 'Framework failed over' } });
  dropStream(framework);
  old.close();
}

export function dropStream(framework: FrameworkRecord): void {
  framework.heartbeatTimer?.cancel();
  framework.heartbeatTimer = undefined;
  framework.sink = undefined;
  framework.streamId = undefined;
}

/** Replaces info, roles and what it asks of offers; offers to roles that are gone are taken back. */
export function setFrameworkInfo(
  core: Core,
  framework: FrameworkRecord,
  info: FrameworkInfo,
  { suppressedRoles, offerConstraints }: OfferOptions,
): void {
  framework.info = info;
  framework.roles = rolesOf(info);
  framework.capabilities = capabilitiesOf(info);
  framework.suppressedRoles = suppressedRoles;
  framework.offerConstraints = offerConstraints;
  touch(framework);
  const lapsed = [...framework.offers].filter((offer) => !framework.roles.has(offer.role));
  removeOffersOf(core, lapsed, 'rescind');
  core.allocator.updateFramework(framework.id, allocatorFramework(framework));
}

/** Agents keep the info of frameworks that they run something of. */
export function broadcastInfo(core: Core, framework: FrameworkRecord): void {
  const message = {
    framework_id: { value: framework.id },
    pid: noPid,
    framework_info: framework.info,
  };
  for (const { pid } of agentsWithAny(core, framework)) {
    send(core, pid, UpdateFrameworkMessage, message);
  }
}

function connect(core: Core, framework: FrameworkRecord, { sink, streamId }: Subscription): void {
  framework.state = 'active';
  noteReturn(core, framework);
  framework.sink = sink;
  framework.streamId = streamId;
  touch(framework);
  sink.send({
    type: 'SUBSCRIBED',
    subscribed: {
      framework_id: { value: framework.id },
      heartbeat_interval_seconds: heartbeatIntervalMs / 1000,
      master_info: core.masterInfo,
    },
  });
  const beat = (): void => {
    sink.send({ type: 'HEARTBEAT' });
    framework.heartbeatTimer = core.clock.after(heartbeatIntervalMs, beat);
  };
  beat();
}
