/** Apps with any of some labels. */
import { useSay } from '../../texts/texts.ts';

export function LabelFilter({
  labels,
  chosen,
  toggle,
}: {
  /** With how many have each. */
  readonly labels: ReadonlyMap<string, number>;
  readonly chosen: readonly string[];
  readonly toggle: (label: string) => void;
}) {
  const say = useSay();
  if (labels.size === 0 && chosen.length === 0) return null;
  return (
    <fieldset>
      <legend>{say('labels')}</legend>
      <select
        aria-label={say('labels')}
        value=""
        onChange={(event) => event.target.value !== '' && toggle(event.target.value)}
      >
        <option value="">…</option>
        {[...labels.keys()].toSorted().map((label) => (
          <option key={label} value={label}>
            {label} ({labels.get(label)})
          </option>
        ))}
      </select>
      {chosen.map((label) => (
        <button key={label} type="button" className="chip" onClick={() => toggle(label)}>
          {label} ×
        </button>
      ))}
    </fieldset>
  );
}
