/**
 * The image that a container needs: there already, or pulled, with the login that the task brought in
 * its sandbox (`.docker/config.json` or `.dockercfg`, as `docker` would look for in a home), else with
 * that of the agent.
 */
import { constants } from 'node:fs';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { Stopwatch } from '../../foundation/metrics/registry.ts';
import { codeOf } from '../../foundation/directories/held-directory.ts';
import type { HeldDirectory } from '../../foundation/directories/held-directory.ts';
import type { ContainerInfo_DockerInfo } from '../../protocol/generated/mesos.ts';
import { readLogins } from '../registry-logins.ts';
import type { Logins } from '../registry-logins.ts';
import { findCredentials } from './credentials.ts';
import { parseImageName } from './engine/image-name.ts';
import type { Credentials, DockerEngine } from './engine/engine.ts';

/** A file of logins has some kilobytes. */
const mostLoginBytes = 1024 * 1024;

export class Images {
  readonly #engine: DockerEngine;
  readonly #logins: Logins;

  readonly #pulls: Stopwatch;

  /** `logins`: --docker_config */
  constructor(engine: DockerEngine, logins: Logins, pulls: Stopwatch) {
    this.#engine = engine;
    this.#logins = logins;
    this.#pulls = pulls;
  }

  /** @compat one that is there already is timed, too. */
  async provide(
    docker: ContainerInfo_DockerInfo,
    sandbox: HeldDirectory,
    signal: AbortSignal,
  ): Promise<Result<void>> {
    const stop = this.#pulls.start();
    const brought = await this.#bring(docker, sandbox, signal);
    if (brought.ok) stop();
    return brought;
  }

  async #bring(
    { image, force_pull_image: isForced = false }: ContainerInfo_DockerInfo,
    sandbox: HeldDirectory,
    signal: AbortSignal,
  ): Promise<Result<void>> {
    if (!isForced) {
      const isThere = await this.#engine.hasImage(image);
      if (!isThere.ok) return failure(`Failed to look for image '${image}': ${isThere.error}`);
      if (isThere.value) return ok(undefined);
    }
    const credentials = await this.#findCredentials(image, sandbox);
    if (!credentials.ok) return credentials;
    const pulled = await this.#engine.pull(image, credentials.value, signal);
    if (pulled.ok) return pulled;
    const why = signal.aborted ? 'Container destroyed while pulling image' : pulled.error;
    return failure(`Failed to pull image '${image}': ${why}`);
  }

  async #findCredentials(
    image: string,
    sandbox: HeldDirectory,
  ): Promise<Result<Credentials | undefined>> {
    const { registry } = parseImageName(image);
    for (const path of [['.docker', 'config.json'], ['.dockercfg']] as const) {
      const text = await readText(sandbox, path);
      if (text === undefined) continue;
      const logins = parseLogins(text);
      if (!logins.ok) return failure(`Invalid '${path.join('/')}' in the sandbox: ${logins.error}`);
      const found = findCredentials(logins.value, registry);
      if (found !== undefined) return ok(found);
    }
    return ok(findCredentials(this.#logins, registry));
  }
}

function parseLogins(text: string): Result<Logins> {
  try {
    return readLogins(JSON.parse(text));
  } catch {
    // Its words may show what is in the file.
    return failure('it is not JSON');
  }
}

/** Undefined when there is no such file. No link is followed: the task may have made it. */
async function readText(
  sandbox: HeldDirectory,
  path: readonly string[],
): Promise<string | undefined> {
  const name = path.at(-1)!;
  try {
    const folder = path.length > 1 ? await sandbox.enter(path[0]!) : await sandbox.again();
    try {
      const file = await folder.openFile(name, constants.O_RDONLY, ({ size }) =>
        size > mostLoginBytes ? `has more than ${mostLoginBytes} bytes` : undefined,
      );
      try {
        return await file.readFile('utf8');
      } finally {
        await file.close();
      }
    } finally {
      await folder.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
