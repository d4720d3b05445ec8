/** How an agent, or several, are drained. */
import { useSay } from '../../texts/texts.ts';

export interface DrainChoice {
  /** Seconds; "": each task's own. */
  readonly grace: string;
  readonly marksGone: boolean;
}

export const usualDrain: DrainChoice = { grace: '', marksGone: false };

export function DrainFields({
  choice,
  setChoice,
}: {
  readonly choice: DrainChoice;
  readonly setChoice: (choice: DrainChoice) => void;
}) {
  const say = useSay();
  return (
    <>
      <p>
        <label>
          {say('grace')}{' '}
          <input
            type="number"
            min="0"
            value={choice.grace}
            onChange={(event) => setChoice({ ...choice, grace: event.target.value })}
          />
        </label>
      </p>
      <p>
        <label>
          <input
            type="checkbox"
            checked={choice.marksGone}
            onChange={(event) => setChoice({ ...choice, marksGone: event.target.checked })}
          />{' '}
          {say('markGoneWhenEmpty')}
        </label>
      </p>
    </>
  );
}
