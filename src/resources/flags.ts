/**
 * The agent's `--resources` and `--attributes`:
 *
 *   --resources='cpus:4;mem:4096;ports:[31000-32000];disk(web):1024'     name(role):value;…
 *   --resources='[{"name":"cpus","type":"SCALAR","scalar":{"value":4}}]'  JSON, for all that the
 *                                                                         short form cannot say
 *   --attributes='rack:abc;zone:west;level:10;keys:[1000-1500]'
 */
import { Resource } from '../protocol/generated/mesos.ts';
import type { Attribute, Value } from '../protocol/generated/mesos.ts';
import { failure, ok } from '../foundation/result.ts';
import type { Result } from '../foundation/result.ts';
import type { RoleName } from '../protocol/ids.ts';
import { unreservedRole } from './roles.ts';
import { Resources } from './resources.ts';
import { findResourceError } from './validate.ts';
import { parseValue } from './value-text.ts';

/** Resources that name no role are reserved to `defaultRole` (the flag `--default_role`). */
export function parseResources(text: string, defaultRole = unreservedRole): Result<Resources> {
  const messages = text.trimStart().startsWith('[')
    ? parseJsonResources(text, defaultRole)
    : parseShortResources(text, defaultRole);
  if (!messages.ok) return messages;
  for (const message of messages.value) {
    const error = findResourceError(message);
    if (error !== undefined) return failure(`Invalid resource '${message.name}': ${error}`);
  }
  return ok(Resources.fromMessages(messages.value));
}

function parseJsonResources(text: string, defaultRole: string): Result<Resource[]> {
  try {
    const values: unknown = JSON.parse(text);
    if (!Array.isArray(values)) return failure('Bad JSON for resources: expecting an array');
    return ok(values.map((value: unknown) => withRole(Resource.fromJson(value), defaultRole)));
  } catch (error) {
    // JSON.parse and the codec throw; here that is an operator's slip like any other.
    return failure(`Bad JSON for resources: ${error instanceof Error ? error.message : error}`);
  }
}

function withRole(resource: Resource, defaultRole: string): Resource {
  const isUnsaid = resource.role === undefined && (resource.reservations ?? []).length === 0;
  return isUnsaid && defaultRole !== unreservedRole ? { ...resource, role: defaultRole } : resource;
}

function parseShortResources(text: string, defaultRole: string): Result<Resource[]> {
  const resources: Resource[] = [];
  for (const token of text.split(/[;\n]/)) {
    if (token.trim() === '') continue;
    const resource = parseShortResource(token, defaultRole);
    if (!resource.ok) return resource;
    resources.push(resource.value);
  }
  return ok(resources);
}

function parseShortResource(token: string, defaultRole: string): Result<Resource> {
  const [label, valueText, ...extra] = token.split(':');
  if (label === undefined || valueText === undefined || extra.length > 0) {
    return failure(`Bad value for resources, missing or extra ':' in ${token}`);
  }
  const nameAndRole = splitRole(label, defaultRole);
  if (!nameAndRole.ok) return nameAndRole;
  const { name, role } = nameAndRole.value;
  const value = parseValue(valueText);
  if (!value.ok)
    return failure(`Failed to parse resource ${name} value ${valueText}: ${value.error}`);
  return resourceOf(name, role, value.value, valueText);
}

function splitRole(label: string, defaultRole: string): Result<{ name: string; role: RoleName }> {
  const open = label.indexOf('(');
  if (open === -1) return ok({ name: label.trim(), role: defaultRole });
  const close = label.indexOf(')');
  if (close === -1 || close < open || label.slice(close + 1).trim() !== '') {
    return failure(`Bad value for resources, mismatched parentheses in ${label}`);
  }
  return ok({ name: label.slice(0, open).trim(), role: label.slice(open + 1, close).trim() });
}

function resourceOf(name: string, role: RoleName, value: Value, text: string): Result<Resource> {
  const reserved = role === unreservedRole ? {} : { role };
  switch (value.type) {
    case 'SCALAR':
      return ok({ name, type: 'SCALAR', scalar: value.scalar ?? { value: 0 }, ...reserved });
    case 'RANGES':
      return ok({ name, type: 'RANGES', ranges: value.ranges ?? {}, ...reserved });
    case 'SET':
      return ok({ name, type: 'SET', set: value.set ?? {}, ...reserved });
    case 'TEXT':
      return failure(`Bad type for resource ${name} value ${text} type ${value.type}`);
  }
}

export function parseAttributes(text: string): Result<Attribute[]> {
  const attributes: Attribute[] = [];
  for (const token of text.split(/[;\n]/)) {
    if (token.trim() === '') continue;
    const colon = token.indexOf(':');
    if (colon === -1) return failure(`Invalid attribute key:value pair '${token}'`);
    const name = token.slice(0, colon).trim();
    const value = parseValue(token.slice(colon + 1));
    if (!value.ok) return failure(`Invalid attribute '${name}': ${value.error}`);
    attributes.push({ name, ...value.value });
  }
  return ok(attributes);
}
