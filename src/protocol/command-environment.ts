/**
 * The variables that a command asks for, as its process gets them: values, and what secrets of type VALUE
 * hold. References to secrets that are kept elsewhere are refused before anything is launched.
 */
import type { CommandInfo } from './generated/mesos.ts';

export function commandEnvironment(command: CommandInfo | undefined): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const { name, value, secret } of command?.environment?.variables ?? []) {
    const held = secret?.value && Buffer.from(secret.value.data).toString('utf8');
    const text = value ?? held;
    if (text !== undefined) environment[name] = text;
  }
  return environment;
}
