/** /frameworks: the part of /state about frameworks; `?framework_id=` shows one. */
import type { MasterContext } from './context.ts';
import { passFrameworks, snapshotFramework, writeFrameworks } from './framework-json.ts';
import { makeTexts } from './one-moment.ts';
import type { Document } from './renderer.ts';
import { only } from './slaves.ts';

export function frameworksDocument({ core }: MasterContext, onlyId: string | undefined): Document {
  return function* document(output) {
    const { state } = core;
    yield* makeTexts(function* pass() {
      for (const list of [state.frameworks, state.completedFrameworks]) {
        yield* passFrameworks(only(list, onlyId));
      }
    });
    const frameworks = only(state.frameworks, onlyId).map(snapshotFramework);
    const completed = only(state.completedFrameworks, onlyId).map(snapshotFramework);
    output.write('{"frameworks":[');
    yield* writeFrameworks(output, frameworks);
    output.write('],"completed_frameworks":[');
    yield* writeFrameworks(output, completed);
    // @compat always empty since Mesos 1.0.
    output.write('],"unregistered_frameworks":[]}');
  };
}
