/** Volumes that are kept for instances, each with a page of its own. */
import { Id } from '../../parts/id.tsx';
import { megabytesText } from '../../parts/format.ts';
import { State } from '../../parts/state.tsx';
import { instanceWords } from '../../texts/areas/marathon-instances.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { appAddress } from '../addresses.ts';
import type { Volume } from './volumes-of.ts';

export function VolumeTable({
  app,
  volumes,
}: {
  readonly app: string;
  readonly volumes: readonly Volume[];
}) {
  const say = useSay();
  const own = useWords(instanceWords);
  return (
    <div className="scrolled">
      <table className="facts left">
        <thead>
          <tr>
            <th scope="col">{say('id')}</th>
            <th scope="col">{say('state')}</th>
            <th scope="col">{say('host')}</th>
            <th scope="col">{own('type')}</th>
            <th scope="col">{own('path')}</th>
            <th scope="col">{own('size')}</th>
            <th scope="col">{own('mode')}</th>
            <th scope="col">{own('heldBy')}</th>
          </tr>
        </thead>
        <tbody>
          {volumes.map((volume) => (
            <tr key={volume.id}>
              <th scope="row">
                <Id id={volume.id} href={volumeAddress(app, volume.id)} />
              </th>
              <td>
                <VolumeState volume={volume} />
              </td>
              <td>{volume.host}</td>
              <td>{volume.type || '–'}</td>
              <td className="mono">{volume.path}</td>
              <td>{volume.sizeMb === undefined ? '–' : megabytesText(volume.sizeMb)}</td>
              <td>{volume.mode || '–'}</td>
              <td>
                <Holder app={app} volume={volume} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** As the original has it. */
const volumeAddress = (app: string, id: string): string =>
  appAddress(app, `volume/${encodeURIComponent(id)}`);

export function VolumeState({ volume: { isAttached } }: { readonly volume: Volume }) {
  const own = useWords(instanceWords);
  return (
    <span title={own(isAttached ? 'attachedWhat' : 'waitingWhat')}>
      <State
        state={isAttached ? 'active' : 'recovering'}
        word={own(isAttached ? 'attached' : 'waiting')}
      />
    </span>
  );
}

export function Holder({ app, volume }: { readonly app: string; readonly volume: Volume }) {
  const own = useWords(instanceWords);
  const { taskId } = volume;
  if (taskId === '') return <span className="muted">{own('nobody')}</span>;
  return <Id id={taskId} href={appAddress(app, encodeURIComponent(taskId))} />;
}
