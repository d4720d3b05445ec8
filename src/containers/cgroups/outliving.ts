/**
 * Where processes belong that outlive the agent: supervisors, conmon, what holds terminals and rotates logs. Who starts
 * the agent may end all that is in its cgroup when it ends (systemd), and the agent may have one of its own
 * (--agent_subsystems); what has to live on, and what is a task's, is begun elsewhere.
 *
 * One process is one agent here: the places are the process', set once before anything is started.
 */
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';

/** Files `cgroup.procs`, in different hierarchies. */
let places: readonly string[] = [];

export function setOutlivingPlaces(files: readonly string[]): void {
  places = files;
}

/** It has only to go where it was told it can: one that cannot is where the agent is. */
const script =
  'while [ "$1" != -- ]; do { echo $$ >"$1"; } 2>/dev/null; shift; done; shift; exec "$@"';

/** The same command, begun there. */
export function wordsToOutlive(words: readonly string[]): readonly string[] {
  if (places.length === 0) return words;
  return ['/bin/sh', '-c', script, 'sh', ...places, '--', ...words];
}

/** For a process that has started nothing yet. */
export async function letOutlive(pid: number): Promise<void> {
  for (const file of places) await writeFile(file, String(pid)).catch(() => undefined);
}

/** Can processes go there? */
export function takesProcesses(file: string): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', 'echo $$ >"$1"', 'sh', file], { stdio: 'ignore' });
  return status === 0;
}
