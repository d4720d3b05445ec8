/**
 * What the allocator remembers of each agent, each framework, each framework in a role, and each
 * role. These know one another, so they stand together; what is done with them is elsewhere.
 *
 * Invariant of an agent: `total` = `free` + the sum of `allocated`, unless it is overcommitted
 * (its total was reduced below what is in use), when `free` is what of the total nobody has. Shared
 * volumes are outside of the sum: any number of clients may hold one, and it is always free as well.
 */
import type { AgentId, FrameworkId, RoleName } from '../protocol/ids.ts';
import { Resources } from '../resources/resources.ts';
import type { Quantities } from '../resources/resources.ts';
import { FewMap } from './few-map.ts';
import type { Maintenance } from './maintenance.ts';
import type { InactiveReason } from './notes.ts';
import type { OfferConstraintsFilter } from './offer-constraints.ts';
import type { AllocatorAgent, AllocatorFramework } from './options.ts';
import type { RoleQuota } from './quota.ts';
import { type Amounts, noAmounts } from './scalar-totals.ts';
import { Competitor, type Siblings } from './siblings.ts';

export interface AgentState {
  readonly id: AgentId;
  info: AllocatorAgent;
  total: Resources;
  /** Without allocation roles. */
  free: Resources;
  /** By client, with the client's role as allocation role; no entry is empty. */
  readonly allocated: FewMap<Client, Resources>;
  /** Live and lately expired refusals; no list is empty. */
  readonly filters: FewMap<Client, RefusedFilter[]>;
  /** Why it is not offered to anybody; undefined for one that is. */
  inactiveWhy: InactiveReason | undefined;
  /** Present while it is to be unavailable, now or later. */
  maintenance: Maintenance | undefined;
  isOvercommitted: boolean;
  isHierarchicalRoleCapable: boolean;
  isMultiRoleCapable: boolean;
  hasGpus: boolean;
  /** Whether it waits for a run; `soon` goes before `batch`. */
  due: 'no' | 'soon' | 'batch';
  isRemoved: boolean;
  /** Among those with something free (free-agents.ts); -1 = not among them. */
  freePlace: number;
}

export interface FrameworkState {
  readonly id: FrameworkId;
  readonly clients: Map<RoleName, Client>;
  /** False for one that is only known by what it holds on agents. */
  isSubscribed: boolean;
  isActive: boolean;
  roles: ReadonlySet<RoleName>;
  suppressedRoles: Set<RoleName>;
  minAllocatable: ReadonlyMap<RoleName, readonly Quantities[]>;
  capabilities: FrameworkCapabilities;
  offerConstraints: OfferConstraintsFilter | undefined;
}

export interface FrameworkCapabilities {
  readonly isMultiRole: boolean;
  readonly isRevocableAware: boolean;
  readonly isSharedAware: boolean;
  readonly isGpuAware: boolean;
  readonly isRefinementAware: boolean;
  readonly isRegionAware: boolean;
}

/** A framework in one of its roles: the one who competes, is given, and refuses. */
export class Client extends Competitor {
  readonly framework: FrameworkState;
  readonly role: RoleNode;
  readonly filters = new Set<RefusedFilter>();
  /** On how many agents it holds something. */
  agentCount = 0;
  /** What it was given last, and the same with the role on it: agents that are alike share what they have. */
  #given = Resources.empty;
  #allocation = Resources.empty;

  constructor(framework: FrameworkState, role: RoleNode) {
    super(framework.id);
    this.framework = framework;
    this.role = role;
  }

  allocationOf(given: Resources): Resources {
    if (given !== this.#given) {
      this.#given = given;
      this.#allocation = given.allocate(this.role.name);
    }
    return this.#allocation;
  }
}

/** What a client was offered and did not want; filters.ts tells how it works. */
export interface RefusedFilter {
  readonly client: Client;
  readonly agent: AgentState;
  /** Without allocation roles. */
  readonly resources: Resources;
  readonly expiresAtMs: number;
  /** The first batch that is not before `expiresAtMs`. */
  readonly batchNumber: number;
  isRemoved: boolean;
}

/** A role's own frameworks, which compete together with the roles below it. */
class RoleLeaf extends Competitor {
  readonly role: RoleNode;

  constructor(role: RoleNode) {
    super(`${role.name}/.`);
    this.role = role;
  }
}

/** One role of the tree that role-tree.ts draws. */
export class RoleNode extends Competitor {
  readonly parent: RoleNode | undefined;
  readonly isHierarchical: boolean;
  readonly own: RoleLeaf;
  /** Those who want resources: the roles below, and `own`. */
  readonly competitors: Siblings<RoleNode | RoleLeaf>;
  /** The frameworks that want resources in this role. */
  readonly frameworks: Siblings<Client>;
  readonly children = new Set<RoleNode>();
  /** All clients, also those that want nothing or are gone but hold resources. */
  readonly clients = new Set<Client>();
  /** Of what is allocated in the subtree, the reserved and the revocable scalars. */
  readonly allocatedSpecial: Amounts = noAmounts();
  /** What agents have reserved to this role and those below it, given to somebody or not. */
  readonly reserved: Amounts = noAmounts();
  /** Only of top-level roles. */
  quota: RoleQuota | undefined;
  /** Of the run that goes on: nothing but reserved or revocable resources can be given to it. */
  isCapped = false;

  constructor(
    name: string,
    parent: RoleNode | undefined,
    lists: { competitors: Siblings<RoleNode | RoleLeaf>; frameworks: Siblings<Client> },
  ) {
    super(name);
    this.parent = parent;
    this.isHierarchical = name.includes('/');
    this.own = new RoleLeaf(this);
    this.competitors = lists.competitors;
    this.frameworks = lists.frameworks;
  }
}

export function makeClient(framework: FrameworkState, role: RoleNode): Client {
  return new Client(framework, role);
}

/** Without any resources yet. */
export function makeAgent(id: AgentId, info: AllocatorAgent): AgentState {
  const agent: AgentState = {
    id,
    info,
    total: Resources.empty,
    free: Resources.empty,
    allocated: new FewMap(),
    filters: new FewMap(),
    inactiveWhy: undefined,
    maintenance: undefined,
    isOvercommitted: false,
    isHierarchicalRoleCapable: false,
    isMultiRoleCapable: false,
    hasGpus: false,
    due: 'no',
    isRemoved: false,
    freePlace: -1,
  };
  setAgentInfo(agent, info);
  return agent;
}

export function setAgentInfo(agent: AgentState, info: AllocatorAgent): void {
  agent.info = info;
  agent.isHierarchicalRoleCapable = info.capabilities.has('HIERARCHICAL_ROLE');
  agent.isMultiRoleCapable = info.capabilities.has('MULTI_ROLE');
}

/** What is taken from an agent's free resources by who gets `resources`. */
export function withoutShared(resources: Resources): Resources {
  return resources.hasSpecial() ? resources.nonShared() : resources;
}

/** Also after allocations were changed by hand: works out anew what is free. */
export function setAgentTotal(agent: AgentState, total: Resources): void {
  const allocated = withoutShared(Resources.sum(agent.allocated.values()).unallocate());
  agent.total = total;
  const free = total.findRest(allocated);
  agent.free = free ?? total.subtractWhatIsThere(allocated);
  agent.isOvercommitted = free === undefined;
  agent.hasGpus = total.gpus > 0;
}

export function makeFramework(id: FrameworkId): FrameworkState {
  return {
    id,
    clients: new Map(),
    isSubscribed: false,
    isActive: false,
    roles: new Set(),
    suppressedRoles: new Set(),
    minAllocatable: new Map(),
    capabilities: capabilitiesOf(new Set()),
    offerConstraints: undefined,
  };
}

export function setFrameworkInfo(framework: FrameworkState, info: AllocatorFramework): void {
  framework.isSubscribed = true;
  framework.roles = info.roles;
  framework.suppressedRoles = new Set(info.suppressedRoles);
  framework.minAllocatable = info.minAllocatable;
  framework.capabilities = capabilitiesOf(info.capabilities);
  framework.offerConstraints = info.offerConstraints;
}

function capabilitiesOf(names: ReadonlySet<string>): FrameworkCapabilities {
  return {
    isMultiRole: names.has('MULTI_ROLE'),
    isRevocableAware: names.has('REVOCABLE_RESOURCES'),
    isSharedAware: names.has('SHARED_RESOURCES'),
    isGpuAware: names.has('GPU_RESOURCES'),
    isRefinementAware: names.has('RESERVATION_REFINEMENT'),
    isRegionAware: names.has('REGION_AWARE'),
  };
}

/** Whether a framework is to be offered resources in this role at all. */
export function wantsResources(client: Client): boolean {
  const { framework, role } = client;
  return (
    framework.isSubscribed &&
    framework.isActive &&
    framework.roles.has(role.name) &&
    !framework.suppressedRoles.has(role.name)
  );
}
