/** Files of an agent by path, and one file as it grows. */
import { useFound } from '../live/client.ts';
import { agentAddress } from '../parts/cells.tsx';
import { Crumbs } from '../parts/crumbs.tsx';
import { FileList } from '../parts/file-list.tsx';
import { LogView } from '../parts/log-view.tsx';
import { addressOf, setQuery, usePlace } from '../base/router.ts';
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

export function Log({
  agent,
  path,
}: {
  readonly agent: string | undefined;
  readonly path: string;
}) {
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
      <h1>{path.split('/').at(-1)}</h1>
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
