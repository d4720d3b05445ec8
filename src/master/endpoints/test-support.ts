/** For tests: a context of the read side around a master in a bottle. */
import { silentLog } from '../../foundation/log.ts';
import { Verbosity } from '../../foundation/logging/verbosity.ts';
import { Files } from '../../files/index.ts';
import type { TestMaster } from '../core/test-support.ts';
import { MasterMetrics } from '../metrics.ts';
import type { MasterContext } from './context.ts';
import { OperatorEvents } from './event-stream.ts';
import { type Document, Renderer } from './renderer.ts';

export function contextOf(
  { master, clock }: Pick<TestMaster, 'master' | 'clock'>,
  given: Partial<MasterContext> = {},
): MasterContext {
  return {
    core: master.core,
    leadership: { leader: master.core.masterInfo, electedMs: 2_500, isElected: true },
    renderer: new Renderer(),
    events: new OperatorEvents({ clock, log: silentLog, maxSubscribers: 2 }),
    metrics: new MasterMetrics(clock),
    verbosity: new Verbosity(clock, 0),
    version: { version: '1.12.0' },
    flags: { quiet: 'false' },
    files: new Files(),
    startedMs: 1_000,
    clusterName: undefined,
    logDir: undefined,
    externalLogFile: undefined,
    ...given,
  };
}

let documentNumber = 0;

export async function textOf(document: Document, renderer = new Renderer()): Promise<string> {
  const body = await renderer.render(`test ${documentNumber++}`, document);
  return body.takeCopy().toString();
}

// Whatever the text says; tests look into it field by field.
// oxlint-disable-next-line typescript/no-explicit-any
export async function jsonOf(document: Document): Promise<any> {
  return JSON.parse(await textOf(document));
}
