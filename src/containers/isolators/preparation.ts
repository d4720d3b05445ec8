/**
 * What all isolators want of a launch, put together in this one place. Each part of `Preparation` has
 * a row that says how two isolators' wishes for it become one, and when they cannot: then the launch
 * fails with the names of both. A part without a row does not compile; one that the launcher does
 * not carry out is refused by name, so that nobody runs with less than was asked for.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { CommandInfo } from '../../protocol/generated/mesos.ts';
import type {
  CapabilitySets,
  DeviceFile,
  DeviceRule,
  ImageUser,
  ImageVolume,
  NamespaceWishes,
  OciMount,
  Preparation,
  RootWish,
  SecretFile,
} from './isolator.ts';
import type { SeccompProfile } from './linux-seccomp/profile.ts';

export interface Prepared {
  /** The task's, as the isolators changed it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Commands to put in front of the task's, outermost first. */
  readonly wrappers: readonly (readonly string[])[];
  readonly namespaces: NamespaceWishes;
  readonly mounts: readonly OciMount[];
  /** Undefined: all. */
  readonly devices: readonly DeviceRule[] | undefined;
  readonly deviceFiles: readonly DeviceFile[];
  readonly noNewPrivileges: boolean;
  readonly capabilities: CapabilitySets | undefined;
  readonly seccomp: SeccompProfile | undefined;
  readonly hostname: string | undefined;
  /** Undefined: the machine's file system. */
  readonly root: RootWish | undefined;
  readonly imageVolumes: readonly ImageVolume[];
  readonly secretFiles: readonly SecretFile[];
  /** Undefined: the task's own. */
  readonly command: CommandInfo | undefined;
  readonly workingDirectory: string | undefined;
  readonly user: ImageUser | undefined;
  /** Undefined: those of the task's user. */
  readonly groups: readonly number[] | undefined;
}

/** What must be known of a launcher to prepare for it. */
export interface Carrier {
  readonly name: string;
  readonly carries: ReadonlySet<keyof Preparation>;
}

/** Notes that an isolator sets `what`; says who has set it to something else before. */
type Claim = (what: string, value: string) => string | undefined;

type Part = keyof Preparation;

type Rule<P extends Part> = (
  before: Prepared,
  wanted: NonNullable<Preparation[P]>,
  claim: Claim,
) => Result<Prepared>;

type Rules = { readonly [P in Part]: Rule<P> };

const rules: Rules = {
  environment: (before, wanted, claim) => {
    for (const [name, value] of Object.entries(wanted)) {
      const conflict = claim(`the environment variable ${name}`, value);
      if (conflict !== undefined) return failure(conflict);
    }
    return ok({ ...before, environment: { ...before.environment, ...wanted } });
  },
  wrapper: (before, wanted) => ok({ ...before, wrappers: [...before.wrappers, wanted] }),
  namespaces: (before, wanted) =>
    ok({ ...before, namespaces: { ...before.namespaces, ...wanted } }),
  devices: (before, wanted) => ok({ ...before, devices: [...(before.devices ?? []), ...wanted] }),
  deviceFiles: (before, wanted) =>
    ok({ ...before, deviceFiles: [...before.deviceFiles, ...wanted] }),
  noNewPrivileges: (before, noNewPrivileges) => ok({ ...before, noNewPrivileges }),
  capabilities: (before, capabilities) => ok({ ...before, capabilities }),
  seccomp: (before, seccomp) => ok({ ...before, seccomp }),
  hostname: (before, hostname) => ok({ ...before, hostname }),
  mounts: (before, wanted, claim) => {
    for (const { destination, source } of wanted) {
      const conflict = claim(`what is mounted at ${destination}`, source);
      if (conflict !== undefined) return failure(conflict);
    }
    return ok({ ...before, mounts: [...before.mounts, ...wanted] });
  },
  root: (before, root) => ok({ ...before, root }),
  imageVolumes: (before, wanted, claim) => {
    for (const { destination, filesystem } of wanted) {
      const conflict = claim(`what is mounted at ${destination}`, filesystem.directory);
      if (conflict !== undefined) return failure(conflict);
    }
    return ok({ ...before, imageVolumes: [...before.imageVolumes, ...wanted] });
  },
  secretFiles: (before, wanted, claim) => {
    for (const { destination } of wanted) {
      const conflict = claim(`what is mounted at ${destination}`, 'a secret');
      if (conflict !== undefined) return failure(conflict);
    }
    return ok({ ...before, secretFiles: [...before.secretFiles, ...wanted] });
  },
  command: (before, command) => ok({ ...before, command }),
  workingDirectory: (before, workingDirectory) => ok({ ...before, workingDirectory }),
  user: (before, user) => ok({ ...before, user }),
  groups: (before, wanted) =>
    ok({ ...before, groups: [...new Set([...(before.groups ?? []), ...wanted])] }),
};

export class Preparations {
  readonly #carrier: Carrier;
  readonly #claims = new Map<string, { readonly by: string; readonly value: string }>();
  #prepared: Prepared;

  constructor(carrier: Carrier, environment: Prepared['environment']) {
    this.#carrier = carrier;
    this.#prepared = {
      ...{ environment, wrappers: [], namespaces: {}, mounts: [] },
      ...{ devices: undefined, deviceFiles: [], noNewPrivileges: false },
      ...{ imageVolumes: [], secretFiles: [] },
      ...{ capabilities: undefined, seccomp: undefined, hostname: undefined },
      ...{ root: undefined, command: undefined, workingDirectory: undefined, user: undefined },
      groups: undefined,
    };
  }

  get prepared(): Prepared {
    return this.#prepared;
  }

  /** Changes nothing when it fails; the launch is over then. */
  add(isolator: string, preparation: Preparation): Result<void> {
    let { prepared } = this;
    for (const part of Object.keys(rules) as Part[]) {
      const added = this.#addPart(prepared, { isolator, preparation, part });
      if (!added.ok) return added;
      prepared = added.value;
    }
    this.#prepared = prepared;
    return ok(undefined);
  }

  #addPart<P extends Part>(
    before: Prepared,
    {
      isolator,
      preparation,
      part,
    }: { readonly isolator: string; readonly preparation: Preparation; readonly part: P },
  ): Result<Prepared> {
    const wanted = preparation[part];
    if (wanted === undefined) return ok(before);
    const { name, carries } = this.#carrier;
    if (!carries.has(part)) {
      return failure(
        `Isolator '${isolator}' asks for the ${part} of a launch, which launcher '${name}' cannot` +
          ` give; take another --launcher, or leave '${isolator}' out of --isolation`,
      );
    }
    const rule: Rule<P> = rules[part];
    return rule(before, wanted, (what, value) => this.#claim(isolator, what, value));
  }

  #claim(by: string, what: string, value: string): string | undefined {
    const earlier = this.#claims.get(what);
    this.#claims.set(what, { by, value });
    if (earlier === undefined || earlier.value === value) return undefined;
    return (
      `Isolators '${earlier.by}' and '${by}' set ${what} to different values;` +
      ' leave one of them out of --isolation'
    );
  }
}
