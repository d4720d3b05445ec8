/** The keys of the original's page, and the sheet that tells them. None while something is typed. */
import { useEffect } from 'react';
import { go, setQuery } from '../base/router.ts';
import { Confirm } from '../parts/confirm.tsx';
import { appsWords } from '../texts/areas/marathon-apps.ts';
import { useWords } from '../texts/texts.ts';

const isBusy = (target: EventTarget | null): boolean =>
  document.querySelector('dialog[open]') !== null ||
  (target instanceof Element && target.closest('input,textarea,select,.xterm') !== null);

/** What makes something is on the page of apps. */
function openOnApps(modal: string): void {
  if (/^#\/(apps|group\/[^/?]+)\/?(\?|$)/.test(window.location.hash)) setQuery({ modal });
  else go('/apps', { modal });
}

export function useKeys(): void {
  useEffect(() => {
    let isAfterG = false;
    const onKey = (event: KeyboardEvent): void => {
      if (
        event.defaultPrevented ||
        isBusy(event.target) ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey
      )
        return;
      const wasAfterG = isAfterG;
      isAfterG = event.key === 'g';
      if (wasAfterG) return;
      if (event.key === 'c') openOnApps('new-app');
      else if (event.key === 'C') openOnApps('new-group');
      else if (event.key === '<') setQuery({ modal: 'about' });
      else if (event.key === 's') focusSearch(event);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function focusSearch(event: KeyboardEvent): void {
  const box = document.querySelector<HTMLInputElement>('input[type=search]');
  if (box === null) return;
  event.preventDefault();
  box.focus();
}

const sheet = [
  ['c', 'key_c'],
  ['C', 'key_C'],
  ['s  /', 'key_s'],
  ['g a', 'key_ga'],
  ['g d', 'key_gd'],
  ['<', 'key_about'],
  ['?', 'key_help'],
  ['Esc', 'key_esc'],
  ['Ctrl Enter', 'key_enter'],
] as const;

export function Help({ close }: { readonly close: () => void }) {
  const say = useWords(appsWords);
  return (
    <Confirm
      title={say('keys')}
      text=""
      action="OK"
      onConfirm={() => Promise.resolve()}
      close={close}
    >
      <dl>
        {sheet.map(([key, what]) => [
          <dt key={`${key} key`} className="mono">
            {key}
          </dt>,
          <dd key={key}>{say(what)}</dd>,
        ])}
      </dl>
    </Confirm>
  );
}
