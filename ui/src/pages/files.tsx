/** Files of an agent by path, and one file as it grows. */
import { useFound } from '../live/client.ts';
import { agentAddress } from '../parts/table/cells.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { FileList } from '../parts/files/file-list.tsx';
import { Loaded, NotFound } from '../parts/failure.tsx';
import { LogView } from '../parts/files/log-view.tsx';
import { useEffect } from 'react';
import { useFetched } from '../base/fetching.ts';
import { addressOf, replace, setQuery, usePlace } from '../base/router.ts';
import { useSay } from '../texts/texts.ts';

export function Browse({ agent, path }: { readonly agent: string; readonly path: string }) {
  const say = useSay();
  const { found } = useFound({ about: 'agent', id: agent });
  const here = addressOf(`/agents/${encodeURIComponent(agent)}/browse`, {});
  const folder = (to: string): string => `${here}?${new URLSearchParams({ path: to }).toString()}`;
  return (
    <>
      <Crumbs
        steps={[
          [say('agents'), '#/agents'],
          [found?.hostname ?? agent, agentAddress(agent)],
          ...stepsOf(path, folder),
        ]}
        last={path.split('/').at(-1) ?? path}
      />
      <h1>{say('files')}</h1>
      <p className="mono">{path}</p>
      <FileList
        agent={agent}
        path={path}
        openFolder={folder}
        openFile={(to) => addressOf('/log', { agent, path: to })}
      />
    </>
  );
}

/** The last few folders above it. */
const shownSteps = 4;

function stepsOf(path: string, folder: (to: string) => string): [string, string][] {
  const parts = path.split('/');
  const steps: [string, string][] = [];
  for (let i = Math.max(2, parts.length - 1 - shownSteps); i < parts.length - 1; i++) {
    steps.push([parts[i]!, folder(parts.slice(0, i + 1).join('/'))]);
  }
  return steps;
}

export function Log(place: { readonly agent: string | undefined; readonly path: string }) {
  const { query } = usePlace();
  const host = (query.get('host') ?? '').replace(/^\/+/, '');
  const isHere = host === '' || host === window.location.host;
  return isHere || place.agent !== undefined ? <LogOf {...place} /> : <OfHost host={host} />;
}

interface OfMaster {
  readonly slaves: readonly {
    readonly id: string;
    readonly hostname: string;
    readonly pid: string;
  }[];
}

/** Old addresses name an agent by its host and port, ours by its id. */
function OfHost({ host }: { readonly host: string }) {
  const fetched = useFetched<OfMaster>('/master/slaves');
  return (
    <Loaded fetched={fetched}>
      {({ slaves }) => {
        const port = host.split(':').at(-1);
        const found = slaves.find(
          ({ hostname, pid }) =>
            pid.endsWith(`@${host}`) ||
            (`${hostname}:${port}` === host && pid.endsWith(`:${port}`)),
        );
        return found === undefined ? <NotFound what={host} /> : <WithAgent agent={found.id} />;
      }}
    </Loaded>
  );
}

function WithAgent({ agent }: { readonly agent: string }) {
  const { query } = usePlace();
  useEffect(() => {
    const changed = new URLSearchParams(query);
    changed.delete('host');
    changed.set('agent', agent);
    replace('/log', changed);
  }, [agent, query]);
  return null;
}

function LogOf({ agent, path }: { readonly agent: string | undefined; readonly path: string }) {
  const say = useSay();
  const { query } = usePlace();
  const byte = query.get('at') ?? '';
  const { found } = useFound({ about: 'agent', id: agent ?? '' });
  const steps: [string, string][] =
    agent === undefined
      ? [[say('home'), '#/']]
      : [
          [say('agents'), '#/agents'],
          [found?.hostname ?? agent, agentAddress(agent)],
        ];
  return (
    <>
      <Crumbs steps={steps} last={path.split('/').at(-1) ?? path} />
      <h1>{query.get('title') ?? path.split('/').at(-1)}</h1>
      <p className="mono">{path}</p>
      <LogView
        agent={agent}
        path={path}
        at={/^\d{1,15}$/.test(byte) ? Number(byte) : undefined}
        find={query.get('q') ?? ''}
        onFind={rememberFound}
      />
    </>
  );
}

const rememberFound = (text: string): void => setQuery({ q: text });
