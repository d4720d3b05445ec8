/**
 * What a build knows of itself: when and by whom it was made, and of which commit when it was made
 * in a checkout. The programs show it at /version, under Mesos' names.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';

/** Without a checkout of its own it knows nothing of git, whatever directory it lies in. */
export function gitFacts(root) {
  if (!existsSync(join(root, '.git'))) return {};
  const facts = {
    git_sha: ask(root, 'rev-parse', 'HEAD'),
    git_branch: ask(root, 'symbolic-ref', 'HEAD'),
    git_tag: ask(root, 'describe', '--exact-match', '--tags'),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, text]) => text !== ''));
}

/** '' when git has no answer: no commit yet, no branch, no tag, no git. */
function ask(root, ...args) {
  try {
    const options = { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync('git', args, options).trim();
  } catch {
    return '';
  }
}

function userName() {
  try {
    return userInfo().username;
  } catch {
    // A user id without a name, usual in containers.
    return 'unknown';
  }
}

/** After a build. */
export function writeBuildFacts(root, path) {
  const facts = { build_time: Math.floor(Date.now() / 1000), build_user: userName() };
  writeFileSync(path, `${JSON.stringify({ ...facts, ...gitFacts(root) }, undefined, 2)}\n`);
}

/** When nothing had to be built: a commit may have come since all the same. */
export function refreshGitFacts(root, path) {
  const { build_time, build_user, ...before } = JSON.parse(readFileSync(path, 'utf8'));
  const now = gitFacts(root);
  if (JSON.stringify(now) === JSON.stringify(before)) return;
  writeFileSync(path, `${JSON.stringify({ build_time, build_user, ...now }, undefined, 2)}\n`);
}
