/**
 * mesos-check-probe: makes one check in the network that it was started in. The question comes as JSON
 * on stdin, the outcome goes as JSON to stdout. Whoever started it ends it when time is up.
 */
import { text } from 'node:stream/consumers';
import type { Result } from '../../foundation/result.ts';
import { machineProber } from './machine-prober.ts';
import type { ProbeQuestion } from './namespace-probe.ts';

const question = JSON.parse(await text(process.stdin)) as ProbeQuestion;
const tell = (outcome: Result<number | boolean>): void => {
  process.stdout.write(JSON.stringify(outcome), () => process.exit(0));
};
if (question.kind === 'tcp') machineProber.tcp(question.target, 0, tell);
else machineProber.http(question.target, 0, tell);
