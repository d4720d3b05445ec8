/** Somebody else changed what is edited: what of it, and how to go on without losing either. */
import { useState } from 'react';
import { editWords } from '../../texts/areas/edit.ts';
import { useWords } from '../../texts/texts.ts';
import { type Definition, definitionText } from './definition.ts';
import { Diff } from '../app/diff.tsx';

export function Meanwhile({
  id,
  theirs,
  mine,
  take,
}: {
  readonly id: string;
  /** Undefined: it is gone. */
  readonly theirs: Definition | undefined;
  readonly mine: Definition;
  readonly take: () => void;
}) {
  const words = useWords(editWords);
  const [isCompared, setCompared] = useState(false);
  return (
    <div className="meanwhile" role="alert">
      <p>
        ▲ {words(theirs === undefined ? 'goneMeanwhile' : 'changedMeanwhile', { id })}{' '}
        {theirs !== undefined && (
          <button type="button" className="plain" onClick={() => setCompared(!isCompared)}>
            {words(isCompared ? 'hide' : 'compareTheirs')}
          </button>
        )}{' '}
        <button type="button" className="plain" onClick={take}>
          {words(theirs === undefined ? 'makeAnew' : 'takeTheirs')}
        </button>
      </p>
      {isCompared && theirs !== undefined && (
        <Diff before={definitionText(theirs)} after={definitionText(mine)} />
      )}
    </div>
  );
}
