/** Goes anywhere by a few letters. */
import { useEffect, useRef, useState } from 'react';
import { useSay } from '../texts/texts.ts';

export interface Goal {
  /** "#/agents/x" */
  readonly address: string;
  readonly label: string;
  /** What kind of thing it is. */
  readonly what: string;
}

export interface PaletteProps {
  readonly close: () => void;
  /** What goes with the letters; a hook. */
  readonly useGoals: (text: string) => readonly Goal[];
}

export function Palette({ close, useGoals }: PaletteProps) {
  const say = useSay();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  useEffect(() => dialog.current?.showModal(), []);
  const found = useGoals(text);
  const open = (address: string): void => {
    window.location.hash = address.slice(1);
    close();
  };
  const onKey = (key: string): boolean => {
    if (key === 'ArrowDown') setChosen((at) => Math.min(at + 1, found.length - 1));
    else if (key === 'ArrowUp') setChosen((at) => Math.max(at - 1, 0));
    else if (key === 'Enter' && found[chosen] !== undefined) open(found[chosen].address);
    else return false;
    return true;
  };
  return (
    <dialog ref={dialog} className="palette" aria-label={say('palette')} onClose={close}>
      <input
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={`palette-${chosen}`}
        aria-label={say('paletteHint')}
        placeholder={say('paletteHint')}
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
        {found.map(({ address, label, what }, i) => (
          <li
            key={`${address} ${label}`}
            id={`palette-${i}`}
            role="option"
            aria-selected={i === chosen}
            className={i === chosen ? 'chosen' : ''}
            onPointerEnter={() => setChosen(i)}
            onClick={() => open(address)}
          >
            <span>{label}</span>
            <span className="muted">{what}</span>
          </li>
        ))}
      </ul>
      {text !== '' && found.length === 0 && <p className="quiet">{say('none')}</p>}
    </dialog>
  );
}
