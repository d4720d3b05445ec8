/**
 * The box above a table. What is typed is told on as it settles; several terms are shown as chips
 * below, which can be taken away one by one; what is wrong is said. `/` goes into it, with what was
 * searched for last; Escape empties it, and then leaves it.
 */
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import type { SearchFault } from '../../search/grammar.ts';
import { termsOf, withoutTerm } from '../../search/terms.ts';
import { tableWords } from '../../texts/areas/table.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { useKeys } from '../keys.ts';

/** By table. */
const lastText = new Map<string, string>();

export function SearchBox({
  value,
  what,
  fault,
  onChange,
}: {
  readonly value: string;
  readonly what: string;
  readonly fault: SearchFault | undefined;
  readonly onChange: (text: string) => void;
}) {
  const say = useSay();
  const [text, setText] = useState(value);
  const settled = useDeferredValue(text);
  const box = useRef<HTMLInputElement>(null);
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (settled !== value) onChange(settled);
    // Only what is typed is told on.
  }, [settled]);
  useEffect(() => {
    if (value.trim() !== '') lastText.set(what, value);
  }, [value, what]);
  // Told on at once: what was emptied a moment ago may not have settled, and then nothing changes.
  const recalled = (last: string): void => {
    setText(last);
    onChange(last);
  };
  useKeys({ find: () => recall(box.current, text, what, recalled) }, part);
  return (
    <div className="search" ref={part}>
      <input
        ref={box}
        type="search"
        value={text}
        placeholder={say('search')}
        aria-label={say('searchIn', { what })}
        aria-invalid={fault !== undefined}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          if (text === '') event.currentTarget.blur();
          else setText('');
        }}
      />
      <Chips text={text} onChange={setText} />
      {fault !== undefined && (
        <p role="alert" className="fault">
          <Fault fault={fault} />
        </p>
      )}
    </div>
  );
}

/** It is selected, so that what is typed next takes its place. */
function recall(
  box: HTMLInputElement | null,
  text: string,
  what: string,
  recalled: (text: string) => void,
): boolean {
  if (box === null) return false;
  const last = lastText.get(what) ?? '';
  if (text === '' && last !== '') recalled(last);
  box.focus();
  requestAnimationFrame(() => box.select());
  return true;
}

/** Of a few terms; what is only being typed has none yet. */
function Chips({
  text,
  onChange,
}: {
  readonly text: string;
  readonly onChange: (text: string) => void;
}) {
  const word = useWords(tableWords);
  const terms = termsOf(text);
  if (!terms.ok || terms.written.length < 2) return null;
  return (
    <ul className="chips" aria-label={word('terms')}>
      {terms.written.map((each) => {
        const term = text.slice(each.from, each.to);
        return (
          <li key={each.from}>
            <button
              type="button"
              className="chip mono"
              title={word('without', { term })}
              aria-label={word('without', { term })}
              onClick={() => onChange(withoutTerm(text, each))}
            >
              {term} <span aria-hidden="true">×</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

const faultKeys = {
  field: 'faultField',
  fact: 'faultFact',
  pattern: 'faultPattern',
  number: 'faultNumber',
  quote: 'faultQuote',
} as const;

export function Fault({ fault: { kind, word: name, near } }: { readonly fault: SearchFault }) {
  const say = useSay();
  const word = useWords(tableWords);
  const what =
    kind === 'bracket'
      ? word('faultBracket', { word: name })
      : say(faultKeys[kind], { word: name });
  return near.length === 0 ? what : `${what} ${say('near', { names: near.join(', ') })}`;
}
