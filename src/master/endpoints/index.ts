/**
 * Wires the read side of a master to its router: older endpoints, operator API, metrics, files.
 * What leads nowhere yet: a master that is not the leader would answer the routes marked `led` with
 * a redirect to the one that is (`findUnavailability`).
 */
import type { LoadedFlags } from '../../foundation/flags/load.ts';
import {
  type Handler,
  type HttpResponse,
  type Router,
  json,
  redirect,
  serviceUnavailable,
} from '../../foundation/http/index.ts';
import type { Logging } from '../../foundation/logging/logging.ts';
import { versionInfo } from '../../foundation/version.ts';
import { Files } from '../../files/index.ts';
import {
  masterDialect,
  registerCallEndpoint,
  registerCommonEndpoints,
} from '../../operator-api/index.ts';
import { Call, Response } from '../../protocol/generated/master.ts';
import { operatorCalls } from '../calls/operator/index.ts';
import type { Master } from '../core/master.ts';
import type { masterFlags } from '../flags.ts';
import type { MasterMetrics } from '../metrics.ts';
import { answerDocument, type NamedDocument } from './answer-document.ts';
import type { MasterContext } from './context.ts';
import type { OperatorEvents } from './event-stream.ts';
import { frameworksDocument } from './frameworks.ts';
import { offerConstraintsDocument } from './offer-constraints-debug.ts';
import { page } from './page.ts';
import { Renderer } from './renderer.ts';
import { rolesJson } from './roles.ts';
import { slavesDocument } from './slaves.ts';
import { stateSummaryDocument } from './state-summary.ts';
import { stateDocument } from './state.ts';
import { teardownEndpoint } from './teardown.ts';
import { readTasksQuery, tasksDocument, tasksDocumentName } from './tasks.ts';
import { weightsEndpoint } from './weights.ts';

export interface MasterEndpointParts {
  readonly master: Master;
  /** The same that the core was given. */
  readonly observer: OperatorEvents;
  readonly metrics: MasterMetrics;
  readonly flags: LoadedFlags<typeof masterFlags>;
  readonly logging: Logging;
}

export function registerMasterEndpoints(router: Router, parts: MasterEndpointParts): void {
  const context = makeContext(parts);
  const findUnavailability = (): HttpResponse | undefined =>
    parts.master.isRecovered ? undefined : serviceUnavailable('Master has not finished recovery');
  const led = (handler: Handler): Handler => {
    return (request) => findUnavailability() ?? handler(request);
  };
  const document = (make: (query: ReadonlyMap<string, string>) => NamedDocument): Handler =>
    led((request) => answerDocument(context.renderer, make(request.query)));

  registerCommonEndpoints(router, 'master', context);
  registerCallEndpoint(router, '/master/api/v1', {
    callType: Call,
    responseType: Response,
    dialect: masterDialect,
    calls: operatorCalls,
    context,
    findUnavailability,
  });
  router.register(
    '/master/state',
    document(() => named('state', stateDocument(context))),
  );
  router.register(
    '/master/state-summary',
    document(() => named('state-summary', stateSummaryDocument(context))),
  );
  router.register(
    '/master/slaves',
    document((query) => {
      const id = query.get('slave_id');
      return named(`slaves ${id ?? ''}`, slavesDocument(context, id));
    }),
  );
  router.register(
    '/master/frameworks',
    document((query) => {
      const id = query.get('framework_id');
      return named(`frameworks ${id ?? ''}`, frameworksDocument(context, id));
    }),
  );
  router.register(
    '/master/tasks',
    document((query) => {
      const page = readTasksQuery(query);
      return named(tasksDocumentName(page), tasksDocument(context, page));
    }),
  );
  router.register(
    '/master/roles',
    led(() => json(rolesJson(context))),
  );
  router.register('/master/weights', led(weightsEndpoint(context)), { methods: ['GET', 'PUT'] });
  router.register('/master/teardown', led(teardownEndpoint(context)), { methods: ['POST'] });
  // Not `led`: as long as there are no frameworks, it says so. @compat `jsonp` is not looked at.
  router.register('/allocator/offer_constraints_debug', () =>
    answerDocument(context.renderer, {
      ...named('offer constraints', offerConstraintsDocument(context)),
      contentType: 'application/json',
    }),
  );
  router.register('/master/redirect', () => redirect(leaderUrl(context)), { below: 'none' });
  router.register('/master', () => page(context), { below: 'slash' });
}

function named(name: string, document: NamedDocument['document']): NamedDocument {
  return { name, encoding: 'utf8', document };
}

/** Without a scheme: the client stays with the one it came by. */
function leaderUrl({ core }: MasterContext): string {
  return `//${core.masterInfo.hostname ?? ''}:${core.masterInfo.port}`;
}

function makeContext(parts: MasterEndpointParts): MasterContext {
  const { master, observer, metrics, flags, logging } = parts;
  const { values } = flags;
  const nowMs = master.core.clock.now();
  const context: MasterContext = {
    core: master.core,
    renderer: new Renderer(),
    events: observer,
    metrics,
    verbosity: logging.verbosity,
    version: versionInfo,
    flags: flags.toStrings(),
    files: attachLog(logging),
    startedMs: nowMs,
    electedMs: nowMs,
    clusterName: values.cluster,
    logDir: values.log_dir,
    externalLogFile: values.external_log_file,
  };
  metrics.attach(context, {
    isPerFramework: values.publish_per_framework_metrics,
    hasLog: values.registry === 'replicated_log',
  });
  observer.watchTasks((task, status) => metrics.taskUpdated(task, status));
  return context;
}

function attachLog(logging: Logging): Files {
  const files = new Files();
  const path = logging.findLogFile();
  if (path !== undefined) files.attach(path, '/master/log');
  return files;
}
