/** How a container is run whose root file system is an image's: by programs of the machine that are mounted in it. */
import { basename } from 'node:path';
import { ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { programsOf } from '../posix/launch-plan.ts';
import { installScript } from '../posix/supervisor.ts';
import type { ImageTools } from '../image-tools.ts';
import { toolsPath } from '../image-tools.ts';
import { initScript } from './init-script.ts';
import type { LinuxTools } from './requirements.ts';

export interface ImageSurroundings {
  readonly tools: LinuxTools;
  /** The words to start a shell. */
  readonly shell: readonly string[];
  /** Path of the script that the container begins with, as the container sees it. */
  readonly script: string;
  /** For that script. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where the command starts. */
  readonly directory: string;
}

export interface ImageSurroundingsRequest {
  readonly tools: LinuxTools;
  readonly wrappers: readonly (readonly string[])[];
  readonly directory: string;
}

/** A failure names the program that the machine does not have. */
export async function findImageSurroundings(
  imageTools: ImageTools,
  { tools, wrappers, directory }: ImageSurroundingsRequest,
): Promise<Result<ImageSurroundings>> {
  const installed = await imageTools.install();
  if (!installed.ok) return installed;
  const words = new Map<string, readonly string[]>();
  const { nsenter, setpriv } = tools;
  const own = [nsenter, 'setsid', ...(setpriv === undefined ? [] : [setpriv])];
  for (const program of [...programsOf(wrappers), ...own]) {
    const found = await imageTools.wordsFor(program);
    if (!found.ok) return found;
    words.set(program, found.value);
  }
  const shell = words.get('/bin/sh')!;
  const path = await installScript(imageTools.directory, { name: 'init', text: initScript });
  const folder = [...shell.slice(0, -1), `${toolsPath}/bin`];
  return ok({
    tools: { ...tools, perl: undefined, wordsFor: (program) => words.get(program) ?? [program] },
    ...{ shell, script: `${toolsPath}/${basename(path)}`, directory },
    variables: { AP_DIRECTORY: directory, AP_SHELL: shell.join(' '), AP_TOOLS: folder.join(' ') },
  });
}
