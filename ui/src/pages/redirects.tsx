/** "browse" of an executor or a task: it leads to its files, and leaves no step in the history. */
import { useEffect } from 'react';
import { findSandbox, useAgentSelf } from '../live/agent-state.ts';
import { Loaded, NotFound } from '../parts/failure.tsx';
import { replace } from '../base/router.ts';
import type { ExecutorPlace } from './executor/executor.tsx';

const enc = encodeURIComponent;

interface SandboxPlace extends ExecutorPlace {
  readonly task?: string;
}

/** Replaces this address in the history by that of the files. */
export default function ToSandbox(place: SandboxPlace) {
  const self = useAgentSelf(place.agent);
  return (
    <Loaded fetched={self}>
      {(value) => {
        const task = place.task ?? place.executor;
        const found = findSandbox(value, place.framework, task, place.executor);
        return found === undefined ? (
          <NotFound what={place.executor} />
        ) : (
          <Go to={`/agents/${enc(place.agent)}/browse`} path={found} />
        );
      }}
    </Loaded>
  );
}

function Go({ to, path }: { readonly to: string; readonly path: string }) {
  useEffect(() => replace(to, new URLSearchParams({ path })), [to, path]);
  return null;
}
