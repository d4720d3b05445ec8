/**
 * From apps to a configuration. Nothing but the arguments decides: the same apps, in whatever
 * order Marathon lists them, give the same bytes.
 */
import type { App } from '../model/app.ts';
import type { Templates } from '../templates/templates.ts';
import type { Configuration, ConfigurationOptions } from './configuration.ts';

export function configuration(
  apps: readonly App[],
  options: ConfigurationOptions,
  templates: Templates,
): Configuration {
  throw new Error(`not yet: ${apps.length} ${options.directory} ${templates.texts.size}`);
}
