/** Options about Docker's own health checks, which the agent does not look at. */
import type { HealthSpec } from '../engine/spec.ts';
import { readBoolean } from './option.ts';
import type { Option } from './option.ts';

const nanosecondsBy: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/** As the client writes it: 30s, 1m30s. */
function findNanoseconds(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ns|us|ms|s|m|h))+$/u.test(text)) return undefined;
  let sum = 0;
  for (const [, number, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ns|us|ms|s|m|h)/gu)) {
    sum += Number(number) * nanosecondsBy[unit!]!;
  }
  return Math.round(sum);
}

function duration(key: 'Interval' | 'Timeout' | 'StartPeriod'): Option {
  return (spec, value) => {
    const nanoseconds = findNanoseconds(value);
    if (nanoseconds === undefined) return 'it must be a duration such as 30s';
    spec.Healthcheck = { ...spec.Healthcheck, [key]: nanoseconds } satisfies HealthSpec;
    return undefined;
  };
}

export const healthOptions: Readonly<Record<string, Option>> = {
  'health-cmd': (spec, value) => {
    spec.Healthcheck = { ...spec.Healthcheck, Test: ['CMD-SHELL', value] };
    return undefined;
  },
  'health-interval': duration('Interval'),
  'health-retries': (spec, value) => {
    if (!/^\d+$/u.test(value)) return 'it must be a number';
    spec.Healthcheck = { ...spec.Healthcheck, Retries: Number(value) };
    return undefined;
  },
  'health-start-period': duration('StartPeriod'),
  'health-timeout': duration('Timeout'),
  'no-healthcheck': (spec, value) => {
    const isSet = readBoolean(value);
    if (!isSet.ok) return isSet.error;
    if (isSet.value) spec.Healthcheck = { Test: ['NONE'] };
    return undefined;
  },
};
