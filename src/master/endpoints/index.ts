/**
 * Wires the read side of a master to its router: older endpoints, operator API, metrics, files.
 * Endpoints marked `led` are the leader's: leader-only.ts says what others answer.
 */
import type { LoadedFlags } from '../../foundation/flags/load.ts';
import { type HttpResponse, json } from '../../foundation/http/index.ts';
import type { EndpointOptions, EndpointRouter } from '../../manners/index.ts';
import type { Logging } from '../../foundation/logging/logging.ts';
import { versionInfo } from '../../foundation/version.ts';
import { filesWithLog } from '../../files/index.ts';
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
import { leaderOnly, redirectToLeader } from './leader-only.ts';
import {
  machineDownEndpoint,
  machineUpEndpoint,
  maintenanceScheduleEndpoint,
  maintenanceStatusEndpoint,
} from './maintenance.ts';
import { offerConstraintsDocument } from './offer-constraints-debug.ts';
import {
  createVolumesForm,
  destroyVolumesForm,
  operationEndpoint,
  reserveForm,
  unreserveForm,
} from './operations.ts';
import { page } from './page.ts';
import { quotaEndpoint } from './quota.ts';
import { registryDocument } from './registry.ts';
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

export function registerMasterEndpoints(router: EndpointRouter, parts: MasterEndpointParts): void {
  const context = makeContext(parts);
  const { leadership } = parts.master;
  const led = leaderOnly(leadership);
  const serve = (
    name: string,
    make: (query: ReadonlyMap<string, string>) => NamedDocument,
    summary: string,
  ): void => {
    router.register(
      `/master/${name}`,
      (request) => answerDocument(context.renderer, make(request.query)),
      { ...led, summary },
    );
  };

  registerCommonEndpoints(router, 'master', context);
  registerCallEndpoint(router, '/master/api/v1', {
    callType: Call,
    responseType: Response,
    dialect: masterDialect,
    calls: operatorCalls,
    context,
    authorizer: context.core.authorizer,
    route: led,
  });
  serve('state', () => named('state', stateDocument(context)), 'Everything this master knows.');
  serve(
    'state-summary',
    () => named('state-summary', stateSummaryDocument(context)),
    'Agents and frameworks with counts of tasks and sums of resources.',
  );
  serve(
    'slaves',
    (query) => {
      const id = query.get('slave_id');
      return named(`slaves ${id ?? ''}`, slavesDocument(context, id));
    },
    'Agents; `slave_id` for one.',
  );
  serve(
    'frameworks',
    (query) => {
      const id = query.get('framework_id');
      return named(`frameworks ${id ?? ''}`, frameworksDocument(context, id));
    },
    'Frameworks; `framework_id` for one.',
  );
  serve(
    'tasks',
    (query) => {
      const page = readTasksQuery(query);
      return named(tasksDocumentName(page), tasksDocument(context, page));
    },
    'A page of tasks: `limit`, `offset`, `order` (asc or desc), `task_id`, `framework_id`.',
  );
  router.register('/master/roles', () => json(rolesJson(context)), {
    ...led,
    summary: 'Roles with their weights, frameworks and resources.',
  });
  router.register('/master/weights', weightsEndpoint(context), {
    ...led,
    methods: ['GET', 'PUT'],
    summary: 'Weights of roles: GET lists them, PUT sets those of a JSON array of role and weight.',
  });
  router.register('/master/quota', quotaEndpoint(context), {
    ...led,
    methods: ['GET', 'POST', 'DELETE'],
    summary:
      'Quotas of roles: GET lists them, POST sets that of a role that has none, DELETE takes away that of the role at the end of the path.',
  });
  registerMaintenance(router, context, led);
  router.register('/master/teardown', teardownEndpoint(context), {
    ...led,
    methods: ['POST'],
    summary: 'Ends the framework `frameworkId` (in the body, as a form) with all that it runs.',
  });
  registerOperations(router, context, led);
  // Not `led`: as long as there are no frameworks, it says so. @compat `jsonp` is not looked at.
  const constraints = (): HttpResponse | Promise<HttpResponse> =>
    answerDocument(context.renderer, {
      ...named('offer constraints', offerConstraintsDocument(context)),
      contentType: 'application/json',
    });
  router.register('/allocator/offer_constraints_debug', constraints, {
    summary: 'Which agents the offer constraints of each framework keep from it.',
  });
  // Not `led`: what this master has read, which is nothing as long as it does not lead.
  const registry = (): HttpResponse | Promise<HttpResponse> => {
    const isRead = leadership.findHindrance() === undefined;
    return answerDocument(
      context.renderer,
      named('registry', registryDocument(context.core, isRead)),
    );
  };
  router.register('/registrar(1)/registry', registry, {
    summary: 'What the registry holds: agents, unreachable ones, weights.',
  });
  router.register('/master/redirect', () => redirectToLeader(leadership), {
    below: 'none',
    summary: 'Sends on to the leading master.',
  });
  router.register('/master', () => page(context), {
    below: 'slash',
    summary: 'A page that says what answers here.',
  });
}

function registerMaintenance(
  router: EndpointRouter,
  context: MasterContext,
  led: Pick<EndpointOptions, 'guard'>,
): void {
  router.register('/master/maintenance/schedule', maintenanceScheduleEndpoint(context), {
    ...led,
    methods: ['GET', 'POST'],
    summary: 'Which machines will be away when: GET shows it, POST replaces it.',
  });
  router.register('/master/maintenance/status', maintenanceStatusEndpoint(context), {
    ...led,
    methods: ['GET'],
    summary: 'Which machines are draining, with the answers of frameworks, and which are down.',
  });
  router.register('/master/machine/down', machineDownEndpoint(context), {
    ...led,
    methods: ['POST'],
    summary: 'Takes the machines of a JSON array down: their agents shut down and are removed.',
  });
  router.register('/master/machine/up', machineUpEndpoint(context), {
    ...led,
    methods: ['POST'],
    summary: 'Brings the machines of a JSON array up again; they leave the schedule.',
  });
}

function registerOperations(
  router: EndpointRouter,
  context: MasterContext,
  led: Pick<EndpointOptions, 'guard'>,
): void {
  const forms = [
    ['/master/reserve', reserveForm, 'Reserves `resources` on the agent `slaveId`'],
    ['/master/unreserve', unreserveForm, 'Takes reservations of `resources` away on `slaveId`'],
    ['/master/create-volumes', createVolumesForm, 'Makes persistent `volumes` on `slaveId`'],
    ['/master/destroy-volumes', destroyVolumesForm, 'Ends persistent `volumes` on `slaveId`'],
  ] as const;
  for (const [path, form, what] of forms) {
    router.register(path, operationEndpoint(context, form), {
      ...led,
      methods: ['POST'],
      summary: `${what} (in the body, as a form).`,
    });
  }
}

function named(name: string, document: NamedDocument['document']): NamedDocument {
  return { name, encoding: 'utf8', document };
}

function makeContext(parts: MasterEndpointParts): MasterContext {
  const { master, observer, metrics, flags, logging } = parts;
  const { values } = flags;
  const context: MasterContext = {
    core: master.core,
    leadership: master.leadership,
    renderer: new Renderer(),
    events: observer,
    metrics,
    verbosity: logging.verbosity,
    version: versionInfo,
    flags: flags.toStrings(),
    files: filesWithLog('/master/log', logging, values.external_log_file),
    startedMs: master.core.clock.now(),
    clusterName: values.cluster,
    logDir: values.log_dir,
    externalLogFile: values.external_log_file,
  };
  metrics.attach(context, {
    isPerFramework: values.publish_per_framework_metrics,
    hasLog: values.registry === 'replicated_log',
  });
  observer.watchTasks((task) => metrics.taskUpdated(task));
  return context;
}
