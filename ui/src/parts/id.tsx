/** An id, shortened in the middle: whole on hover, when selected, and for the copy button. */
import { useState } from 'react';
import { useSay } from '../texts/texts.ts';
import { shortId } from './format.ts';

const shownMs = 1_500;

export function Id({ id, href }: { readonly id: string; readonly href?: string | undefined }) {
  const text = (
    <span className="mono" title={id}>
      {shortId(id)}
    </span>
  );
  return (
    <span className="id">
      {href === undefined ? text : <a href={href}>{text}</a>}
      <Copy text={id} />
    </span>
  );
}

export function Copy({ text }: { readonly text: string }) {
  const say = useSay();
  // Another text may stand here by now.
  const [copied, setCopied] = useState<string>();
  const isCopied = copied === text;
  const copy = (): void => {
    void copyText(text).then(() => {
      setCopied(text);
      setTimeout(() => setCopied(undefined), shownMs);
    });
  };
  return (
    <button
      type="button"
      className="copy"
      aria-label={`${say(isCopied ? 'copied' : 'copy')} ${text}`}
      title={say(isCopied ? 'copied' : 'copy')}
      onClick={copy}
    >
      {isCopied ? '✓' : '⧉'}
    </button>
  );
}

export async function copyText(text: string): Promise<void> {
  // Without https a browser has no clipboard for pages: the old way still works there.
  const { clipboard } = navigator as { readonly clipboard?: Clipboard };
  if (clipboard === undefined) copyOldWay(text);
  else await clipboard.writeText(text);
}

function copyOldWay(text: string): void {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
}
