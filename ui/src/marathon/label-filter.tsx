/** Apps with any of some labels. */
import { useSay } from '../texts/texts.ts';
import type { Row } from './app-rows.ts';

export function LabelFilter({
  rows,
  chosen,
  toggle,
}: {
  readonly rows: readonly Row[];
  readonly chosen: readonly string[];
  readonly toggle: (label: string) => void;
}) {
  const say = useSay();
  const labels = new Set(
    rows.flatMap(({ app }) =>
      Object.entries(app.labels ?? {}).map(([name, value]) => `${name}:${value}`),
    ),
  );
  if (labels.size === 0) return null;
  return (
    <fieldset>
      <legend>{say('labels')}</legend>
      <select
        aria-label={say('labels')}
        value=""
        onChange={(event) => event.target.value !== '' && toggle(event.target.value)}
      >
        <option value="">…</option>
        {[...labels].toSorted().map((label) => (
          <option key={label}>{label}</option>
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
