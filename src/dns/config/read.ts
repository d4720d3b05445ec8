/**
 * The configuration file: the JSON of the original, its keys in any case. What it does not know it
 * leaves alone, as the original does, but says so; what cannot be used is refused with a sentence that
 * names the key, what was given and the rule.
 */
import { failure, ok, type Result } from '../../foundation/result.ts';
import { checkConfig } from './check.ts';
import { configKeys, type ConfigName, type DnsConfig, nameOfKey } from './keys.ts';

export interface ReadConfig {
  readonly config: DnsConfig;
  readonly warnings: readonly string[];
}

/** Longer values are cut in refusals. */
const mostShownCharacters = 200;

type Json = Readonly<Record<string, unknown>>;

/** `localResolvers`: of this machine, for a list that is empty. */
export function readConfig(
  text: string,
  localResolvers: () => readonly string[],
): Result<ReadConfig> {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    return failure(`it is no JSON: ${(error as Error).message}`);
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return failure('it must be a JSON object');
  }
  const values: Record<string, unknown> = {};
  for (const [name, { usual }] of Object.entries(configKeys)) values[name] = usual;
  const warnings: string[] = [];
  for (const [key, value] of Object.entries(given)) {
    const name = nameOfKey.get(key.toLowerCase());
    if (name === undefined) warnings.push(`The configuration's "${key}" means nothing here`);
    // @compat null leaves what there is.
    else if (value !== null) {
      const checked = valueOf(name, value);
      if (!checked.ok) return failure(`"${key}": ${checked.error}`);
      values[name] = checked.value;
    }
  }
  const config = complete(values as DnsConfig, localResolvers);
  const fault = checkConfig(config);
  if (fault !== undefined) return failure(fault);
  if (config.MesosAuthentication === '' && config.MesosCredentials.Principal !== '') {
    warnings.push('There are MesosCredentials, but MesosAuthentication is not "basic"');
  }
  return ok({ config, warnings });
}

function valueOf(name: ConfigName, given: unknown): Result<unknown> {
  const { schema, rule } = configKeys[name];
  const parsed = schema.safeParse(name === 'MesosCredentials' ? capitalized(given) : given);
  if (parsed.success) return ok(parsed.data);
  // Never a secret.
  const shown =
    name === 'MesosCredentials' ? 'that' : JSON.stringify(given).slice(0, mostShownCharacters);
  return failure(`${shown} cannot be used, it must be ${rule}`);
}

function capitalized(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const names: Readonly<Record<string, string>> = { principal: 'Principal', secret: 'Secret' };
  return Object.fromEntries(
    Object.entries(given as Json).map(([key, value]) => [names[key.toLowerCase()] ?? key, value]),
  );
}

function complete(config: DnsConfig, localResolvers: () => readonly string[]): DnsConfig {
  const { ExternalOn, Resolvers, Domain, SOAMname, SOARname, ZoneResolvers } = config;
  const zones = Object.entries(ZoneResolvers).map(([zone, list]) => [zone.toLowerCase(), list]);
  return {
    ...config,
    Resolvers: ExternalOn && Resolvers.length === 0 ? [...localResolvers()] : Resolvers,
    ZoneResolvers: Object.fromEntries(zones) as DnsConfig['ZoneResolvers'],
    Domain: Domain.toLowerCase(),
    SOAMname: withOneDot(SOAMname),
    SOARname: withOneDot(SOARname.replaceAll('@', '.')),
  };
}

function withOneDot(name: string): string {
  return `${name.replace(/\.+$/, '')}.`;
}
