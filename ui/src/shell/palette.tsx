/** Goes anywhere by a few letters: pages, and the agents, frameworks and tasks that match. */
import { useEffect, useRef, useState } from 'react';
import { useRows } from '../live/client.ts';
import type { Agent, Framework, Task } from '../live/model.ts';
import type { RowsQuery } from '../live/queries.ts';
import { agentAddress, frameworkAddress, taskAddress } from '../parts/cells.tsx';
import { useSay } from '../texts/texts.ts';
import { sections } from './frame.tsx';

const mostOfEach = 5;

function queryOf(kind: RowsQuery['kind'], text: string): RowsQuery {
  // Whatever is typed is a word here, not a field of a table.
  const search = text === '' ? '"\u0000"' : `"${text.replaceAll('"', '')}"`;
  return { kind, search, sort: 'name', isDescending: false, from: 0, count: mostOfEach };
}

export function Palette({ close }: { readonly close: () => void }) {
  const say = useSay();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  useEffect(() => dialog.current?.showModal(), []);
  const tasks = useRows<Task>(queryOf('tasks', text))?.rows ?? [];
  const agents = useRows<Agent>({ ...queryOf('agents', text), sort: 'hostname' })?.rows ?? [];
  const frameworks = useRows<Framework>(queryOf('frameworks', text))?.rows ?? [];
  const word = text.toLowerCase();
  const found = [
    ...sections
      .filter(([, title]) => say(title).toLowerCase().includes(word))
      .map(([path, title]) => ({ address: `#${path}`, label: say(title), what: '' })),
    ...frameworks.map(({ id, name }) => ({
      address: frameworkAddress(id),
      label: name,
      what: say('framework'),
    })),
    ...agents.map(({ id, hostname }) => ({
      address: agentAddress(id),
      label: hostname,
      what: say('agent'),
    })),
    ...tasks.map(({ framework, id }) => ({
      address: taskAddress(framework, id),
      label: id,
      what: say('tasks'),
    })),
  ];
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
    </dialog>
  );
}
