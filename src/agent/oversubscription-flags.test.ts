/** Flags that name modules of Mesos, which are built in here. */
import { describe, expect, it } from 'vitest';
import { silentLog } from '../foundation/log.ts';
import {
  controllerName,
  estimatorName,
  findOversubscriptionFault,
  makeDeciders,
} from './oversubscription-flags.ts';

function modules(name: string, ...parameters: readonly [string, string][]): object {
  const list = parameters.map(([key, value]) => ({ key, value }));
  return { libraries: [{ file: '/usr/lib/x.so', modules: [{ name, parameters: list }] }] };
}

function estimator(...parameters: readonly [string, string][]): object {
  return { resource_estimator: estimatorName, modules: modules(estimatorName, ...parameters) };
}

function controller(...parameters: readonly [string, string][]): object {
  return { qos_controller: controllerName, modules: modules(controllerName, ...parameters) };
}

describe('flags of oversubscription', () => {
  it('make nothing unless they name something', () => {
    expect(findOversubscriptionFault({})).toBeUndefined();
    const unused = modules(estimatorName, ['resources', 'cpus:1']);
    expect(makeDeciders({ modules: unused }, silentLog)).toEqual({});
  });

  it('make an estimator of what is lent, all of it revocable', () => {
    const { resourceEstimator } = makeDeciders(
      estimator(['resources', 'cpus:14;mem(web):512']),
      silentLog,
    );
    expect(resourceEstimator!.oversubscribable([]).toString()).toBe(
      'cpus{REV}:14; mem(reservations: [(STATIC,web)]){REV}:512',
    );
  });

  it('make a controller of one threshold or two', () => {
    const both = controller(['load_threshold_5min', '6'], ['load_threshold_15min', '4.5']);
    expect(findOversubscriptionFault(both)).toBeUndefined();
    expect(makeDeciders(both, silentLog).qosController).toBeDefined();
    expect(findOversubscriptionFault(controller(['load_threshold_15min', '4']))).toBeUndefined();
  });

  it.each<[object, string]>([
    [{ modules: modules('a_b') }, "no module 'a_b'"],
    [{ modules: [] }, '--modules: it must be an object'],
    [{ resource_estimator: 'a_b' }, `--resource_estimator: this version has ${estimatorName}`],
    [{ qos_controller: 'a_b' }, `--qos_controller: this version has ${controllerName}`],
    [{ resource_estimator: estimatorName }, "it needs the parameter 'resources'"],
    [estimator(['resources', 'cpus']), "'resources' cannot be 'cpus'"],
    [estimator(['cpus', '4']), "there is no parameter 'cpus'"],
    [
      estimator([
        'resources',
        '[{"name":"disk","type":"SCALAR","scalar":{"value":1},"reservations":[{"type":"DYNAMIC","role":"r"}]}]',
      ]),
      'no dynamic reservations',
    ],
    [{ qos_controller: controllerName }, 'it needs load_threshold_5min'],
    [controller(['load_threshold_5min', 'much']), "cannot be 'much'"],
    [controller(['load_threshold_1min', '1']), "there is no parameter 'load_threshold_1min'"],
  ])('are refused with a sentence: %j', (flags, words) => {
    expect(findOversubscriptionFault(flags)).toContain(words);
  });
});
