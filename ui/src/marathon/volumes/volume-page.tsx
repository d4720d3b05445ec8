/** One volume: what it is, where it is, and which instance has it. */
import { megabytesText } from '../../parts/format.ts';
import { Id } from '../../parts/id.tsx';
import { Time } from '../../parts/time.tsx';
import { instanceWords } from '../../texts/areas/marathon-instances.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { appAddress } from '../addresses.ts';
import { type App as AppRow, timeOf } from '../model.ts';
import { useMesosPages } from '../instances/task-links.tsx';
import { Holder, VolumeState } from './volume-table.tsx';
import { type Volume, volumesOf } from './volumes-of.ts';

export function VolumePage({
  app,
  details,
  id,
}: {
  readonly app: AppRow;
  readonly details: AppRow | undefined;
  readonly id: string;
}) {
  const say = useSay();
  const own = useWords(instanceWords);
  if (details === undefined) return <p className="quiet">{say('loading')}</p>;
  const volume = volumesOf(details, app).find((each) => each.id === id);
  return (
    <>
      <h2>
        {own('volume')} <span className="mono">{id}</span>
      </h2>
      {volume === undefined ? (
        <p className="quiet">{own('volumeGone', { id })}</p>
      ) : (
        <Facts app={app.id} volume={volume} />
      )}
      <p>
        <a href={appAddress(app.id, 'volumes')}>{own('allVolumes', { id: app.id })}</a>
      </p>
    </>
  );
}

function Facts({ app, volume }: { readonly app: string; readonly volume: Volume }) {
  const say = useSay();
  const own = useWords(instanceWords);
  const pages = useMesosPages();
  const { path, sizeMb, mode, type, profile, host, agent, since, isAttached } = volume;
  return (
    <div className="cards">
      <section className="card" aria-label={own('volume')}>
        <dl>
          <dt>{say('state')}</dt>
          <dd>
            <VolumeState volume={volume} /> {own(isAttached ? 'attachedWhat' : 'waitingWhat')}
          </dd>
          <dt>{own('stateSince')}</dt>
          <dd>
            <Time ms={timeOf(since)} />
          </dd>
          <dt>{own('heldBy')}</dt>
          <dd>
            <Holder app={app} volume={volume} />
          </dd>
          <dt>{own('path')}</dt>
          <dd className="mono">{path}</dd>
          <dt>{own('size')}</dt>
          <dd>{sizeMb === undefined ? '–' : megabytesText(sizeMb)}</dd>
          <dt>{own('mode')}</dt>
          <dd>{mode || '–'}</dd>
          <dt>{own('type')}</dt>
          <dd>{type || '–'}</dd>
          <dt>{own('profile')}</dt>
          <dd>{profile || '–'}</dd>
          <dt>{say('host')}</dt>
          <dd>{host}</dd>
          <dt>{own('agent')}</dt>
          <dd>
            {pages === undefined ? <Id id={agent} /> : <a href={pages.agent(agent)}>{agent}</a>}
          </dd>
          <dt>{own('app')}</dt>
          <dd>
            <a href={appAddress(app)}>{app}</a>
          </dd>
        </dl>
      </section>
    </div>
  );
}
