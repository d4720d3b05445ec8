/**
 * Changes of the tree, one after another: each is built on the tree as the one before left it, asked
 * about by the rules, stored together with the deployment that brings it about, and only then real.
 * What is refused changes nothing.
 */
import { failure, ok, type Result } from '../../../foundation/result.ts';
import { uuidText } from '../../../foundation/random.ts';
import type { GroupDefinition } from '../../model/group.ts';
import type { InstanceId, PathId, Timestamp } from '../../model/ids.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import { buildPlan } from '../deployments/build-plan.ts';
import type { DeploymentPlan } from '../deployments/plan.ts';
import type { RunningDeployments } from '../deployments/running-deployments.ts';
import type { Core } from '../environment.ts';
import type { ChangeRequest, Groups, RootView } from '../parts.ts';
import { findTooLarge } from '../records/record-limit.ts';
import type { Refusal } from '../refusal.ts';
import { TreeDraft } from './draft.ts';
import { CurrentTree } from './tree.ts';
import { treeAt } from './history.ts';

type Answer = (result: Result<DeploymentPlan, Refusal>) => void;

/** A change of more apps and pods is made, looked through, planned and written down in turns of their own. */
const mostAtOnce = 100;

interface Change {
  readonly draft: TreeDraft;
  readonly request: ChangeRequest;
  readonly done: Answer;
}

interface Waiting {
  readonly request: ChangeRequest;
  readonly done: Answer;
  readonly sinceMs: number;
}

export interface RecoveredTree {
  readonly runSpecs: Iterable<RunSpec>;
  readonly groups: Iterable<GroupDefinition>;
}

export class GroupChanges implements Groups {
  readonly #core: Core;
  readonly #tree: CurrentTree;
  readonly #deployments: RunningDeployments;
  readonly #waiting: Waiting[] = [];
  #isStoring = false;

  constructor(core: Core, deployments: RunningDeployments, recovered: RecoveredTree) {
    this.#core = core;
    this.#deployments = deployments;
    for (const runSpec of recovered.runSpecs) core.shared.shareMembers(runSpec);
    this.#tree = new CurrentTree(recovered.groups, recovered.runSpecs);
  }

  get root(): RootView {
    return this.#tree;
  }

  change(request: ChangeRequest, done: Answer): void {
    const { maxQueuedRootGroupUpdates } = this.#core.options;
    if (this.#waiting.length >= maxQueuedRootGroupUpdates) {
      const message = `More than ${maxQueuedRootGroupUpdates} changes of groups wait already (--max_queued_root_group_updates).`;
      done(failure({ kind: 'unavailable', message }));
      return;
    }
    this.#waiting.push({ request, done, sinceMs: this.#core.clock.now() });
    this.#takeNext();
  }

  plan(request: ChangeRequest): Result<DeploymentPlan, Refusal> {
    const draft = this.#draftOf(request);
    const refusal = request.build(draft) ?? this.#core.treeRules.settle(draft, request.force);
    return refusal === undefined ? ok(this.#planOf(request, draft)) : failure(refusal);
  }

  versionsOf(runSpecId: PathId, done: (versions: readonly Timestamp[]) => void): void {
    this.#core.records.readVersions(runSpecId, (versions) =>
      done(versions.filter(({ runSpec }) => runSpec !== undefined).map(({ version }) => version)),
    );
  }

  findVersion(id: PathId, version: Timestamp, done: (found: RunSpec | undefined) => void): void {
    this.#core.records.readVersions(id, (versions) =>
      done(versions.find((each) => each.version === version)?.runSpec),
    );
  }

  rootVersions(done: (versions: readonly Timestamp[]) => void): void {
    this.#core.records.readRootVersions(done);
  }

  findRoot(version: Timestamp, done: (found: RootView | undefined) => void): void {
    const { records } = this.#core;
    if (version === this.#tree.version) return done(this.#tree);
    records.readRootVersions((versions) => {
      if (!versions.includes(version)) return done(undefined);
      records.readHistory((history, groups) => done(treeAt(version, history, groups)));
    });
  }

  #takeNext(): void {
    while (!this.#isStoring) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#take(next);
    }
  }

  #take({ request, done, sinceMs }: Waiting): void {
    const { clock, options } = this.#core;
    if (clock.now() - sinceMs > options.groupManagerRequestTimeoutMs) {
      const message = `The change waited longer than ${options.groupManagerRequestTimeoutMs} ms (--group_manager_request_timeout).`;
      return done(failure({ kind: 'unavailable', message }));
    }
    if (this.#deployments.count >= options.maxRunningDeployments && !mayStopSome(request)) {
      return this.#refuse(request, tooMany(options.maxRunningDeployments), done);
    }
    const draft = this.#draftOf(request);
    const refusal = request.build(draft);
    if (refusal !== undefined) return this.#refuse(request, refusal, done);
    this.#settle({ draft, request, done });
  }

  #settle({ draft, request, done }: Change): void {
    this.#inTurn(draft, () => {
      const refusal = this.#core.treeRules.settle(draft, request.force);
      if (refusal !== undefined) return this.#refuse(request, refusal, done);
      this.#inTurn(draft, () => this.#planAndStore({ draft, request, done }));
    });
  }

  #planAndStore({ draft, request, done }: Change): void {
    const plan = this.#planOf(request, draft);
    this.#inTurn(draft, () => {
      const obstacle = this.#obstacleTo(plan, request);
      if (obstacle !== undefined) return this.#refuse(request, obstacle, done);
      this.#inTurn(draft, () => this.#store(plan, request, done));
    });
  }

  /** At once, or of a large change in a turn of its own; nobody else changes the tree meanwhile. */
  #inTurn({ changeCount }: TreeDraft, act: () => void): void {
    if (changeCount <= mostAtOnce) return act();
    this.#isStoring = true;
    this.#core.clock.after(0, () => {
      this.#isStoring = false;
      act();
      this.#takeNext();
    });
  }

  #obstacleTo(plan: DeploymentPlan, { force, reverts }: ChangeRequest): Refusal | undefined {
    const tooLarge = findTooLarge(plan);
    if (tooLarge !== undefined) return { kind: 'invalid', violations: [tooLarge] };
    const inTheWay = this.#deployments.inTheWayOf(plan, reverts);
    if (inTheWay.length > 0 && !force) {
      const deployments = inTheWay.map(({ id }) => id);
      const runSpecIds = [...plan.runSpecs.keys()].filter((id) =>
        inTheWay.some(({ runSpecs }) => runSpecs.has(id)),
      );
      return { kind: 'locked', runSpecIds, deployments };
    }
    const { maxRunningDeployments } = this.#core.options;
    const isFull = this.#deployments.count - inTheWay.length >= maxRunningDeployments;
    return isFull ? tooMany(maxRunningDeployments) : undefined;
  }

  #refuse({ groupId }: ChangeRequest, refusal: Refusal, done: Answer): void {
    const version = this.#nextVersion();
    this.#core.publish({
      type: 'group_change_failed',
      groupId,
      version,
      reason: reasonOf(refusal),
    });
    done(failure(refusal));
  }

  #store(plan: DeploymentPlan, request: ChangeRequest, done: Answer): void {
    const cancelled = this.#deployments.inTheWayOf(plan, request.reverts);
    const ids = cancelled.map(({ id }) => id);
    this.#isStoring = true;
    this.#core.records.storePlan(plan, ids, (stored) => {
      this.#isStoring = false;
      if (stored.ok) this.#becomeReal(plan, request, done);
      else done(failure({ kind: 'unavailable', message: stored.error }));
      this.#takeNext();
    });
  }

  #becomeReal(plan: DeploymentPlan, { groupId, reverts }: ChangeRequest, done: Answer): void {
    this.#tree.apply(plan.runSpecs, plan.groups);
    this.#core.roles.apply(plan.runSpecs);
    for (const { id } of this.#deployments.inTheWayOf(plan, reverts)) {
      this.#deployments.end(id, 'Another deployment took its place.');
    }
    const { version } = plan;
    this.#core.publish({ type: 'group_change_success', groupId, version });
    for (const [id, { after }] of plan.runSpecs) {
      if (after === undefined) this.#core.instances.forgetFailure(id);
    }
    this.#deployments.begin(plan);
    done(ok(plan));
  }

  #draftOf({ restarts }: ChangeRequest): TreeDraft {
    return new TreeDraft(this.#tree, this.#nextVersion(), this.#core.shared, restarts);
  }

  #planOf({ toKill = [] }: ChangeRequest, draft: TreeDraft): DeploymentPlan {
    const byRunSpec = new Map<PathId, InstanceId[]>();
    for (const id of toKill) {
      const runSpecId = this.#core.instances.find(id)?.runSpecId;
      if (runSpecId === undefined) continue;
      byRunSpec.set(runSpecId, [...(byRunSpec.get(runSpecId) ?? []), id]);
    }
    return buildPlan(uuidText(this.#core.random.uuidBytes()), {
      target: draft,
      version: draft.version,
      runSpecs: draft.changedRunSpecs(),
      groups: draft.changedGroups(),
      toKill: byRunSpec,
      hasOlder: (id, version) =>
        [...this.#core.instances.of(id)].some(({ runSpecVersion }) => runSpecVersion < version),
    });
  }

  #nextVersion(): Timestamp {
    return Math.max(Math.floor(this.#core.clock.timestamp()), this.#tree.version + 1);
  }
}

/** The others are refused before anything is made of them, as there may be very many. */
function mayStopSome({ force, reverts }: ChangeRequest): boolean {
  return force || reverts !== undefined;
}

function tooMany(most: number): Refusal {
  return { kind: 'too-many', message: `Max number (${most}) of running deployments reached` };
}

function reasonOf(refusal: Refusal): string {
  if (refusal.kind === 'locked') {
    return `App is locked by one or more deployments: ${refusal.deployments.join(', ')}`;
  }
  if (refusal.kind !== 'invalid') return refusal.message;
  return refusal.violations.map(({ path, errors }) => `${path}: ${errors.join(', ')}`).join('; ');
}
