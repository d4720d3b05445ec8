/** Which action of Mesos an operation is, and on what: asked of frameworks and operators alike. */
import type { Offer_Operation, Resource } from '../../../protocol/generated/mesos.ts';
import { lastReservation } from '../../../resources/kind.ts';
import {
  type Action,
  type Authorization,
  type Demand,
  findForbidden,
} from '../../../security/authorization.ts';
import { principalNamed } from '../../../security/principal.ts';
import type { Core } from '../environment.ts';

/** Empty: what it is about is not there, which the operation itself will say. */
function demandsOf(operation: Offer_Operation): Demand[] {
  const {
    reserve,
    unreserve,
    create,
    destroy,
    grow_volume: grow,
    shrink_volume: shrink,
  } = operation;
  return [
    ...on('RESERVE_RESOURCES', reserve?.resources, roleOf),
    // A re-reservation takes one away.
    ...on('UNRESERVE_RESOURCES', reserve?.source, reserverOf),
    ...on('UNRESERVE_RESOURCES', unreserve?.resources, reserverOf),
    ...on('CREATE_VOLUME', create?.volumes, roleOf),
    ...on('DESTROY_VOLUME', destroy?.volumes, (volume) => volume.disk?.persistence?.principal),
    ...on('RESIZE_VOLUME', grow && [grow.volume], roleOf),
    ...on('RESIZE_VOLUME', shrink && [shrink.volume], roleOf),
  ];
}

function on(
  action: Action,
  resources: readonly Resource[] | undefined,
  valueOf: (resource: Resource) => string | undefined,
): Demand[] {
  return (resources ?? []).map((resource) => {
    const value = valueOf(resource);
    return value === undefined ? { action } : { action, object: { value } };
  });
}

function roleOf(resource: Resource): string | undefined {
  return lastReservation(resource)?.role;
}

function reserverOf(resource: Resource): string | undefined {
  return lastReservation(resource)?.principal;
}

/** The slot of a call that is one operation; `operationOf` says which. */
export function onOperation<Asked>(
  action: Action,
  operationOf: (asked: Asked) => Offer_Operation,
): Authorization<Asked> {
  return {
    asked: 'once',
    actions: [action],
    demandsOf: (asked) => demandsOf(operationOf(asked)),
  };
}

/** The sentence that refuses it; undefined: it may. */
export function findForbiddenOperation(
  core: Core,
  principal: string | undefined,
  operation: Offer_Operation,
): string | undefined {
  const who = principalNamed(principal);
  const slot = onOperation<Offer_Operation>('RESERVE_RESOURCES', (asked) => asked);
  return findForbidden(core.authorizer, who, slot, operation);
}
