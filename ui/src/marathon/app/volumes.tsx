/** The volumes of an app's instances. */
import { Id } from '../../parts/id.tsx';
import { useSay } from '../../texts/texts.ts';
import type { ViewProps } from './view-props.ts';

export function Volumes({ details }: ViewProps) {
  const say = useSay();
  const rows = (details?.tasks ?? []).flatMap((task) =>
    (task.localVolumes ?? []).map((volume) => ({ task, volume })),
  );
  if (rows.length === 0) return <p className="quiet">{say('none')}</p>;
  return (
    <table className="facts left">
      <thead>
        <tr>
          <th scope="col">{say('id')}</th>
          <th scope="col">{say('host')}</th>
          <th scope="col">{say('containerPath')}</th>
          <th scope="col">{say('taskId')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ task, volume }) => (
          <tr key={volume.persistenceId}>
            <th scope="row">
              <Id id={volume.persistenceId} />
            </th>
            <td>{task.host}</td>
            <td>{volume.containerPath}</td>
            <td>
              <Id id={task.id} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
