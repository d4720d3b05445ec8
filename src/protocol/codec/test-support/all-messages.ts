/**
 * Every message type of the protocol, found in the generated modules, for tests that hold for all.
 */
import * as agent from '../../generated/agent.ts';
import * as allocator from '../../generated/allocator.ts';
import * as executor from '../../generated/executor.ts';
import * as google from '../../generated/google.ts';
import * as internal from '../../generated/internal.ts';
import * as maintenance from '../../generated/maintenance.ts';
import * as master from '../../generated/master.ts';
import * as mesos from '../../generated/mesos.ts';
import * as quota from '../../generated/quota.ts';
import * as registry from '../../generated/registry.ts';
import * as scheduler from '../../generated/scheduler.ts';
import { MessageType } from '../message.ts';

const modules: readonly object[] = [
  mesos,
  scheduler,
  executor,
  agent,
  master,
  maintenance,
  quota,
  allocator,
  internal,
  registry,
  google,
];

export const allMessages: readonly MessageType<object>[] = modules
  .flatMap((module) => Object.values(module) as unknown[])
  .filter((value): value is MessageType<object> => value instanceof MessageType);
