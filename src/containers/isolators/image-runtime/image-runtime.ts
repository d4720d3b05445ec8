/**
 * docker/runtime and appc/runtime: what an image of that kind says of how it is run. The task's own wishes win: its
 * environment by name, its command as a whole, its user always. --docker_ignore_runtime leaves out what Docker's say.
 */
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { CommandInfo, Image } from '../../../protocol/generated/mesos.ts';
import type { ContainerConfig } from '../../containerizer.ts';
import type { RuntimeConfig } from '../../images/manifest.ts';
import type { IsolatedContainer, Isolator, IsolatorParts, Preparation } from '../isolator.ts';
import { resolveAppcUser } from './appc-user.ts';
import { resolveImageUser } from './image-user.ts';

const types = { 'docker/runtime': 'DOCKER', 'appc/runtime': 'APPC' } as const satisfies Record<
  string,
  Image['type']
>;
type Name = keyof typeof types;

export class ImageRuntimeIsolator implements Isolator {
  readonly name: Name;
  readonly #parts: IsolatorParts;

  constructor(name: Name, parts: IsolatorParts) {
    this.name = name;
    this.#parts = parts;
  }

  prepare(
    { id }: IsolatedContainer,
    config: ContainerConfig,
    done: (result: Result<Preparation>) => void,
  ): void {
    const image = config.container?.mesos?.image;
    const found = this.#parts.provisioner?.findRoot(id);
    if (image?.type !== types[this.name] || found === undefined) return done(ok({}));
    const isDocker = image.type === 'DOCKER';
    if (isDocker && this.#parts.options.docker_ignore_runtime) return done(ok({}));
    const { runtime, layerPaths } = found.provisioned;
    const command = mergeCommand(config.command ?? {}, runtime);
    if (!command.ok) return done(command);
    const { workingDirectory, user } = runtime;
    const common: Preparation = {
      environment: missingVariables(runtime.environment, config.environment),
      ...(command.value !== undefined && { command: command.value }),
      ...(workingDirectory !== '' && { workingDirectory }),
    };
    if (user === '') return done(ok(common));
    if (config.user !== undefined) {
      this.#parts.log.info(
        `The user '${user}' of the image is not used: the task's is '${config.user}'`,
      );
      return done(ok(common));
    }
    const resolved = isDocker
      ? resolveImageUser(user, layerPaths)
      : resolveAppcUser(user, layerPaths);
    void resolved.then(
      (ids) => done(ids.ok ? ok({ ...common, user: ids.value }) : ids),
      (error: unknown) =>
        done(
          failure(`Cannot look up the user '${user}' of the image: ${(error as Error).message}`),
        ),
    );
  }
}

/** What has no "=" is no variable. */
function missingVariables(
  image: readonly string[],
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const text of image) {
    const equals = text.indexOf('=');
    if (equals > 0 && given[text.slice(0, equals)] === undefined) {
      variables[text.slice(0, equals)] = text.slice(equals + 1);
    }
  }
  return variables;
}

/**
 * @compat Mesos' tables. A shell, or a value, is run as it is. Without both the image's entry point is
 * run, with the task's arguments, else with its own command as arguments; without an entry point (appc has none) its
 * command, whose arguments are the task's, if there are any. Undefined: the task's command stays.
 */
export function mergeCommand(
  command: CommandInfo,
  { entrypoint, command: imageCommand }: Pick<RuntimeConfig, 'entrypoint' | 'command'>,
): Result<CommandInfo | undefined> {
  if (command.shell ?? true) {
    return command.value === undefined
      ? failure('Shell specified but no command value provided')
      : ok(undefined);
  }
  if (command.value !== undefined) return ok(undefined);
  const own = command.arguments ?? [];
  const [file, ...rest] = entrypoint;
  if (file !== undefined) {
    const more = own.length > 0 ? own : imageCommand;
    return ok({ ...command, value: file, arguments: [file, ...rest, ...more] });
  }
  const [first, ...others] = imageCommand;
  if (first === undefined)
    return failure('No executable is found: neither the command nor the image names one');
  return ok({ ...command, value: first, arguments: [first, ...(own.length > 0 ? own : others)] });
}
