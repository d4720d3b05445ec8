/** What a reader can choose: how it looks, its language and times, and the keys. Kept in this browser. */
import { useState } from 'react';
import { canBeBound, type KeyAction, keyActions, keyOf, rebound } from '../parts/key-bindings.ts';
import { setKeepsSeen, useKeepsSeen } from '../live/seen-store.ts';
import { bindings } from '../parts/keys.ts';
import { setLongTimes, useLongTimes } from '../parts/time.tsx';
import { settingsWords } from '../texts/areas/settings.ts';
import { shellWords } from '../texts/areas/shell.ts';
import { type Language, languages, setLanguage, useLanguage } from '../texts/texts.ts';
import { useSay, useWords } from '../texts/texts.ts';
import { keyName } from './key-name.ts';
import { setTheme, type Theme, themes, useTheme } from './theme.ts';

export default function Settings() {
  const say = useSay();
  const word = useWords(settingsWords);
  const shellWord = useWords(shellWords);
  const language = useLanguage();
  const theme = useTheme();
  const isLong = useLongTimes();
  const keepsSeen = useKeepsSeen();
  return (
    <div className="settings-form">
      <h1>{shellWord('settings')}</h1>
      <p className="muted">{word('kept')}</p>
      <label>
        <span>{say('theme')}</span>
        <select value={theme} onChange={(event) => setTheme(event.target.value as Theme)}>
          {themes.map((each) => (
            <option key={each} value={each}>
              {each === 'contrast' ? shellWord('contrast') : say(each)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{say('language')}</span>
        <select value={language} onChange={(event) => setLanguage(event.target.value as Language)}>
          {Object.entries(languages).map(([key, name]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{word('times')}</span>
        <select
          value={isLong ? 'long' : 'short'}
          onChange={(event) => setLongTimes(event.target.value === 'long')}
        >
          <option value="short">{word('relative')}</option>
          <option value="long">{word('iso')}</option>
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          checked={keepsSeen}
          onChange={(event) => setKeepsSeen(event.target.checked)}
        />
        {word('seen')}
      </label>
      <p className="muted">{word('seenHint')}</p>
      <Keys />
    </div>
  );
}

function Keys() {
  const word = useWords(settingsWords);
  const changed = bindings.use();
  const [taken, setTaken] = useState<{ action: KeyAction; by: KeyAction } | undefined>();
  const press = (action: KeyAction, key: string): void => {
    const next = rebound(changed, action, key);
    setTaken(next.ok ? undefined : { action, by: next.takenBy });
    if (next.ok) bindings.set(next.changed);
  };
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">{word('keys')}</h2>
      <p className="muted">{word('keysHint')}</p>
      <table className="facts left">
        <tbody>
          {keyActions.map((action) => (
            <tr key={action}>
              <th scope="row">{word(`key_${action}`)}</th>
              <td>
                <input
                  className="mono"
                  size={10}
                  readOnly
                  aria-label={word('keyOf', { what: word(`key_${action}`) })}
                  aria-invalid={taken?.action === action}
                  value={keyName(keyOf(action, changed))}
                  onKeyDown={(event) => {
                    if (!canBeBound(event.key) || event.ctrlKey || event.metaKey) return;
                    event.preventDefault();
                    press(action, event.key);
                  }}
                />{' '}
                {taken?.action === action && (
                  <span className="fault" role="alert">
                    {word('taken', { what: word(`key_${taken.by}`) })}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="buttons">
        <button type="button" className="plain" onClick={() => bindings.set(undefined)}>
          {word('usualKeys')}
        </button>
      </p>
    </section>
  );
}
