/** mesos-agent: flags in, a running agent out. */
import { closeInheritedDescriptors } from '../foundation/inherited-descriptors.ts';
import { nameProcess, startedAs } from '../foundation/process-name.ts';
import { exitProgram, flagsOrAnswer, runService, startLogging } from '../foundation/program.ts';
import { agentFlags, checkAgentFlags } from './flags.ts';
import { placeAgent } from './placement.ts';
import { startAgent } from './start.ts';

const program = { table: agentFlags, name: startedAs('mesos-agent', 'mesos-slave') };

async function main(args: readonly string[]): Promise<void> {
  closeInheritedDescriptors();
  nameProcess(program.name);
  const flags = flagsOrAnswer(program, args);
  if (flags === undefined) return;
  const logging = startLogging(program.name, flags.values);
  const running = await runService({
    flags,
    fault: checkAgentFlags(flags.values),
    logging,
    start: async () => {
      await placeAgent(flags.values, logging.createLog('slave'));
      return startAgent({
        flags,
        logging,
        onExit: (status, why) => exitProgram(logging, { status, why }),
      });
    },
    // The next start takes them over.
    stopping: 'stopping; tasks run on',
  });
  process.once('SIGUSR1', () => running.agent.shutdown('Received SIGUSR1 signal'));
}

await main(process.argv.slice(2));
