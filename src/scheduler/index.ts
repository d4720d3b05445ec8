/**
 * The SDK for frameworks: docs/api/scheduler-sdk.md has a worked example. The messages of the API
 * come along, so that one import is enough.
 */
export { Scheduler } from './scheduler.ts';
export type { SchedulerOptions } from './scheduler.ts';
export type { OfferLike, TaskToLaunch } from './calls.ts';
export type { ContentType, SchedulerCredential } from './connection.ts';
export type { SubscriptionState } from './core/subscription.ts';
export type { RefusedCall, SchedulerHandlers, Subscribed } from './handlers.ts';
export type { DetectionWatcher, Detector } from '../leadership/core/election.ts';
export * as mesos from '../protocol/generated/mesos.ts';
export { Call, Event } from '../protocol/generated/scheduler.ts';
