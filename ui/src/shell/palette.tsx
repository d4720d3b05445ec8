/** Goes anywhere, and does what can be done here, by a few letters. What was used lately comes first. */
import { useEffect, useRef, useState } from 'react';
import { kept } from '../base/kept.ts';
import { paletteWords } from '../texts/areas/palette.ts';
import { useSay, useWords } from '../texts/texts.ts';
import { type Goal, offered, readRecent, type Recent, withUsed } from './goals.ts';
import { useCommonGoals, useHereGoals } from './page-goals.ts';

export interface PaletteProps {
  readonly close: () => void;
  readonly openHelp: () => void;
  /** What there is beside what every page has; a hook. */
  readonly useGoals: (text: string) => readonly Goal[];
}

const recent = kept<Recent>('recent', [], readRecent);

export function Palette({ close, openHelp, useGoals }: PaletteProps) {
  const say = useSay();
  const word = useWords(paletteWords);
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  useEffect(() => dialog.current?.showModal(), []);
  const all = [...useHereGoals(), ...useGoals(text.trim()), ...useCommonGoals(openHelp)];
  const found = offered(all, text.trim(), recent.use());
  const at = Math.min(chosen, found.length - 1);
  const take = (goal: Goal): void => {
    recent.set(withUsed(recent.get(), goal));
    // Whatever it opens must not stand behind this one.
    dialog.current?.close();
    if (typeof goal.act === 'string') window.location.hash = goal.act.slice(1);
    else goal.act();
  };
  const onKey = (key: string): boolean => {
    if (key === 'ArrowDown') setChosen(Math.min(at + 1, found.length - 1));
    else if (key === 'ArrowUp') setChosen(Math.max(at - 1, 0));
    else if (key === 'Enter' && found[at] !== undefined) take(found[at]);
    else return false;
    return true;
  };
  useEffect(() => {
    document.querySelector(`#palette-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <dialog ref={dialog} className="palette" aria-label={say('palette')} onClose={close}>
      <input
        type="text"
        role="combobox"
        aria-expanded={found.length > 0}
        aria-autocomplete="list"
        aria-controls="palette-list"
        {...(at >= 0 && { 'aria-activedescendant': `palette-${at}` })}
        aria-label={word('hint')}
        placeholder={word('hint')}
        value={text}
        autoFocus
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={(event) => {
          if (onKey(event.key)) event.preventDefault();
        }}
      />
      <ul id="palette-list" role="listbox" aria-label={say('palette')}>
        {found.map((goal, i) => (
          <li
            key={goal.key}
            id={`palette-${i}`}
            role="option"
            aria-selected={i === at}
            className={i === at ? 'chosen' : ''}
            onPointerMove={() => setChosen(i)}
            onClick={() => take(goal)}
          >
            <span className="palette-label">{goal.label}</span>
            <span className="muted">{goal.what}</span>
          </li>
        ))}
      </ul>
      <p className={found.length === 0 ? 'quiet' : 'visually-hidden'} role="status">
        {text === ''
          ? ''
          : found.length === 0
            ? say('none')
            : word('found', { count: found.length })}
      </p>
    </dialog>
  );
}
