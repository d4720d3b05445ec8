/** When an app was scaled and changed last, and what was changed then. */
import { useFetched, valueOf } from '../../base/fetching.ts';
import { addressOf } from '../../base/router.ts';
import { Time } from '../../parts/time.tsx';
import { configurationWords } from '../../texts/areas/marathon-configuration.ts';
import { debugWords } from '../../texts/areas/marathon-debug.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { appPath, base } from '../api.ts';
import { changesOf, definitionOf } from '../edit/definition.ts';
import { type App, timeOf } from '../model.ts';

export function LastChanges({ app }: { readonly app: App }) {
  const say = useSay();
  const own = useWords(debugWords);
  const { lastScalingAt, lastConfigChangeAt } = app.versionInfo ?? {};
  const path = `${appPath(app.id)}/versions`;
  const versions = valueOf(
    useFetched<{ readonly versions: readonly string[] }>(
      `${new URL(path, base).href}#${app.version}`,
    ),
  )?.versions;
  const changed = versions?.indexOf(lastConfigChangeAt ?? '') ?? -1;
  return (
    <section className="card">
      <h2>{say('lastChanges')}</h2>
      <dl>
        <dt>{say('scaleOrRestart')}</dt>
        <dd>{timeOf(lastScalingAt) === 0 ? own('none') : <Time ms={timeOf(lastScalingAt)} />}</dd>
        <dt>{say('view_configuration')}</dt>
        <dd>
          <Time ms={timeOf(lastConfigChangeAt)} />
        </dd>
        {versions !== undefined && changed !== -1 && (
          <>
            <dt>{own('changedThen')}</dt>
            <dd>
              {versions[changed + 1] === undefined ? (
                own('first')
              ) : (
                <Change id={app.id} from={versions[changed + 1]!} to={versions[changed]!} />
              )}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Change({
  id,
  from,
  to,
}: {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}) {
  const own = useWords(debugWords);
  const configuration = useWords(configurationWords);
  const versionPath = (version: string): string =>
    new URL(`${appPath(id)}/versions/${encodeURIComponent(version)}`, base).href;
  const before = valueOf(useFetched<object>(versionPath(from)));
  const after = valueOf(useFetched<object>(versionPath(to)));
  const names =
    before === undefined || after === undefined
      ? []
      : Object.keys(changesOf(definitionOf(before), definitionOf(after)));
  return (
    <>
      {names.length > 0 && configuration('changedNames', { names: names.join(', ') })}{' '}
      <a href={addressOf(`/apps/${encodeURIComponent(id)}/versions`, { from, to })}>
        {own('compare')}
      </a>
    </>
  );
}
