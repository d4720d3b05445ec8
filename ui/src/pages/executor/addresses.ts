/** Where an executor and a framework on an agent are shown; the addresses are those of the old pages. */
import { addressOf } from '../../base/router.ts';

const enc = encodeURIComponent;

export const frameworkOnAgentAddress = (agent: string, framework: string): string =>
  addressOf(`/agents/${enc(agent)}/frameworks/${enc(framework)}`);

/** `container`: of which run, when there were several; "" for the one that runs, else the last. */
export const executorAddress = (
  agent: string,
  framework: string,
  executor: string,
  container = '',
): string =>
  addressOf(
    `/agents/${enc(agent)}/frameworks/${enc(framework)}/executors/${enc(executor)}`,
    container === '' ? undefined : { run: container },
  );

export const sandboxAddress = (agent: string, path: string): string =>
  addressOf(`/agents/${enc(agent)}/browse`, { path });

export const fileAddress = (agent: string, path: string): string =>
  addressOf('/log', { agent, path });
