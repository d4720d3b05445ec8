/**
 * --firewall_rules: endpoints that an operator switched off. A path is switched off as it is written, so
 * that every alias (`/state`, `/master/state`) has to be listed, as in Mesos; our own older name of an
 * endpoint (`/state.json`) goes with it, and no other way of writing the same path gets around it.
 */
import {
  type Action,
  type Asked,
  type Routing,
  type Upgrade,
  forbidden,
} from '../foundation/http/index.ts';
import { type Result, failure, ok } from '../foundation/result.ts';
import { tidyPath } from './tidy-path.ts';

/** Paths that are switched off. */
export type Firewall = ReadonlySet<string>;

const noRules: Firewall = new Set();
const oldSuffix = /\.json$/;

/** The value of the flag: Mesos' Firewall as JSON. The error names what is wrong in it. */
export function parseFirewall(json: unknown): Result<Firewall> {
  if (json === undefined) return ok(noRules);
  const rules = fieldOf(json, 'disabled_endpoints');
  const paths = rules === undefined ? [] : (fieldOf(rules, 'paths') ?? []);
  const isRules = isObject(json) && (rules === undefined || isObject(rules));
  if (!isRules || !Array.isArray(paths)) {
    return failure('Invalid --firewall_rules: expecting {"disabled_endpoints": {"paths": [...]}}');
  }
  const wrong: unknown = paths.find((path) => typeof path !== 'string' || !path.startsWith('/'));
  if (wrong !== undefined) {
    return failure(
      `Invalid --firewall_rules: ${JSON.stringify(wrong)} is no path, expecting one that begins with '/'`,
    );
  }
  return ok(new Set(paths as string[]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

/** Asks `routing` for all paths but those that are switched off. */
export function behindFirewall(routing: Routing, firewall: Firewall): Routing {
  if (firewall.size === 0) return routing;
  const isDisabled = (given: string): boolean => {
    const path = tidyPath(given);
    return firewall.has(path) || firewall.has(path.replace(oldSuffix, ''));
  };
  const find = (asked: Asked): Action => {
    const { path, rawPath } = asked.target;
    if (!isDisabled(path) && !isDisabled(rawPath)) return routing.find(asked);
    return { kind: 'refused', changes: false, answer: forbidden(`Endpoint '${path}' is disabled`) };
  };
  const findUpgrade = (asked: Asked): Upgrade | undefined => {
    const { path, rawPath } = asked.target;
    return isDisabled(path) || isDisabled(rawPath) ? undefined : routing.findUpgrade?.(asked);
  };
  return { find, findUpgrade };
}
