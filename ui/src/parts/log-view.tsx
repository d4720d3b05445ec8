/**
 * A file as it grows: follows its end, pauses when the reader scrolls up, and goes on at the end. Shows
 * colours of terminals, only the lines that are asked for, and more of the past when asked.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Place } from '../live/files.ts';
import { filesPath } from '../live/files.ts';
import { FileTail, type Tail } from '../live/tail.ts';
import { useSay } from '../texts/texts.ts';
import { coloured } from './ansi.ts';
import { bytesText } from './format.ts';

const kept = 'altiplano.wrap';
const atEndPx = 20;
/** More are cut off at the beginning: the page has to stay quick. */
const mostShownLines = 5_000;

export function LogView({ agent, path }: { readonly agent: Place; readonly path: string }) {
  const say = useSay();
  const [tail, setTail] = useState<Tail | undefined>();
  const [isFollowing, setFollowing] = useState(true);
  const [wraps, setWraps] = useState(localStorage.getItem(kept) === 'true');
  const [filter, setFilter] = useState('');
  const [seenTo, setSeenTo] = useState(0);
  const reader = useRef<FileTail | undefined>(undefined);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    setTail(undefined);
    setFollowing(true);
    const made = new FileTail(agent, path, setTail);
    reader.current = made;
    return () => made.close();
  }, [agent, path]);
  const lines = useMemo(() => linesOf(tail?.text ?? '', filter), [tail?.text, filter]);
  useEffect(() => {
    if (!isFollowing || tail === undefined) return;
    setSeenTo(tail.to);
    const at = box.current;
    if (at !== null) at.scrollTop = at.scrollHeight;
  }, [lines, isFollowing, tail, wraps]);
  const onScroll = (): void => {
    const at = box.current;
    if (at === null) return;
    setFollowing(at.scrollHeight - at.scrollTop - at.clientHeight <= atEndPx);
  };
  const news = Math.max(0, (tail?.to ?? 0) - seenTo);
  return (
    <div className="log">
      <div className="log-bar">
        <span role="status" className={isFollowing ? 'ok' : 'attention'}>
          {isFollowing ? say('following') : say('paused', { bytes: bytesText(news) })}
        </span>
        {!isFollowing && (
          <button type="button" className="plain" onClick={() => setFollowing(true)}>
            ↓ {say('follow')}
          </button>
        )}
        <input
          type="search"
          value={filter}
          placeholder={say('filterLines')}
          aria-label={say('filterLines')}
          onChange={(event) => setFilter(event.target.value)}
        />
        <label>
          <input
            type="checkbox"
            checked={wraps}
            onChange={(event) => {
              setWraps(event.target.checked);
              localStorage.setItem(kept, String(event.target.checked));
            }}
          />{' '}
          {say('wrap')}
        </label>
        {(tail?.from ?? 0) > 0 && (
          <button type="button" className="plain" onClick={() => void reader.current?.earlier()}>
            ↑ {say('earlier')}
          </button>
        )}
        <a className="button" href={filesPath(agent, 'download', { path })} download>
          {say('download')}
        </a>
        <span className="muted">{bytesText(tail?.to ?? 0)}</span>
      </div>
      {tail?.fault !== undefined && tail.fault !== '' && (
        <p className="fault" role="alert">
          {say('failedToLoad', { why: tail.fault })}
        </p>
      )}
      {looksBinary(tail?.text ?? '') ? (
        <p className="quiet">{say('binary')}</p>
      ) : (
        <div
          ref={box}
          className={`log-lines ${wraps ? 'wraps' : ''}`}
          tabIndex={0}
          role="log"
          aria-live="off"
          aria-label={path}
          onScroll={onScroll}
        >
          {tail === undefined
            ? say('loading')
            : lines.map((line, i) => <Line key={i} text={line} />)}
        </div>
      )}
    </div>
  );
}

function Line({ text }: { readonly text: string }) {
  return (
    <div>
      {coloured(text).map(({ text: part, colour }, i) =>
        colour === '' ? (
          part
        ) : (
          <span key={i} className={`ansi-${colour}`}>
            {part}
          </span>
        ),
      )}
      {'\n'}
    </div>
  );
}

function linesOf(text: string, filter: string): string[] {
  const all = text.split('\n');
  if (all.at(-1) === '') all.pop();
  const word = filter.toLowerCase();
  const shown = word === '' ? all : all.filter((line) => line.toLowerCase().includes(word));
  return shown.slice(-mostShownLines);
}

function looksBinary(text: string): boolean {
  const sample = text.slice(0, 4_096);
  const odd = [...sample].filter((sign) => {
    const code = sign.charCodeAt(0);
    return code === 0xfffd || (code < 32 && ![9, 10, 13, 27, 8].includes(code));
  });
  return odd.length > sample.length / 10;
}
