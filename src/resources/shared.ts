/**
 * A framework launches thousands of tasks with the same resources. What is made of such a list is
 * made once, and the list itself is kept once: neither ever changes. Only lists of plain scalars are
 * shared; others are rarely the same, and whether they are takes long to say.
 */
import { TextCache } from '../foundation/text-cache.ts';
import type { Resource } from '../protocol/generated/mesos.ts';
import { Resources } from './resources.ts';

export interface SharedResources {
  /** As they were given. Not to be changed. */
  readonly messages: Resource[] | undefined;
  readonly resources: Resources;
}

/** Some ten thousand sizes of tasks. */
const mostKnownBytes = 16 * 1024 * 1024;
const bytesOfList = 1_024;
/** Longer lists are no plain tasks. */
const mostScalars = 8;
const knownLists = new TextCache<SharedResources>(mostKnownBytes, bytesOfList);

export function shareResources(messages: Resource[] | undefined): SharedResources {
  const key = messages === undefined ? undefined : findKey(messages);
  const known = key === undefined ? undefined : knownLists.find(key);
  if (known !== undefined) return known;
  const made = { messages, resources: Resources.fromMessages(messages) };
  if (key !== undefined) knownLists.keep(key, made);
  return made;
}

/** Equal for lists that say the same in the same order. */
function findKey(messages: readonly Resource[]): string | undefined {
  if (messages.length > mostScalars) return undefined;
  let key = '';
  for (const message of messages) {
    const { name, type, scalar, allocation_info: allocation } = message;
    const isPlain =
      type === 'SCALAR' && scalar !== undefined && Object.keys(message).length === plainFields;
    if (!isPlain || allocation?.role === undefined) return undefined;
    // With lengths, because strangers choose the texts.
    const { role } = allocation;
    key += `${name.length}:${name}${scalar.value};${role.length}:${role}`;
  }
  return key;
}

/** Name, type, scalar and allocation_info. */
const plainFields = 4;
