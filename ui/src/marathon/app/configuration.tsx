/** An app's definition, its earlier versions, and how to go back to one. */
import { Time } from '../../parts/time.tsx';
import { useFetched, valueOf } from '../../base/fetching.ts';
import { setQuery, usePlace } from '../../base/router.ts';
import { useSay } from '../../texts/texts.ts';
import { appPath, base } from '../api.ts';
import { type Definition, definitionOf, definitionText } from '../edit/definition.ts';
import { Diff } from './diff.tsx';
import { type App as AppRow, timeOf } from '../model.ts';
import type { ViewProps } from './view-props.ts';

export function Configuration({ app, edit }: ViewProps) {
  const say = useSay();
  const versions = valueOf(
    useFetched<{ readonly versions: readonly string[] }>(
      `${new URL(`${appPath(app.id)}/versions`, base).href}#${app.version}`,
    ),
  )?.versions;
  const compared = usePlace().query.get('from') ?? undefined;
  const current = definitionText(definitionOf(app));
  return (
    <div className="editor">
      <div>
        <h2>{say('current')}</h2>
        <pre className="json" tabIndex={0}>
          {current}
        </pre>
      </div>
      <div>
        <h2>{say('versions')}</h2>
        <ul className="lines">
          {(versions ?? []).map((version) => (
            <li key={version}>
              <span>
                {version} <Time ms={timeOf(version)} />
              </span>
              {version === app.version ? (
                <span className="muted">{say('current')}</span>
              ) : (
                <button type="button" className="plain" onClick={() => setQuery({ from: version })}>
                  {say('compare')}
                </button>
              )}
            </li>
          ))}
        </ul>
        {compared !== undefined && (
          <Compared key={compared} app={app} version={compared} current={current} edit={edit} />
        )}
      </div>
    </div>
  );
}

function Compared({
  app,
  version,
  current,
  edit,
}: {
  readonly app: AppRow;
  readonly version: string;
  readonly current: string;
  readonly edit: (start: Definition) => void;
}) {
  const say = useSay();
  const old = valueOf(
    useFetched<object>(
      new URL(`${appPath(app.id)}/versions/${encodeURIComponent(version)}`, base).href,
    ),
  );
  if (old === undefined) return <p className="quiet">{say('loading')}</p>;
  const definition = definitionOf(old);
  return (
    <>
      <h3>
        {version} → {say('current')}
      </h3>
      <Diff before={definitionText(definition)} after={current} />
      <button type="button" className="primary" onClick={() => edit(definition)}>
        {say('rollBackTo')}
      </button>
    </>
  );
}
