/**
 * A seccomp profile of Docker's kind as an OCI runtime wants it: with the rules that hold for this
 * machine, this kernel and the capabilities of the container, and without their conditions.
 */
import { release } from 'node:os';
import type { Prepared } from '../isolators/preparation.ts';
import type { SeccompCondition, SeccompProfile } from '../isolators/linux-seccomp/profile.ts';
import type { LinuxTools } from './requirements.ts';

export interface SeccompPlace {
  /** As in `process.arch`. */
  readonly arch: string;
  /** As from uname(1): "6.1.0-18-amd64". */
  readonly kernel: string;
  /** "CAP_NET_RAW" */
  readonly capabilities: readonly string[];
}

/** Where such a container would be. */
export function seccompPlace(
  { capabilities }: Prepared,
  tools: Pick<LinuxTools, 'capabilities'>,
): SeccompPlace {
  const given = capabilities?.effective ?? capabilities?.bounding;
  return {
    arch: process.arch,
    kernel: release(),
    capabilities: given?.map((name) => `CAP_${name}`) ?? tools.capabilities,
  };
}

/** Names of libseccomp, and those that profiles use in conditions. */
const architectures: Readonly<Record<string, { readonly scmp: string; readonly names: string[] }>> =
  {
    x64: { scmp: 'SCMP_ARCH_X86_64', names: ['amd64', 'x86_64'] },
    arm64: { scmp: 'SCMP_ARCH_AARCH64', names: ['arm64', 'aarch64'] },
    arm: { scmp: 'SCMP_ARCH_ARM', names: ['arm'] },
    ppc64: { scmp: 'SCMP_ARCH_PPC64LE', names: ['ppc64le'] },
    s390x: { scmp: 'SCMP_ARCH_S390X', names: ['s390', 's390x'] },
    riscv64: { scmp: 'SCMP_ARCH_RISCV64', names: ['riscv64'] },
  };

export function ociSeccomp(profile: SeccompProfile, place: SeccompPlace): object {
  const { defaultAction, defaultErrnoRet, syscalls } = profile;
  const rules = syscalls.filter(
    ({ includes, excludes }) => holds(includes, place) && !isExcluded(excludes, place),
  );
  return {
    defaultAction,
    ...(defaultErrnoRet !== undefined && { defaultErrnoRet }),
    architectures: architecturesOf(profile, place),
    syscalls: rules.map(({ includes: _includes, excludes: _excludes, ...rule }) => rule),
  };
}

function architecturesOf(
  { archMap, architectures: fixed }: SeccompProfile,
  { arch }: SeccompPlace,
): readonly string[] {
  const own = architectures[arch]?.scmp;
  const entry = archMap.find(({ architecture }) => architecture === own);
  if (entry !== undefined) return [entry.architecture, ...entry.subArchitectures];
  return fixed;
}

/** All that is asked for must be so. */
function holds({ arches, caps, minKernel }: SeccompCondition, place: SeccompPlace): boolean {
  return (
    (arches === undefined || arches.some((name) => isArch(name, place))) &&
    (caps === undefined || caps.every((name) => place.capabilities.includes(name))) &&
    (minKernel === undefined || isAtLeast(place.kernel, minKernel))
  );
}

/** One thing that is so is enough. */
function isExcluded({ arches, caps, minKernel }: SeccompCondition, place: SeccompPlace): boolean {
  return (
    (arches?.some((name) => isArch(name, place)) ?? false) ||
    (caps?.some((name) => place.capabilities.includes(name)) ?? false) ||
    (minKernel !== undefined && isAtLeast(place.kernel, minKernel))
  );
}

function isArch(name: string, { arch }: SeccompPlace): boolean {
  return architectures[arch]?.names.includes(name) ?? false;
}

function isAtLeast(kernel: string, wanted: string): boolean {
  const [major = 0, minor = 0] = kernel.split('.').map((part) => Number.parseInt(part, 10));
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
