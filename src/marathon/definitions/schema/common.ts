/**
 * Words that the schemas share. A schema says what a client may send: types, ranges, patterns; what
 * members mean for each other is a matter of rules/. What comes out has `undefined` where a member is
 * absent or null (Marathon tells the two apart nowhere), and default values where they depend on
 * nothing else.
 */
import { z } from 'zod';
import { isPathSegment } from '../path-ids.ts';
import { readTimestamp } from '../timestamps.ts';

/** `documented`: what the document says of it besides. */
export function optional<T extends z.ZodType>(schema: T, documented: Documented = {}) {
  return schema
    .nullish()
    .meta({ ...documented })
    .transform((value) => value ?? undefined);
}

interface Documented {
  readonly default?: unknown;
  readonly description?: string;
  readonly deprecated?: boolean;
}

export function withDefault<T extends z.ZodType>(schema: T, value: z.output<T>) {
  return schema
    .nullish()
    .meta({ default: value })
    .transform((given) => given ?? value);
}

/** Absent is empty. */
export function list<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .nullish()
    .transform((given) => given ?? []);
}

/** What is in it twice counts once. */
export function optionalSet<T extends z.ZodType>(item: T) {
  return optionalUnique(z.array(item));
}

export function optionalNonEmptySet<T extends z.ZodType>(item: T) {
  return optionalUnique(z.array(item).min(1));
}

function optionalUnique<T extends z.ZodType>(array: z.ZodArray<T>) {
  return array
    .nullish()
    .meta({ uniqueItems: true })
    .transform((given) => (given ? unique(given) : undefined));
}

function unique<T>(values: readonly T[]): T[] {
  const byText = new Map<string, T>();
  for (const value of values) {
    const text = JSON.stringify(value);
    if (!byText.has(text)) byText.set(text, value);
  }
  return [...byText.values()];
}

/** One of these words, in letters of any case. */
export function oneOf<const T extends readonly string[]>(values: T) {
  const byLowerCase = new Map<string, T[number]>(values.map((word) => [word.toLowerCase(), word]));
  return z
    .string()
    .meta({ enum: [...values] })
    .transform((text, context): T[number] => {
      const found = byLowerCase.get(text.toLowerCase());
      if (found !== undefined) return found;
      context.addIssue({ code: 'custom', message: 'error.unknown.enum.literal' });
      return z.NEVER;
    });
}

export const int32 = z
  .int()
  .min(-(2 ** 31))
  .max(2 ** 31 - 1);
export const count = int32.min(0);
export const amount = z.number().min(0);
export const anyPort = int32.min(0).max(65_535);
export const name = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/)
  .min(1)
  .max(63);
/** As `name`, of any length. */
export const portName = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/)
  .min(1);
export const path = z.string().min(1).max(1024);
export const someText = z.string().min(1);

/**
 * Looked at piece by piece, since as one pattern it can be made to try for ever. What the segments
 * may not mean is a matter of rules/.
 */
export const pathId = z
  .string()
  .min(1)
  .refine((text) => text.split('/').every((part) => part === '' || isPathSegment(part)), {
    error: 'error.pattern',
  })
  .meta({
    id: 'PathId',
    description:
      'Absolute ("/shop/db") or relative to its group ("db", "../db"): segments of a-z, 0-9, "-" ' +
      'and ".", with slashes between them.',
  });

export const labels = z.record(z.string(), z.string());
export const optionalLabels = withDefault(labels, {});

export const timestamp = z
  .string()
  .meta({ format: 'date-time' })
  .transform((text, context) => {
    const found = readTimestamp(text);
    if (found !== undefined) return found;
    context.addIssue({ code: 'custom', message: 'error.expected.date.isoformat' });
    return z.NEVER;
  });

const environmentValue = z.union([z.string(), z.object({ secret: z.string() })]);
/** Apps may name variables as they like. */
export const environment = z.record(z.string(), environmentValue);
/** Pods may not. */
export const strictEnvironment = z.record(
  z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]{0,253}$/),
  environmentValue,
);
export const secrets = z.record(z.string(), z.object({ source: someText }));

export const fetchItem = z
  .object({
    uri: path,
    extract: withDefault(z.boolean(), true),
    executable: withDefault(z.boolean(), false),
    cache: withDefault(z.boolean(), false),
    destPath: optional(path),
  })
  .meta({ id: 'Fetch', description: "Downloaded into the instance's sandbox before it starts." });

export const resourceLimits = z
  .object({
    cpus: optional(z.union([z.number(), z.string()])),
    mem: optional(z.union([z.number(), z.string()])),
  })
  .meta({ id: 'ResourceLimits', description: 'A number, or "unlimited".' });

export const executorResources = z
  .object({
    cpus: withDefault(z.number().min(0.1), 0.1),
    mem: withDefault(z.number().min(32), 32),
    disk: withDefault(z.number().min(10), 10),
  })
  .meta({ id: 'ExecutorResources' });

export const network = z
  .object({
    name: optional(
      z
        .string()
        .regex(/^[a-z0-9]([-a-z0-9_]*[a-z0-9])?$/)
        .min(1)
        .max(63),
    ),
    mode: withDefault(oneOf(['container', 'container/bridge', 'host']), 'container'),
    labels: optionalLabels,
  })
  .meta({ id: 'Network' });

export const unreachableStrategy = z.union([
  z.literal('disabled'),
  z.object({
    inactiveAfterSeconds: withDefault(z.int().min(0), 0),
    expungeAfterSeconds: withDefault(z.int().min(0), 0),
  }),
]);

export const killSelection = oneOf(['YOUNGEST_FIRST', 'OLDEST_FIRST']);

export const restartPolicy = z
  .union([
    oneOf(['Always', 'OnFailure', 'Never']),
    z.object({ type: oneOf(['Always', 'OnFailure', 'Never']) }).transform(({ type }) => type),
  ])
  .meta({
    description:
      'What becomes of an instance that ended by itself: {"type": "OnFailure"} starts another one ' +
      'only where it failed, "Never" never.',
  });

export const linuxInfo = z
  .object({
    seccomp: optional(
      z.object({
        profileName: optional(z.string()),
        unconfined: withDefault(z.boolean(), false),
      }),
    ),
    ipcInfo: optional(
      z.object({ mode: oneOf(['PRIVATE', 'SHARE_PARENT']), shmSize: optional(int32) }),
    ),
  })
  .meta({ id: 'LinuxInfo' });

export const pullConfig = z.object({ secret: someText });

export const persistentVolume = z
  .object({
    type: optional(oneOf(['root', 'path', 'mount'])),
    size: z.int().min(0).meta({ description: 'MiB' }),
    maxSize: optional(z.int().min(0)),
    profileName: optional(z.string()),
    constraints: optionalSet(z.array(z.string())),
  })
  .meta({ id: 'PersistentVolume' });

export type ResourceLimitsJson = z.output<typeof resourceLimits>;
export type NetworkJson = z.output<typeof network>;
export type LinuxInfoJson = z.output<typeof linuxInfo>;
export type SecretsJson = z.output<typeof secrets>;
export type EnvironmentJson = z.output<typeof environment>;
export type PersistentVolumeJson = z.output<typeof persistentVolume>;
export type UnreachableStrategyJson = z.output<typeof unreachableStrategy>;
