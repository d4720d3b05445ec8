/** A real master process: real sockets and a log; who asks is the test. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadFlags } from '../foundation/flags/load.ts';
import { Logging } from '../foundation/logging/logging.ts';
import { masterFlags } from './flags.ts';
import { type RunningMaster, startMaster } from './start.ts';

describe('a master', () => {
  let directory: string;
  let running: RunningMaster | undefined;
  let log: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'altiplano-master-'));
    log = '';
  });

  afterEach(async () => {
    await running?.stop();
    running = undefined;
    rmSync(directory, { recursive: true });
  });

  async function start(...args: string[]): Promise<string> {
    const usual = ['--registry=in_memory', '--port=0', '--hostname=localhost'];
    const outcome = loadFlags(masterFlags, { args: [...usual, ...args] });
    if (outcome.kind !== 'loaded') throw new Error(JSON.stringify(outcome));
    const logging = new Logging({
      program: 'mesos-master',
      verboseLevel: 0,
      writeStderr: (_, bytes) => {
        log += Buffer.from(bytes).toString();
        return bytes.length;
      },
    });
    running = await startMaster({ flags: outcome.flags, logging });
    logging.close();
    return `http://127.0.0.1:${running.address.port}`;
  }

  it('shows the log that somebody else writes', async () => {
    const path = join(directory, 'journal');
    writeFileSync(path, 'written by somebody else');
    const url = await start('--ip=127.0.0.1', `--external_log_file=${path}`);
    const response = await fetch(`${url}/files/read?path=/master/log&offset=0`);
    expect(await response.json()).toMatchObject({ data: 'written by somebody else' });
  });

  it('that announces an address which only its own machine finds says so', async () => {
    await start('--ip=0.0.0.0', '--advertise_ip=127.0.0.1');
    expect(log).toMatch(
      /^W.* Master listens on 0\.0\.0\.0 but announces 127\.0\.0\.1.*--advertise_ip/m,
    );
  });

  it('that listens on loopback says so', async () => {
    await start('--ip=127.0.0.1');
    expect(log).toMatch(/^W.* Master bound to loopback interface! Cannot communicate with remote/m);
  });
});
