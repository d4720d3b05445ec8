/** A directory of a sandbox: gone down into, files opened as they grow, or downloaded. */
import type { FileRow, Place } from '../live/files.ts';
import { filesPath } from '../live/files.ts';
import { useFetched } from '../base/fetching.ts';
import { useSay } from '../texts/texts.ts';
import { Loaded } from './failure.tsx';
import { bytesText } from './format.ts';
import { Time } from './time.tsx';

const pollMs = 5_000;

export function FileList({
  agent,
  path,
  openFolder,
  openFile,
}: {
  readonly agent: Place;
  readonly path: string;
  readonly openFolder: (path: string) => string;
  readonly openFile: (path: string) => string;
}) {
  const say = useSay();
  const fetched = useFetched<readonly FileRow[]>(filesPath(agent, 'browse', { path }), pollMs);
  return (
    <Loaded fetched={fetched}>
      {(rows) => (
        <div className="scrolled">
          <table className="facts left">
            <thead>
              <tr>
                <th scope="col">{say('mode')}</th>
                <th scope="col">{say('links')}</th>
                <th scope="col">{say('owner')}</th>
                <th scope="col">{say('group')}</th>
                <th scope="col">{say('size')}</th>
                <th scope="col">{say('modified')}</th>
                <th scope="col">{say('name')}</th>
                <th scope="col">
                  <span className="visually-hidden">{say('actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const isFolder = row.mode.startsWith('d');
                const name = row.path.split('/').at(-1)!;
                return (
                  <tr key={row.path}>
                    <td className="mono">{row.mode}</td>
                    <td>{row.nlink}</td>
                    <td>{row.uid}</td>
                    <td>{row.gid}</td>
                    <td>{isFolder ? '' : bytesText(row.size)}</td>
                    <td>
                      <Time ms={row.mtime * 1000} />
                    </td>
                    <th scope="row">
                      <a href={isFolder ? openFolder(row.path) : openFile(row.path)}>
                        {name}
                        {isFolder ? '/' : ''}
                      </a>
                    </th>
                    <td>
                      {!isFolder && (
                        <a href={filesPath(agent, 'download', { path: row.path })} download>
                          {say('download')}
                        </a>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          {rows.length === 0 && <p className="quiet">{say('none')}</p>}
        </div>
      )}
    </Loaded>
  );
}
