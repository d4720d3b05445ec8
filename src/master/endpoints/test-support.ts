/** For tests: a context of the read side around a master in a bottle. */
import { loadFlags } from '../../foundation/flags/load.ts';
import { HttpServer } from '../../foundation/http/index.ts';
import { silentLog } from '../../foundation/log.ts';
import { Logging } from '../../foundation/logging/logging.ts';
import { Verbosity } from '../../foundation/logging/verbosity.ts';
import { Files } from '../../files/index.ts';
import { type Access, EndpointRouter } from '../../manners/index.ts';
import { TestMaster } from '../core/test-support.ts';
import { wholeView } from '../../security/view.ts';
import { masterFlags } from '../flags.ts';
import { MasterMetrics } from '../metrics.ts';
import type { MasterContext } from './context.ts';
import { LiveFeed } from '../web/feed.ts';
import { OperatorEvents } from './event-stream.ts';
import { registerMasterEndpoints } from './index.ts';
import { type Document, Renderer } from './renderer.ts';
import { registerSchedulerApi } from './scheduler-api.ts';

export function contextOf(
  { master, clock }: Pick<TestMaster, 'master' | 'clock'>,
  given: Partial<MasterContext> = {},
): MasterContext {
  return {
    core: master.core,
    view: wholeView,
    leadership: {
      leader: master.core.masterInfo,
      electedMs: 2_500,
      isElected: true,
      group: undefined,
    },
    renderer: new Renderer(),
    events: new OperatorEvents({ clock, log: silentLog, maxSubscribers: 2 }),
    metrics: new MasterMetrics(clock),
    verbosity: new Verbosity(clock, 0),
    version: { version: '1.12.0' },
    flags: { quiet: 'false' },
    files: new Files(master.core.authorizer),
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

/** All endpoints of a master in a bottle, on a real port. */
export class ServedMaster {
  readonly master = new TestMaster();
  readonly router: EndpointRouter;
  readonly #server: HttpServer;
  #base = '';

  constructor(access: Access) {
    const { master } = this;
    const { clock } = master;
    master.useAuthorizer(access.authorizer);
    this.router = new EndpointRouter('master', access);
    const outcome = loadFlags(masterFlags, { args: ['--registry=in_memory', '--cluster=test'] });
    if (outcome.kind !== 'loaded') throw new Error(JSON.stringify(outcome));
    const traffic = {
      noteCall: () => undefined,
      noteEvent: () => undefined,
      noteOffers: () => undefined,
    };
    registerSchedulerApi(this.router, { master: master.master, traffic });
    registerMasterEndpoints(this.router, {
      master: master.master,
      observer: new OperatorEvents({ clock, log: silentLog, maxSubscribers: 10 }),
      live: new LiveFeed({ clock }),
      metrics: new MasterMetrics(clock),
      flags: outcome.flags,
      logging: new Logging({ program: 'mesos-master', writeStderr: (_, { length }) => length }),
    });
    this.#server = new HttpServer({ router: this.router, log: silentLog });
  }

  async listen(): Promise<this> {
    this.#base = `http://127.0.0.1:${(await this.#server.listen(0, '127.0.0.1')).port}`;
    return this;
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.#base + path, init);
  }

  close(): Promise<void> {
    return this.#server.close();
  }
}
