/**
 * Wires the read side of a master to its router: older endpoints, operator API, metrics, files.
 * Endpoints marked `led` are the leader's: leader-only.ts says what others answer.
 */
import type { LoadedFlags } from '../../foundation/flags/load.ts';
import { type HttpRequest, type HttpResponse, json } from '../../foundation/http/index.ts';
import type { EndpointOptions, EndpointRouter } from '../../manners/index.ts';
import type { Logging } from '../../foundation/logging/logging.ts';
import { versionInfo } from '../../foundation/version.ts';
import { filesWithLog } from '../../files/index.ts';
import {
  masterDialect,
  registerCallEndpoint,
  registerCommonEndpoints,
} from '../../operator-api/index.ts';
import { forEach, nobodyAsked } from '../../security/authorization.ts';
import { wholeView } from '../../security/view.ts';
import { Call, Response } from '../../protocol/generated/master.ts';
import { jsonCalls, operatorCalls } from '../calls/operator/index.ts';
import type { Master } from '../core/master.ts';
import type { masterFlags } from '../flags.ts';
import type { MasterMetrics } from '../metrics.ts';
import { answerDocument, type NamedDocument } from './answer-document.ts';
import type { MasterContext } from './context.ts';
import type { LiveFeed } from '../web/feed.ts';
import { registerWebPages } from '../web/register.ts';
import type { OperatorEvents } from './event-stream.ts';
import { explainEndpoint } from './explain/endpoint.ts';
import { frameworksDocument } from './frameworks.ts';
import { leaderOnly, redirectToLeader } from './leader-only.ts';
import {
  machineDownEndpoint,
  machineUpEndpoint,
  machinesAccess,
  maintenanceScheduleEndpoint,
  maintenanceStatusEndpoint,
  scheduleAccess,
  statusAccess,
} from './maintenance.ts';
import { offerConstraintsDocument } from './offer-constraints-debug.ts';
import {
  createVolumesForm,
  destroyVolumesForm,
  operationAccess,
  operationEndpoint,
  reserveForm,
  unreserveForm,
} from './operations.ts';
import type { StaticSource } from '../../foundation/http/static/index.ts';
import { quotaAccess, quotaEndpoint } from './quota.ts';
import { registryDocument } from './registry.ts';
import { rescindOffersAccess, rescindOffersEndpoint } from './rescind-offers.ts';
import { Renderer } from './renderer.ts';
import { UnreadTexts } from './unread-texts.ts';
import { rolesJson } from './roles.ts';
import { slavesDocument } from './slaves.ts';
import { stateSummaryDocument } from './state-summary.ts';
import { stateDocument } from './state.ts';
import { teardownAccess, teardownEndpoint } from './teardown.ts';
import { readTasksQuery, tasksDocument, tasksDocumentName } from './tasks.ts';
import { viewedBy } from './viewed.ts';
import { weightsAccess, weightsEndpoint } from './weights.ts';

export interface MasterEndpointParts {
  readonly master: Master;
  /** The same that the core was given. */
  readonly observer: OperatorEvents;
  readonly live: LiveFeed;
  /** Absent: `/` is a page of plain links. */
  readonly pages?: StaticSource | undefined;
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
    make: (query: ReadonlyMap<string, string>, seen: MasterContext) => NamedDocument,
    about: Pick<EndpointOptions, 'authorize' | 'summary'>,
  ): void => {
    router.register(
      `/master/${name}`,
      ({ query, principal }) => {
        const seen = viewedBy(context, principal);
        const { name: called, ...document } = make(query, seen);
        return answerDocument(seen.renderer, { ...document, name: called + seen.view.key });
      },
      { ...led, realm: 'readonly', ...about },
    );
  };

  registerCommonEndpoints(router, 'master', context);
  registerCallEndpoint(router, '/master/api/v1', {
    callType: Call,
    responseType: Response,
    dialect: masterDialect,
    calls: operatorCalls,
    jsonCalls,
    context,
    authorizer: context.core.authorizer,
    route: led,
  });
  serve('state', (_query, seen) => named('state', stateDocument(seen)), {
    authorize: forEach('VIEW_FRAMEWORK', 'VIEW_TASK', 'VIEW_EXECUTOR', 'VIEW_ROLE', 'VIEW_FLAGS'),
    summary: 'Everything this master knows.',
  });
  serve('state-summary', (_query, seen) => named('state-summary', stateSummaryDocument(seen)), {
    authorize: forEach('VIEW_FRAMEWORK', 'VIEW_ROLE'),
    summary: 'Agents and frameworks with counts of tasks and sums of resources.',
  });
  serve(
    'slaves',
    (query, seen) => {
      const id = query.get('slave_id');
      return named(`slaves ${id ?? ''}`, slavesDocument(seen, id));
    },
    { authorize: forEach('VIEW_ROLE'), summary: 'Agents; `slave_id` for one.' },
  );
  serve(
    'frameworks',
    (query, seen) => {
      const id = query.get('framework_id');
      return named(`frameworks ${id ?? ''}`, frameworksDocument(seen, id));
    },
    {
      authorize: forEach('VIEW_FRAMEWORK', 'VIEW_TASK', 'VIEW_EXECUTOR'),
      summary: 'Frameworks; `framework_id` for one.',
    },
  );
  serve(
    'tasks',
    (query, seen) => {
      const page = readTasksQuery(query);
      return named(tasksDocumentName(page), tasksDocument(seen, page));
    },
    {
      authorize: forEach('VIEW_FRAMEWORK', 'VIEW_TASK'),
      summary:
        'A page of tasks: `limit`, `offset`, `order` (asc or desc), `task_id`, `framework_id`.',
    },
  );
  router.register(
    '/master/roles',
    ({ principal }) => json(rolesJson(viewedBy(context, principal))),
    {
      ...led,
      realm: 'readonly',
      authorize: forEach('VIEW_ROLE'),
      summary: 'Roles with their weights, frameworks and resources.',
    },
  );
  router.register('/master/weights', weightsEndpoint(context), {
    ...led,
    ...weightsAccess,
    summary: 'Weights of roles: GET lists them, PUT sets those of a JSON array of role and weight.',
  });
  router.register('/master/quota', quotaEndpoint(context), {
    ...led,
    ...quotaAccess(context),
    summary:
      'Quotas of roles: GET lists them, POST sets that of a role that has none, DELETE takes away that of the role at the end of the path.',
  });
  registerMaintenance(router, context, led);
  router.register('/master/teardown', teardownEndpoint(context), {
    ...led,
    ...teardownAccess(context),
    methods: ['POST'],
    summary: 'Ends the framework `frameworkId` (in the body, as a form) with all that it runs.',
  });
  registerOperations(router, context, led);
  router.register('/master/rescind-offers', rescindOffersEndpoint(context), {
    ...led,
    ...rescindOffersAccess,
    summary:
      'Takes back the offer `offerId`, or all of the agent `slaveId` (in the body, as a form).',
  });
  router.register('/master/explain', explainEndpoint(context), {
    ...led,
    realm: 'readonly',
    authorize: forEach('VIEW_FRAMEWORK', 'VIEW_ROLE'),
    summary:
      'Why a framework, a role or an agent gets no offers: `/explain/framework/<id>`, `/explain/role/<role>`, `/explain/agent/<id>`.',
  });
  // Not `led`: as long as there are no frameworks, it says so. @compat `jsonp` is not looked at.
  const constraints = ({ principal }: HttpRequest): HttpResponse | Promise<HttpResponse> => {
    const seen = viewedBy(context, principal);
    return answerDocument(context.renderer, {
      ...named(`offer constraints${seen.view.key}`, offerConstraintsDocument(seen)),
      contentType: 'application/json',
    });
  };
  router.register('/allocator/offer_constraints_debug', constraints, {
    realm: 'readonly',
    authorize: forEach('VIEW_FRAMEWORK'),
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
    realm: 'readonly',
    // @compat Mesos asks who it is, and no authorizer.
    authorize: nobodyAsked('it is for whoever may read'),
    summary: 'What the registry holds: agents, and what operators decided.',
  });
  router.register('/master/redirect', () => redirectToLeader(leadership), {
    realm: 'open',
    authorize: nobodyAsked('it says who leads, as everybody must know who joins'),
    below: 'none',
    summary: 'Sends on to the leading master.',
  });
  registerWebPages(router, context, { ...parts, led });
}

function registerMaintenance(
  router: EndpointRouter,
  context: MasterContext,
  led: Pick<EndpointOptions, 'guard'>,
): void {
  router.register('/master/maintenance/schedule', maintenanceScheduleEndpoint(context), {
    ...led,
    ...scheduleAccess,
    summary: 'Which machines will be away when: GET shows it, POST replaces it.',
  });
  router.register('/master/maintenance/status', maintenanceStatusEndpoint(context), {
    ...led,
    ...statusAccess,
    summary: 'Which machines are draining, with the answers of frameworks, and which are down.',
  });
  router.register('/master/machine/down', machineDownEndpoint(context), {
    ...led,
    ...machinesAccess('START_MAINTENANCE'),
    summary: 'Takes the machines of a JSON array down: their agents shut down and are removed.',
  });
  router.register('/master/machine/up', machineUpEndpoint(context), {
    ...led,
    ...machinesAccess('STOP_MAINTENANCE'),
    summary: 'Brings the machines of a JSON array up again; they leave the schedule.',
  });
}

function registerOperations(
  router: EndpointRouter,
  context: MasterContext,
  led: Pick<EndpointOptions, 'guard'>,
): void {
  const forms = [
    [
      '/master/reserve',
      reserveForm,
      'RESERVE_RESOURCES',
      'Reserves `resources` on the agent `slaveId`',
    ],
    [
      '/master/unreserve',
      unreserveForm,
      'UNRESERVE_RESOURCES',
      'Takes reservations of `resources` away on `slaveId`',
    ],
    [
      '/master/create-volumes',
      createVolumesForm,
      'CREATE_VOLUME',
      'Makes persistent `volumes` on `slaveId`',
    ],
    [
      '/master/destroy-volumes',
      destroyVolumesForm,
      'DESTROY_VOLUME',
      'Ends persistent `volumes` on `slaveId`',
    ],
  ] as const;
  for (const [path, form, action, what] of forms) {
    router.register(path, operationEndpoint(context, form), {
      ...led,
      ...operationAccess(form, action),
      methods: ['POST'],
      summary: `${what} (in the body, as a form).`,
    });
  }
}

function named(name: string, document: NamedDocument['document']): NamedDocument {
  return { name, document };
}

function makeContext(parts: MasterEndpointParts): MasterContext {
  const { master, observer, metrics, flags, logging } = parts;
  const { values } = flags;
  const unreadTexts = new UnreadTexts(master.core);
  const context: MasterContext = {
    core: master.core,
    view: wholeView,
    leadership: master.leadership,
    renderer: new Renderer(() => unreadTexts.noteReading()),
    events: observer,
    metrics,
    verbosity: logging.verbosity,
    version: versionInfo,
    flags: flags.toStrings(),
    files: filesWithLog(
      '/master/log',
      { logging, externalLogFile: values.external_log_file },
      master.core.authorizer,
    ),
    startedMs: master.core.clock.now(),
    clusterName: values.cluster,
    logDir: values.log_dir,
    externalLogFile: values.external_log_file,
  };
  metrics.attach(context, {
    isPerFramework: values.publish_per_framework_metrics,
    hasLog: values.registry === 'replicated_log',
  });
  observer.watchTaskEnds((task) => metrics.taskEnded(task));
  return context;
}
