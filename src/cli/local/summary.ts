/** What mesos-local says when it is up: where everything is, and what to try next. */

export interface SummaryFacts {
  readonly masterUrl: string;
  readonly agentUrls: readonly string[];
  /** Agents that have not registered yet count as down. */
  readonly isComplete: boolean;
  readonly workDir: string;
  readonly logFile: string | undefined;
  /** Path of mesos-execute, as one would type it. */
  readonly execute: string;
  readonly marathonUrl: string | undefined;
  /** Where marathon-lb shows what it serves, or why it does not run. */
  readonly balancer: string | undefined;
  /** Of the service that Marathon runs as an example. */
  readonly exampleUrl: string | undefined;
}

export function summaryText(facts: SummaryFacts): string {
  const { masterUrl, agentUrls, isComplete, workDir, logFile, execute } = facts;
  const { marathonUrl, exampleUrl, balancer } = facts;
  const count = `${agentUrls.length} ${agentUrls.length === 1 ? 'agent' : 'agents'}`;
  const rows: [string, string][] = [
    ['master', masterUrl],
    ...agentUrls.map((url, i): [string, string] => [`agent ${i + 1}`, url]),
    ...optional('marathon', marathonUrl),
    ...optional('balancer', balancer),
    ...optional('example', exampleUrl),
    ['state', workDir],
    ...(logFile === undefined ? [] : [['log', logFile] as [string, string]]),
  ];
  const address = masterUrl.replace('http://', '');
  return [
    '',
    `The cluster is up: a master and ${count}${isComplete ? '' : ' (some still registering)'}.`,
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(9)} ${value}`),
    '',
    'Try next, in another terminal:',
    `  ${execute} --master=${address} --name=hello --command='echo Hello; sleep 5'`,
    `  curl ${masterUrl}/state-summary`,
    ...(marathonUrl === undefined ? [] : [`  curl ${marathonUrl}/v2/apps`]),
    '',
    'Ctrl-C ends all tasks and stops; the next start goes on with the same state.',
    '',
  ].join('\n');
}

function optional(name: string, url: string | undefined): [string, string][] {
  return url === undefined ? [] : [[name, url]];
}

export interface GroupFacts {
  readonly zk: string;
  readonly isElected: boolean;
  readonly masters: readonly { readonly url: string; readonly pid: number | undefined }[];
  readonly agentUrls: readonly string[];
  readonly leaderUrl: string | undefined;
  readonly workDir: string;
  readonly execute: string;
}

export function groupSummaryText(facts: GroupFacts): string {
  const { zk, isElected, masters, agentUrls, leaderUrl, workDir, execute } = facts;
  const rows: [string, string][] = [
    ...masters.map(({ url, pid }, i): [string, string] => {
      return [`master ${i + 1}`, `${url}  pid ${pid}${url === leaderUrl ? '  leads' : ''}`];
    }),
    ...agentUrls.map((url, i): [string, string] => [`agent ${i + 1}`, url]),
    ['zookeeper', zk],
    ['state', workDir],
  ];
  const leader = masters.find(({ url }) => url === leaderUrl);
  return [
    '',
    isElected ? `The cluster is up: ${masters.length} masters.` : 'No master was elected yet.',
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(9)} ${value}`),
    '',
    'Try next, in another terminal; whatever dies is started again:',
    `  ${execute} --master=${zk} --name=long --command='sleep 600' --checkpoint`,
    `  kill -9 ${leader?.pid ?? '<pid of a master>'}     # the next one leads, the task runs on`,
    `  curl -L ${masters[0]?.url}/state-summary`,
    '',
    'Ctrl-C stops all of them; tasks of frameworks that checkpoint run on, and the next start takes them over.',
    '',
  ].join('\n');
}
