/**
 * The labels of an app that are for the balancer, by what they are about: the app, or the port of
 * an index.
 */
import type { ProblemLog } from '../problem.ts';
import type { PortLabels } from './port-settings.ts';
import { appLabels } from './table.ts';

export interface SplitLabels {
  /** Without `HAPROXY_`. */
  readonly ofApp: ReadonlyMap<string, string>;
  readonly ofPorts: ReadonlyMap<number, PortLabels>;
}

const haproxyLabel = /^HAPROXY_(?:(\d{1,4})_)?(.+)$/s;

export const noLabels: PortLabels = new Map();

export function splitLabels(labels: ReadonlyMap<string, string>): SplitLabels {
  const ofApp = new Map<string, string>();
  const ofPorts = new Map<number, Map<string, string>>();
  for (const [label, value] of labels) {
    const match = haproxyLabel.exec(label);
    if (match === null) continue;
    const [, index, name = ''] = match;
    if (index === undefined) ofApp.set(name, value);
    else putInto(ofPorts, Number(index), name, value);
  }
  return { ofApp, ofPorts };
}

function putInto(
  ofPorts: Map<number, Map<string, string>>,
  index: number,
  name: string,
  value: string,
): void {
  const labels = ofPorts.get(index) ?? new Map<string, string>();
  labels.set(name, value);
  ofPorts.set(index, labels);
}

/** Labels that nobody reads: misspelt ones, and those of ports that the app does not have. */
export function noteStrayLabels({ ofApp, ofPorts }: SplitLabels, ports: number, log: ProblemLog) {
  for (const [name, value] of ofApp) {
    if (Object.hasOwn(appLabels, name)) continue;
    const rule = 'is no label that there is for apps';
    log.add({ label: `HAPROXY_${name}`, rule, value, effect: 'it is ignored' });
  }
  for (const [index, labels] of ofPorts) {
    if (index < ports) continue;
    const rule = `must be of a port of the app, which has ${ports}`;
    for (const [name, value] of labels) {
      log.add({ label: `HAPROXY_${index}_${name}`, rule, value, effect: 'it is ignored' });
    }
  }
}
