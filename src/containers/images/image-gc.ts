/**
 * When images that nobody uses are removed by themselves (--image_gc_config): the disk of the store is looked
 * at now and then, and when less of it is free than the operator wants, they go.
 */
import { statfs } from 'node:fs/promises';
import type { Clock } from '../../foundation/clock.ts';
import type { Log } from '../../foundation/log.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { DecodeError } from '../../protocol/codec/errors.ts';
import { Image } from '../../protocol/generated/mesos.ts';
import type { Provisioner } from './provisioner.ts';

export interface ImageGc {
  /** Of the disk; more has to be free. */
  readonly headroom: number;
  readonly watchIntervalMs: number;
  /** Images that stay. */
  readonly kept: readonly Image[];
}

const defaultHeadroom = 0.1;
const defaultIntervalMs = 3_600_000;
/** More often would do nothing but look. */
const leastIntervalMs = 1000;

/** A failure is a sentence that fits after "cannot be '…': ". */
export function readImageGc(value: unknown): Result<ImageGc> {
  if (Object(value) !== value || Array.isArray(value)) return failure('it has to be a JSON object');
  const known = ['image_disk_headroom', 'image_disk_watch_interval', 'excluded_images'];
  const config = value as Record<string, unknown>;
  const other = Object.keys(config).find((name) => !known.includes(name));
  if (other !== undefined) return failure(`'${other}' is none of ${known.join(', ')}`);
  const headroom = config['image_disk_headroom'] ?? defaultHeadroom;
  if (typeof headroom !== 'number' || headroom < 0 || headroom > 1) {
    return failure('image_disk_headroom has to be a number between 0 and 1');
  }
  const watchIntervalMs = intervalOf(config['image_disk_watch_interval']);
  if (watchIntervalMs === undefined || watchIntervalMs < leastIntervalMs) {
    return failure('image_disk_watch_interval has to be {"nanoseconds": N}, a second at least');
  }
  const kept = imagesOf(config['excluded_images'] ?? []);
  if (kept === undefined) {
    return failure(
      'excluded_images has to be a list of {"type": "DOCKER", "docker": {"name": "..."}} and {"type": "APPC", "appc": {"name": "..."}}',
    );
  }
  return ok({ headroom, watchIntervalMs, kept });
}

function intervalOf(value: unknown): number | undefined {
  if (value === undefined) return defaultIntervalMs;
  const { nanoseconds } = Object(value) as { readonly nanoseconds?: unknown };
  const number = Number(nanoseconds);
  return Number.isFinite(number) ? number / 1e6 : undefined;
}

/** Undefined: it is no list of such. */
function imagesOf(value: unknown): readonly Image[] | undefined {
  if (!Array.isArray(value)) return undefined;
  try {
    const images = value.map((one) => Image.fromJson(one));
    const isNamed = ({ type, docker, appc }: Image): boolean =>
      (type === 'DOCKER' ? docker : appc) !== undefined;
    return images.every(isNamed) ? images : undefined;
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

export interface CollectorParts {
  readonly provisioner: Provisioner;
  readonly config: ImageGc;
  readonly clock: Clock;
  readonly log: Log;
  /** How much of the store's disk is used, from 0 to 1; a test has its own. */
  readonly readUsage?: () => Promise<number>;
}

/** Looks for as long as the agent lives, or until what it returns is called. */
export function collectImages(parts: CollectorParts): () => void {
  const { clock, config, log } = parts;
  let isOver = false;
  const again = (): void => {
    clock.after(config.watchIntervalMs, () => {
      if (isOver) return;
      collectOnce(parts).then(again, (error: unknown) => {
        log.error(`Looking for images to remove failed: ${(error as Error).message}`);
        again();
      });
    });
  };
  again();
  return () => (isOver = true);
}

async function collectOnce({ provisioner, config, log, readUsage }: CollectorParts): Promise<void> {
  const usage = await (readUsage?.() ?? usageOf(provisioner.storePaths));
  if (usage + config.headroom <= 1) return;
  const percent = (100 * usage).toFixed(1);
  log.info(
    `The disk of an image store is used by ${percent}%: images that nobody uses are removed`,
  );
  const removed = await provisioner.prune(config.kept);
  log.info(`Removed ${removed.length} images`);
}

/** Of the fullest. */
async function usageOf(paths: readonly string[]): Promise<number> {
  const usages = paths.map(async (path) => {
    const { blocks, bfree } = await statfs(path);
    return blocks === 0 ? 0 : 1 - bfree / blocks;
  });
  return Math.max(...(await Promise.all(usages)));
}
