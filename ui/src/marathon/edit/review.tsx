/** What is about to be sent: what differs, and what becomes of the instances. */
import { editWords } from '../../texts/areas/edit.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { type Definition, definitionText } from './definition.ts';
import { Diff } from '../app/diff.tsx';
import { effectOf } from './effect.ts';

export function Review({
  before = {},
  after,
}: {
  readonly before: Definition | undefined;
  readonly after: Definition;
}) {
  const say = useSay();
  const words = useWords(editWords);
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
      <Diff before={definitionText(before)} after={definitionText(after)} />
    </>
  );
}
