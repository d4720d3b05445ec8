/**
 * mesos-execute: runs one task or pod on a cluster and waits for its end. It ends with status 0
 * whenever it ran, whatever became of the task (the last line says that), and with 1 when its flags
 * make no sense or the master does not want it.
 */
import { userInfo } from 'node:os';
import { SystemClock } from '../foundation/clock.ts';
import { helpText } from '../foundation/flags/help.ts';
import { loadFlags } from '../foundation/flags/load.ts';
import { Logging } from '../foundation/logging/logging.ts';
import { nameProcess } from '../foundation/process-name.ts';
import type { Result } from '../foundation/result.ts';
import { mesosVersion } from '../foundation/version.ts';
import { Scheduler } from '../scheduler/index.ts';
import { readMasters } from '../scheduler/masters.ts';
import { executeFlags } from './execute/flags.ts';
import type { ExecuteFlags } from './execute/flags.ts';
import { Run } from './execute/run.ts';
import { makeFramework, makeWork } from './execute/tasks.ts';

const program = 'mesos-execute';

function main(args: readonly string[]): void {
  nameProcess(program);
  const outcome = loadFlags(executeFlags, { args });
  if (outcome.kind === 'help' || outcome.kind === 'version') {
    process.stdout.write(helpText(executeFlags, program));
    return;
  }
  if (outcome.kind === 'refused') {
    // @compat tools print their whole usage after the error.
    process.stderr.write(`${outcome.error}\n\n${helpText(executeFlags, program)}`);
    process.exitCode = 1;
    return;
  }
  const logging = new Logging({ program });
  logging.flushAtExit();
  const log = logging.createLog('execute');
  for (const warning of outcome.flags.warnings) log.warning(warning);
  run(outcome.flags.values, logging);
}

function run(flags: ExecuteFlags, logging: Logging): void {
  const refuse = (why: string): never => {
    logging.exitLine('execute', why);
    process.stderr.write(`\n${helpText(executeFlags, program)}`);
    process.exit(1);
  };
  const get = <T>(result: Result<T>): T => (result.ok ? result.value : refuse(result.error));
  get(readMasters(flags.master));
  const work = get(makeWork(flags));
  const framework = get(makeFramework(flags, userInfo().username));
  const log = logging.createLog('scheduler');
  log.info(`Version: ${mesosVersion}`);
  const scheduler = new Scheduler({
    master: flags.master,
    framework,
    contentType: flags.content_type === 'json' ? 'json' : 'protobuf',
    ...credentialOf(flags),
    log,
    handlers: {
      subscribed: ({ frameworkId, master }) => {
        log.info(`New master detected at ${master?.pid ?? flags.master}`);
        theRun.subscribed(frameworkId);
      },
      offers: (offers) => theRun.offers(offers),
      update: (status) => theRun.update(status),
      refused: ({ call, why }) => log.warning(`The master refused ${call.type}: ${why}`),
      ended: (why) => {
        logging.exitLine('execute', `The master ended it: ${why}`);
        process.exit(1);
      },
    },
  });
  const theRun = new Run(work, {
    calls: scheduler,
    clock: new SystemClock(),
    note: (line) => log.info(line),
    print: (line) => void process.stdout.write(`${line}\n`),
    killAfterMs: flags.kill_after,
    // The acknowledgement of the last update goes out first; the handler that called us sends it.
    onDone: () => setImmediate(() => void scheduler.stop({ mode: 'disconnect' })),
  });
  scheduler.start();
}

function credentialOf({ principal, secret }: ExecuteFlags): {
  credential?: { principal: string; secret: string };
} {
  if (principal === undefined || secret === undefined) return {};
  return { credential: { principal, secret } };
}

main(process.argv.slice(2));
