/** Why a file or a folder cannot be shown, and what can be done. */
import type { FileTrouble } from '../../live/files.ts';
import { logWords } from '../../texts/areas/logs.ts';
import { useWords } from '../../texts/texts.ts';

export function Trouble({ trouble, why }: { readonly trouble: FileTrouble; readonly why: string }) {
  const say = useWords(logWords);
  return (
    <p className="fault" role="alert">
      <span aria-hidden="true">⊗</span> {say(trouble)}{' '}
      {trouble === 'missing' && <span className="muted">{say('missingWhy')}</span>}
      {why !== '' && <span className="muted"> {say('said', { why })}</span>}
    </p>
  );
}
