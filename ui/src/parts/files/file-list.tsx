/**
 * A directory of a sandbox, of any size: gone down into, found in by name, sorted; files are opened as
 * they grow, or saved. Asked for again while it is looked at, seldomer when it is large.
 */
import './log.css';
import { useEffect, useMemo, useState } from 'react';
import { FileFault, type FileRow, filesPath, listFolder, type Place } from '../../live/files.ts';
import { logWords } from '../../texts/areas/logs.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { isFolder, nameOf, shownRows } from './file-rows.ts';
import { Trouble } from './file-trouble.tsx';
import { bytesText } from '../format.ts';
import { type Column, Grid } from '../table/grid.tsx';
import { Time } from '../time.tsx';

const pollMs = 5_000;
const largePollMs = 60_000;
const largeEntries = 1_000;

export interface FileListProps {
  readonly agent: Place;
  readonly path: string;
  readonly openFolder: (path: string) => string;
  readonly openFile: (path: string) => string;
}

export function FileList(props: FileListProps) {
  const { agent, path, openFile } = props;
  const say = useSay();
  const sayHere = useWords(logWords);
  const { rows, fault } = useFolder(agent, path);
  const [name, setName] = useState('');
  const [sort, setSort] = useState({ key: 'name', isDescending: false });
  const columns = useMemo(() => columnsOf(props), [agent, path]);
  const shown = useMemo(() => shownRows(rows ?? [], name, sort), [rows, name, sort]);
  return (
    <div className="log">
      {fault !== undefined && <Trouble trouble={fault.trouble} why={fault.message} />}
      {rows === undefined && fault === undefined && <p className="quiet">{say('loading')}</p>}
      {rows?.length === 0 && (
        <p className="quiet">
          {sayHere('emptyFolder')} <a href={openFile(path)}>{sayHere('isFile')}</a>
        </p>
      )}
      {rows !== undefined && rows.length > 0 && (
        <>
          <div className="log-bar">
            <input
              type="search"
              value={name}
              placeholder={sayHere('filterNames')}
              aria-label={sayHere('filterNames')}
              onChange={(event) => setName(event.target.value)}
            />
            <span role="status" className="muted">
              {sayHere('entries', { count: shown.length.toLocaleString('en') })}
            </span>
          </div>
          <Grid
            label={say('files')}
            columns={columns}
            count={shown.length}
            rowAt={(index) => shown[index]}
            rowKey={(row) => row.path}
            sort={sort}
            onSort={(key) => setSort({ key, isDescending: sort.key === key && !sort.isDescending })}
          />
        </>
      )}
    </div>
  );
}

interface Folder {
  readonly rows: readonly FileRow[] | undefined;
  /** What was there before stays. */
  readonly fault: FileFault | undefined;
}

function useFolder(agent: Place, path: string): Folder {
  const [folder, setFolder] = useState<Folder>({ rows: undefined, fault: undefined });
  useEffect(() => {
    setFolder({ rows: undefined, fault: undefined });
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async (): Promise<void> => {
      let waitMs = pollMs;
      try {
        if (!document.hidden) {
          const rows = await listFolder(agent, path, stop.signal);
          if (stop.signal.aborted) return;
          if (rows.length > largeEntries) waitMs = largePollMs;
          setFolder({ rows, fault: undefined });
        }
      } catch (error) {
        if (stop.signal.aborted) return;
        const why = error instanceof Error ? error.message : String(error);
        const fault = error instanceof FileFault ? error : new FileFault('unreadable', why);
        setFolder(({ rows }) => ({ rows, fault }));
      }
      timer = setTimeout(() => void load(), waitMs);
    };
    void load();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [agent, path]);
  return folder;
}

function columnsOf({ agent, openFolder, openFile }: FileListProps): readonly Column<FileRow>[] {
  const unsorted = { isUnsorted: true, isNumber: true };
  return [
    {
      ...{ key: 'mode', title: 'mode', width: '7rem' },
      cell: ({ mode }) => <span className="mono">{mode}</span>,
    },
    { key: 'nlink', title: 'links', width: '4rem', ...unsorted, cell: ({ nlink }) => nlink },
    { key: 'uid', title: 'owner', width: '7rem', cell: ({ uid }) => uid },
    { key: 'gid', title: 'group', width: '7rem', isUnsorted: true, cell: ({ gid }) => gid },
    {
      ...{ key: 'size', title: 'size', width: '7rem', isNumber: true },
      cell: (row) => (isFolder(row) ? '' : bytesText(row.size)),
    },
    {
      ...{ key: 'mtime', title: 'modified', width: '10rem' },
      cell: ({ mtime }) => <Time ms={mtime * 1000} />,
    },
    {
      ...{ key: 'name', title: 'name', width: 'minmax(12rem, 1fr)' },
      cell: (row) => (
        <a href={isFolder(row) ? openFolder(row.path) : openFile(row.path)} title={nameOf(row)}>
          {nameOf(row)}
          {isFolder(row) ? '/' : ''}
        </a>
      ),
    },
    {
      ...{ key: 'actions', title: 'actions', width: '8rem', isUnsorted: true },
      cell: (row, say) =>
        !isFolder(row) && (
          <a
            href={filesPath(agent, 'download', { path: row.path })}
            aria-label={`${say('download')} ${nameOf(row)}`}
            download
          >
            {say('download')}
          </a>
        ),
    },
  ];
}
