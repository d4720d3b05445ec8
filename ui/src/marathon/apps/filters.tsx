/** What the list of apps can be narrowed to, with how many there are of each. */
import { useMemo } from 'react';
import { setQuery } from '../../base/router.ts';
import { appsWords } from '../../texts/areas/marathon-apps.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import {
  countsOf,
  filterNames,
  type FilterKind,
  type Filters as Chosen,
  toggled,
} from './app-filters.ts';
import { healths, type Row, statuses } from './app-rows.ts';
import { LabelFilter } from './label-filter.tsx';

interface FiltersProps {
  readonly rows: readonly Row[];
  readonly filters: Chosen;
}

export function Filters({ rows, filters: { chosen } }: FiltersProps) {
  const say = useSay();
  const own = useWords(appsWords);
  const labels = useMemo(() => countsOf(rows, 'labels'), [rows]);
  return (
    <aside aria-label={say('filters')}>
      <Choices
        kind="status"
        title={say('state')}
        choices={statuses.map((status) => [status, say(`status_${status}`)])}
        rows={rows}
        chosen={chosen.status}
      />
      <Choices
        kind="health"
        title={say('health')}
        choices={healths.map((health) => [health, say(`part_${health}`)])}
        rows={rows}
        chosen={chosen.health}
      />
      <LabelFilter
        labels={labels}
        chosen={chosen.labels}
        toggle={(label) => setQuery({ [filterNames.labels]: toggled(chosen.labels, label) })}
      />
      <Choices
        kind="volumes"
        title={own('resources')}
        choices={[['volumes', own('volumes')]]}
        rows={rows}
        chosen={chosen.volumes}
      />
    </aside>
  );
}

export function clearFilters(): void {
  const names = [...Object.values(filterNames), 'q', 'filterText'];
  setQuery(Object.fromEntries(names.map((name) => [name, undefined])));
}

function Choices({
  kind,
  title,
  choices,
  rows,
  chosen,
}: {
  readonly kind: FilterKind;
  readonly title: string;
  readonly choices: readonly (readonly [value: string, text: string])[];
  readonly rows: readonly Row[];
  readonly chosen: readonly string[];
}) {
  const say = useSay();
  const counts = useMemo(() => countsOf(rows, kind), [rows, kind]);
  return (
    <fieldset>
      <legend>{title}</legend>
      {choices.map(([value, text]) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={() => setQuery({ [filterNames[kind]]: toggled(chosen, value) })}
          />{' '}
          {text} <span className="count">{counts.get(value) ?? 0}</span>
        </label>
      ))}
      {chosen.length > 0 && (
        <button
          type="button"
          className="link"
          aria-label={`${say('clear')}: ${title}`}
          onClick={() => setQuery({ [filterNames[kind]]: undefined })}
        >
          {say('clear')}
        </button>
      )}
    </fieldset>
  );
}
