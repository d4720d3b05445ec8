/** The volumes of an app: those kept for its instances, and those of hosts and others. */
import { instanceWords } from '../../texts/areas/marathon-instances.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import type { ViewProps } from '../app/view-props.ts';
import { VolumeTable } from './volume-table.tsx';
import { otherVolumesOf, volumesOf } from './volumes-of.ts';

export function Volumes({ app, details }: ViewProps) {
  const say = useSay();
  if (details === undefined) return <p className="quiet">{say('loading')}</p>;
  const volumes = volumesOf(details, app);
  const others = otherVolumesOf(app);
  return (
    <>
      {volumes.length > 0 && <VolumeTable app={app.id} volumes={volumes} />}
      {volumes.length === 0 && others.length === 0 && <p className="quiet">{say('none')}</p>}
      {others.length > 0 && <Others volumes={others} />}
    </>
  );
}

function Others({ volumes }: { readonly volumes: ReturnType<typeof otherVolumesOf> }) {
  const own = useWords(instanceWords);
  return (
    <>
      <h2>{own('otherVolumes')}</h2>
      <table className="facts left">
        <thead>
          <tr>
            <th scope="col">{own('path')}</th>
            <th scope="col">{own('source')}</th>
            <th scope="col">{own('type')}</th>
            <th scope="col">{own('mode')}</th>
          </tr>
        </thead>
        <tbody>
          {volumes.map(({ path, source, type, mode }) => (
            <tr key={path}>
              <th scope="row" className="mono">
                {path}
              </th>
              <td className="mono">{source}</td>
              <td>{type}</td>
              <td>{mode || '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
