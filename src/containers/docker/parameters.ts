/**
 * `DockerInfo.parameters`: options of `docker run`, which the Engine API does not know by these names.
 * Each that means something to the engine is translated here; what only means something to the
 * client (--rm, --tty), or is not known, is refused by name, and never dropped.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { Parameter } from '../../protocol/generated/mesos.ts';
import { healthOptions } from './parameters/health.ts';
import { resourceOptions } from './parameters/resources.ts';
import { systemOptions } from './parameters/system.ts';
import { networkOptions } from './parameters/networks.ts';
import type { Option } from './parameters/option.ts';
import { fileOptions } from './parameters/files.ts';
import type { ContainerSpec } from './engine/spec.ts';

const options: Readonly<Record<string, Option>> = {
  ...systemOptions,
  ...resourceOptions,
  ...networkOptions,
  ...fileOptions,
  ...healthOptions,
};

/** The client's letters for them. */
const aliases: Readonly<Record<string, string>> = {
  a: 'attach',
  c: 'cpu-shares',
  d: 'detach',
  e: 'env',
  h: 'hostname',
  i: 'interactive',
  l: 'label',
  m: 'memory',
  p: 'publish',
  P: 'publish-all',
  t: 'tty',
  u: 'user',
  v: 'volume',
  w: 'workdir',
  'dns-option': 'dns-opt',
  'net-alias': 'network-alias',
};

/** Those that cannot be, and why. */
const refused: Readonly<Record<string, string>> = {
  name: 'containers are named by the agent, which finds them by it',
  rm: 'the agent removes containers itself, after --docker_remove_delay',
  detach: 'the agent always stays with its containers',
  tty: 'the output of tasks goes to files',
  interactive: 'the output of tasks goes to files, and nothing comes in',
  attach: 'the output of tasks goes to files',
  gpus: 'this agent does not know its GPUs',
  cidfile: 'the agent keeps track of containers itself',
  'env-file': "it is read by the docker client; use 'env'",
  'label-file': "it is read by the docker client; use 'label'",
  pull: "use 'force_pull_image'",
};

/** Puts them into the specification, in their order; the failure names the parameter. */
export function applyParameters(
  spec: ContainerSpec,
  parameters: readonly Parameter[],
): Result<void> {
  for (const { key, value } of parameters) {
    const name = aliases[key] ?? key;
    const why = refused[name];
    if (why !== undefined) return failure(`Parameter '${key}' is not supported: ${why}`);
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined) {
      return failure(
        `Parameter '${key}' is not supported: this agent knows no such option of 'docker run'`,
      );
    }
    const fault = option(spec, value ?? '');
    if (fault !== undefined) return failure(`Parameter '${key}' cannot be '${value}': ${fault}`);
  }
  return ok(undefined);
}

/** Does it set DNS, so that the agent's default is not wanted? */
export function setsDns(parameters: readonly Parameter[]): boolean {
  return parameters.some(({ key }) => ['dns', 'dns-search', 'dns-opt', 'dns-option'].includes(key));
}
