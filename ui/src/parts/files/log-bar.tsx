/** What stands above the lines of a log: whether it follows, where one can go, and what can be saved. */
import { useState } from 'react';
import { addressOf } from '../../base/router.ts';
import { filesPath, type Place } from '../../live/files.ts';
import type { TailState } from '../../live/tail.ts';
import { logWords } from '../../texts/areas/logs.ts';
import { useWords } from '../../texts/texts.ts';

interface OfFile {
  readonly agent: Place;
  readonly path: string;
}

export function StateOfLog({
  isFollowing,
  newLines,
  toggle,
  state,
}: {
  readonly isFollowing: boolean;
  readonly newLines: number;
  readonly toggle: () => void;
  readonly state: TailState | undefined;
}) {
  const say = useWords(logWords);
  const isBefore = state?.isBefore === true;
  const words = isBefore
    ? say('before')
    : newLines === 0
      ? say('pausedSame')
      : say('paused', { count: newLines.toLocaleString('en') });
  return (
    <>
      <span role="status" className={`log-state ${isFollowing ? 'ok' : 'attention is-paused'}`}>
        <span aria-hidden="true">{isFollowing ? '▶' : '‖'}</span>{' '}
        {isFollowing ? say('following') : words}
      </span>
      <button type="button" className={isFollowing ? 'plain' : 'primary'} onClick={toggle}>
        {isFollowing ? say('pause') : `↓ ${say(isBefore ? 'toEnd' : 'follow')}`}
      </button>
    </>
  );
}

export function GoTo({ agent, path }: OfFile) {
  const say = useWords(logWords);
  const [byte, setByte] = useState('');
  const isByte = /^\d{1,15}$/.test(byte);
  return (
    <form
      className="log-go"
      onSubmit={(event) => {
        event.preventDefault();
        const place = agent === undefined ? {} : { agent };
        if (isByte) window.location.hash = addressOf('/log', { ...place, path, at: byte }).slice(1);
      }}
    >
      <input
        inputMode="numeric"
        value={byte}
        placeholder={say('goTo')}
        aria-label={say('goTo')}
        aria-invalid={byte !== '' && !isByte}
        onChange={(event) => setByte(event.target.value.trim())}
      />
    </form>
  );
}

export function Downloads({ agent, path }: OfFile) {
  const say = useWords(logWords);
  const name = path.split('/').at(-1);
  const addressOfFile = (of: string): string => filesPath(agent, 'download', { path: of });
  const folder = path.slice(0, path.lastIndexOf('/'));
  const saveBoth = (): void => {
    for (const each of ['stdout', 'stderr']) {
      const link = document.createElement('a');
      link.href = addressOfFile(`${folder}/${each}`);
      link.download = each;
      link.click();
    }
  };
  return (
    <>
      <a className="button" href={addressOfFile(path)} download>
        ↓ {say('download')}
      </a>
      {(name === 'stdout' || name === 'stderr') && (
        <button type="button" className="plain" onClick={saveBoth}>
          ↓ {say('downloadBoth')}
        </button>
      )}
    </>
  );
}
