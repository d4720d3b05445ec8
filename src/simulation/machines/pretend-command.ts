/** What the commands of pretend tasks say, and how they are ended. */

export const sigkill = 9;

/** "name=t1 run=100 exit=0" */
export function parseCommand(text: string): { name: string; runMs: number; exitCode: number } {
  const values = new Map(text.split(' ').map((word) => word.split('=') as [string, string]));
  return {
    runMs: Number(values.get('run') ?? 0),
    exitCode: Number(values.get('exit') ?? 0),
    name: values.get('name') ?? text,
  };
}
