/**
 * What libprocess answers of itself. There are no actors here, so that `/__processes__` lists those
 * whose endpoints answer, and none has a queue; the profiler of gperftools is not built in, as in most
 * builds of Mesos. `/memory-profiler` is not there at all, as without --memory_profiling.
 */
import { badRequest, json } from '../foundation/http/index.ts';
import type { EndpointRouter } from '../manners/index.ts';
import { nobodyAsked } from '../security/authorization.ts';

/** @compat The first sentence; Mesos' second one is about building it. */
const noProfiler =
  'Perftools is disabled. To profile this process, start it with NODE_OPTIONS=--inspect.\n';

const open = {
  realm: 'open',
  authorize: nobodyAsked('it says nothing of what runs here'),
} as const;

export function registerProcessEndpoints(router: EndpointRouter): void {
  router.register('/__processes__', () => json(processesJson(router)), {
    ...open,
    summary: 'The processes whose endpoints answer here.',
  });
  for (const name of ['start', 'stop']) {
    router.register(`/profiler/${name}`, () => badRequest(noProfiler), {
      ...open,
      realm: 'readwrite',
      summary: 'Says that there is no profiler, and what to use.',
    });
  }
}

function processesJson({ routes }: EndpointRouter): string {
  const ids = new Set(routes.map(({ path }) => path.split('/')[1]!));
  return JSON.stringify([...ids].sort().map((id) => ({ events: [], id })));
}
