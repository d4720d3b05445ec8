/**
 * A look at Marathon, a configuration, and an end: `--dry` prints it; without the words sse and poll it
 * is written and, when --command says how, HAProxy is reloaded.
 */
import { failure, ok, unwrap, type Result } from '../foundation/result.ts';
import type { Configuration } from './config/configuration.ts';
import { sentenceOf } from './problem.ts';
import { HaproxyFiles } from './haproxy/files.ts';
import { ForeignHaproxyPort } from './haproxy/ports.ts';
import { placesOf } from './places.ts';
import { sourcesOf, type BalancerStart } from './start.ts';
import type { Snapshot } from './steering/environment.ts';
import { findAcceptable } from './steering/exclusion.ts';

/** @throws Error with a sentence for the operator */
export async function printConfiguration(start: BalancerStart): Promise<void> {
  const { configure, ...rest } = await look(start);
  process.stdout.write(configure(rest.snapshot.apps, new Set()).text);
}

/** @throws Error with a sentence for the operator */
export async function writeOnce(start: BalancerStart): Promise<void> {
  const { values, logging } = start;
  const log = logging.createLog('once');
  const { snapshot, configure } = await look(start);
  const files = new HaproxyFiles(placesOf(values).config, values.archive_versions);
  const { haproxy: command, skip_validation: skipsValidation } = values;
  const port = new ForeignHaproxyPort({ files, command, skipsValidation }, values.command);
  const wanted = configure(snapshot.apps, new Set());
  const before = await files.read();
  const made = await acceptable({ start, port, configure, snapshot, wanted });
  const used = unwrap(made);
  for (const problem of [...snapshot.problems, ...used.problems]) log.warning(sentenceOf(problem));
  if (used.text === before) return log.info('Nothing has changed');
  unwrap(await files.write(used, true));
  log.info(`${files.path} is written`);
  unwrap(await new Promise<Result<void>>((resolve) => port.reload(resolve)));
}

async function look(start: BalancerStart) {
  const { client, apps, configure } = await sourcesOf(start, placesOf(start.values));
  const snapshot = await new Promise<Result<Snapshot>>((resolve) => apps.apps(resolve));
  client.close();
  return { snapshot: unwrap(snapshot), configure };
}

async function acceptable(parts: {
  readonly start: BalancerStart;
  readonly port: ForeignHaproxyPort;
  readonly configure: Awaited<ReturnType<typeof sourcesOf>>['configure'];
  readonly snapshot: Snapshot;
  readonly wanted: Configuration;
}): Promise<Result<Configuration>> {
  const { start, port, configure, snapshot, wanted } = parts;
  return new Promise((resolve) => {
    port.check(wanted, (checked) => {
      if (checked.ok) return resolve(ok(wanted));
      if (start.values.skip_config_cleanup) {
        return resolve(failure(`HAProxy refuses the configuration: ${checked.error.why}`));
      }
      const search = { haproxy: port, configure, apps: snapshot.apps, excluded: new Set<string>() };
      findAcceptable(search, { configuration: wanted, refusal: checked.error }, (found) => {
        if (!found.ok) return resolve(found);
        const log = start.logging.createLog('once');
        for (const [app, why] of found.value.bad) log.error(`App ${app} is left out: ${why}`);
        resolve(ok(found.value.configuration));
      });
    });
  });
}
