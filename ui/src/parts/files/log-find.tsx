/** The field above a log: finds in it, or leaves only the lines that match. */
import { logWords } from '../../texts/areas/logs.ts';
import { useWords } from '../../texts/texts.ts';

export interface FindProps {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** Why it is no pattern; "" when it is one. */
  readonly fault: string;
  readonly isOnly: boolean;
  readonly setOnly: (isOnly: boolean) => void;
  readonly found: number;
  readonly total: number;
  /** Which of the found ones was gone to; -1 for none. */
  readonly at: number;
  readonly step: (by: 1 | -1) => void;
}

export function Find(props: FindProps) {
  const say = useWords(logWords);
  const { text, setText, fault, isOnly, setOnly, found, total, at, step } = props;
  return (
    <span className="log-find" role="search">
      <input
        type="search"
        value={text}
        placeholder={say('findHint')}
        aria-label={say('find')}
        aria-invalid={fault !== ''}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
          if (event.key === 'Escape') setText('');
        }}
      />
      <button
        type="button"
        className="plain"
        aria-label={say('previous')}
        title={say('previous')}
        disabled={found === 0}
        onClick={() => step(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        className="plain"
        aria-label={say('next')}
        title={say('next')}
        disabled={found === 0}
        onClick={() => step(1)}
      >
        ↓
      </button>
      <label>
        <input
          type="checkbox"
          checked={isOnly}
          onChange={(event) => setOnly(event.target.checked)}
        />{' '}
        {say('onlyMatching')}
      </label>
      {text !== '' && fault === '' && (
        <span role="status" className="muted">
          {found === 0
            ? say('noMatches', { count: total.toLocaleString('en') })
            : isOnly
              ? say('onlyShown', {
                  count: found.toLocaleString('en'),
                  total: total.toLocaleString('en'),
                })
              : say('matches', { at: at + 1, count: found.toLocaleString('en') })}
        </span>
      )}
      {fault !== '' && (
        <span role="alert" className="fault">
          {say('badPattern', { why: fault })}
        </span>
      )}
    </span>
  );
}
