/** What is about to be sent: what differs, what becomes of the instances, whether they would fit. */
import { editWords } from '../../texts/areas/edit.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { type Definition, definitionText } from './definition.ts';
import { Diff } from '../app/diff.tsx';
import type { Kind } from './edit.tsx';
import { effectOf } from './effect.ts';
import { Fit } from './fit.tsx';

export function Review({
  kind,
  before: now,
  after,
}: {
  readonly kind: Kind;
  readonly before: Definition | undefined;
  readonly after: Definition;
}) {
  const say = useSay();
  const words = useWords(editWords);
  const before = now ?? {};
  const { changed, replaced, added, ended } = effectOf(before, after);
  return (
    <>
      {changed.length === 0 ? (
        <p>{say('nothingChanged')}</p>
      ) : (
        <p>
          {say(replaced > 0 ? 'willRestart' : 'willScale')}{' '}
          {replaced > 0 && words('replaced', { count: replaced })}{' '}
          {added > 0 && words('added', { count: added })}{' '}
          {ended > 0 && words('ended', { count: ended })}{' '}
          {words('changedFields', { names: changed.join(', ') })}
        </p>
      )}
      {changed.length > 0 && <Fit kind={kind} before={now} after={after} />}
      <Diff before={definitionText(before)} after={definitionText(after)} />
    </>
  );
}
