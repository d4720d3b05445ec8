/** The keys that mean something on the page below, on one sheet. Loaded when it is asked for. */
import { useEffect, useId, useRef } from 'react';
import { addressOf } from '../base/router.ts';
import { keyActions, keyOf } from '../parts/key-bindings.ts';
import { actionsHere, bindings } from '../parts/keys.ts';
import { settingsWords } from '../texts/areas/settings.ts';
import { useSay, useWords } from '../texts/texts.ts';
import type { Section } from './frame.tsx';
import { keyName } from './key-name.ts';

export default function KeySheet({
  sections,
  close,
}: {
  readonly sections: readonly Section[];
  readonly close: () => void;
}) {
  const say = useSay();
  const word = useWords(settingsWords);
  const changed = bindings.use();
  const here = actionsHere();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => dialog.current?.showModal(), []);
  const rows: readonly (readonly [keys: readonly string[], text: string])[] = [
    ...keyActions
      .filter((action) => action !== 'go' && here.has(action))
      .map((action) => [[keyOf(action, changed)], word(`key_${action}`)] as const),
    ...sections.map(({ key, title }) => [[keyOf('go', changed), key], say(title)] as const),
    [['Ctrl K'], word('palette')],
    [['Ctrl Enter'], word('send')],
  ];
  return (
    <dialog ref={dialog} className="dialog wide" aria-labelledby={titleId} onClose={close}>
      <h2 id={titleId}>{word('keys')}</h2>
      <dl className="key-sheet">
        {rows.map(([keys, text]) => (
          <div key={text}>
            <dt>{text}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key} className="key">
                  {keyName(key)}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="buttons">
        <a className="button" href={addressOf('/settings')} onClick={close}>
          {word('change')}
        </a>
        <button type="button" className="primary" onClick={() => dialog.current?.close()}>
          {word('close')}
        </button>
      </p>
    </dialog>
  );
}
