/** The service ports of an app: what load balancers listen on for it. 0: not yet given one. */
import type { RunSpec } from '../../model/run-spec.ts';

export function servicePortsOf(runSpec: RunSpec): readonly number[] {
  if (runSpec.kind === 'pod') return [];
  const mappings = runSpec.container?.portMappings ?? [];
  const ports =
    mappings.length > 0
      ? mappings.map(({ servicePort }) => servicePort)
      : runSpec.portDefinitions.map(({ port }) => port);
  return ports.filter((port) => port !== 0);
}
