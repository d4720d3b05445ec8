/**
 * The records of a running task, in the order in which the original makes them. Nothing but the task,
 * the name of its framework and the addresses of its agent goes in, so that a change of a task is a
 * change of these records alone.
 */
import type { Discovery, TaskFacts } from './facts.ts';
import { domainOf } from './labels.ts';
import { shortHash } from './hash.ts';
import { type Ip, parseIp } from './ip.ts';
import { type NamingOptions, type RecordLine, RecordLines } from './record-line.ts';

/** Who reserves more ports than this has no SRV records for the rest. */
export const mostPorts = 4096;

export interface TaskPlace {
  readonly frameworkName: string;
  /** Addresses, or a name where the agent has none that is known. */
  readonly agentHosts: readonly string[];
}

export function taskRecords(
  task: TaskFacts,
  place: TaskPlace,
  options: NamingOptions,
): readonly RecordLine[] {
  const made = new RecordLines();
  const { discovery } = task;
  const context = {
    task,
    tail: `.${options.domain}.`,
    framework: domainOf(place.frameworkName, options.label),
    instance: `-${shortHash(task.id)}-${task.agentId.split('-').at(-1)!.toLowerCase()}`,
    addresses: addressesOf(task, place, options),
    agentHosts: place.agentHosts,
    label: options.label,
  };
  const label = options.label(discovery?.name ?? task.name);
  // @compat once with the name as it is, for who has always asked so, then with the label.
  if (discovery !== undefined && discovery.name !== label) addNamed(made, discovery.name, context);
  addNamed(made, label, context);
  return made.lines;
}

interface Context {
  readonly task: TaskFacts;
  readonly tail: string;
  readonly framework: string;
  /** What tells it from others of its name. */
  readonly instance: string;
  readonly addresses: readonly Ip[];
  readonly agentHosts: readonly string[];
  readonly label: (name: string) => string;
}

function addNamed(made: RecordLines, name: string, context: Context): void {
  const { task, tail, framework, instance, label } = context;
  const full = `${name}${instance}.${framework}`;
  const short = `${name}.${framework}`;
  for (const { kind, text } of context.addresses) {
    made.add(kind, short + tail, text);
    made.add(kind, full + tail, text);
    made.add('PTR', short + tail, text);
  }
  for (const host of context.agentHosts) {
    const ip = parseIp(host);
    const kind = ip?.kind ?? 'A';
    made.add(kind, `${short}.slave${tail}`, ip?.text ?? host);
    made.add(kind, `${full}.slave${tail}`, ip?.text ?? host);
  }
  const subdomains = task.discovery === undefined ? ['.slave', ''] : ['.slave'];
  const service = `_${name}`;
  for (const port of portNumbers(task)) {
    for (const subdomain of subdomains) {
      for (const protocol of ['tcp', 'udp']) {
        const owner = `${service}._${protocol}.${framework}${subdomain}${tail}`;
        made.add('SRV', owner, `${full}.slave${tail}:${port}`);
      }
    }
  }
  if (task.discovery === undefined) return;
  addDiscovered(made, task.discovery, { service, full, framework, tail, label });
}

interface Discovered {
  readonly service: string;
  readonly full: string;
  readonly framework: string;
  readonly tail: string;
  readonly label: (name: string) => string;
}

function addDiscovered(made: RecordLines, discovery: Discovery, parts: Discovered): void {
  const { service, full, framework, tail, label } = parts;
  for (const { number, protocol, name } of discovery.ports.slice(0, mostPorts)) {
    const given = label(protocol);
    const protocols = given === '' ? ['tcp', 'udp'] : [given];
    const portName = label(name);
    const prefixes = portName === '' ? [''] : ['', `_${portName}.`];
    for (const subdomain of ['', '.slave']) {
      for (const prefix of prefixes) {
        for (const each of protocols) {
          const owner = `${prefix}${service}._${each}.${framework}${subdomain}${tail}`;
          made.add('SRV', owner, `${full}${subdomain}${tail}:${number}`);
        }
      }
    }
  }
}

/** Of the first source that has any. */
function addressesOf(task: TaskFacts, place: TaskPlace, { ipSources }: NamingOptions): Ip[] {
  for (const source of ipSources) {
    const texts = source === 'host' ? place.agentHosts : (task.running?.[source] ?? []);
    const found = texts.map(parseIp).filter((ip) => ip !== undefined);
    if (found.length > 0) return found;
  }
  return [];
}

function* portNumbers({ ports }: TaskFacts): Iterable<number> {
  let count = 0;
  for (const [first, last] of ports) {
    for (let port = first; port <= last; port++) {
      if (count++ >= mostPorts) return;
      yield port;
    }
  }
}
