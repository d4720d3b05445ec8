import { expect, it } from 'vitest';
import { unwrap } from '../../foundation/result.ts';
import { parseProfile } from '../isolators/linux-seccomp/profile.ts';
import { ociSeccomp } from './seccomp.ts';

const place = { arch: 'x64', kernel: '6.1.0-18-amd64', capabilities: ['CAP_SYS_PTRACE'] };

function translated(syscalls: readonly object[], more: object = {}): unknown {
  const text = JSON.stringify({ defaultAction: 'SCMP_ACT_ERRNO', syscalls, ...more });
  return ociSeccomp(unwrap(parseProfile(text)), place);
}

const allow = { action: 'SCMP_ACT_ALLOW' };

it('rules are kept, with arguments and numbers', () => {
  const args = [{ index: 0, value: 8, valueTwo: 0, op: 'SCMP_CMP_EQ' }];
  const rule = { names: ['personality'], ...allow, args };
  const deny = { name: 'mount', action: 'SCMP_ACT_ERRNO', errnoRet: 38 };
  expect(translated([rule, deny], { defaultErrnoRet: 1 })).toEqual({
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: 1,
    architectures: [],
    syscalls: [rule, { names: ['mount'], action: 'SCMP_ACT_ERRNO', errnoRet: 38 }],
  });
});

it.each<[string, object, boolean]>([
  ['its machine', { includes: { arches: ['amd64', 'x32'] } }, true],
  ['another machine', { includes: { arches: ['arm64'] } }, false],
  ['a capability it has', { includes: { caps: ['CAP_SYS_PTRACE'] } }, true],
  ['one it has not', { includes: { caps: ['CAP_SYS_ADMIN'] } }, false],
  ['an older kernel', { includes: { minKernel: '4.8' } }, true],
  ['a newer kernel', { includes: { minKernel: '6.10' } }, false],
  ['all but those with a capability it has', { excludes: { caps: ['CAP_SYS_PTRACE'] } }, false],
  ['all but those with one it has not', { excludes: { caps: ['CAP_SYS_ADMIN'] } }, true],
  ['all but another machine', { excludes: { arches: ['s390x'] } }, true],
])('a rule for %s', (_what, conditions, isKept) => {
  const rules = [{ names: ['ptrace'], ...allow, ...conditions }];
  expect(translated(rules)).toMatchObject({
    syscalls: isKept ? [{ names: ['ptrace'], action: 'SCMP_ACT_ALLOW' }] : [],
  });
});

it('architectures are those of this machine', () => {
  const archMap = [
    { architecture: 'SCMP_ARCH_AARCH64', subArchitectures: ['SCMP_ARCH_ARM'] },
    { architecture: 'SCMP_ARCH_X86_64', subArchitectures: ['SCMP_ARCH_X86'] },
  ];
  const architectures = ['SCMP_ARCH_X86_64', 'SCMP_ARCH_X86'];
  expect(translated([], { archMap })).toMatchObject({ architectures });
});

it.each([
  ['{', 'JSON'],
  ['[]', 'the profile must be an object'],
  ['{}', "'defaultAction' must be a string"],
  ['{"defaultAction":"allow"}', "'defaultAction' is no action: 'allow'"],
  ['{"defaultAction":"SCMP_ACT_ALLOW","syscalls":[{}]}', "'syscalls[0]' names no system call"],
  ['{"defaultAction":"SCMP_ACT_ALLOW","syscalls":{}}', "'syscalls' must be a list"],
])('%s is no profile', (text, why) => {
  const profile = parseProfile(text);
  expect(!profile.ok && profile.error).toContain(why);
});
