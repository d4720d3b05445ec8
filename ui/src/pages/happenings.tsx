/** What happened, newest first: on the first page and on one of its own. */
import type { Happening } from '../live/cluster.ts';
import { agentAddress, frameworkAddress, taskAddress } from '../parts/table/cells.tsx';
import { State } from '../parts/state.tsx';
import { Time } from '../parts/time.tsx';
import { useSay } from '../texts/texts.ts';

function addressOf({ kind, id, of }: Happening): string {
  if (kind === 'agent') return agentAddress(id);
  return kind === 'framework' ? frameworkAddress(id) : taskAddress(of, id);
}

export function Happenings({ rows }: { readonly rows: readonly Happening[] }) {
  const say = useSay();
  return (
    <>
      {rows.length === 0 && <p className="quiet">{say('activityNone')}</p>}
      <ul className="lines activity" tabIndex={0} aria-label={say('activity')}>
        {rows.map((row) => (
          <li key={`${row.atMs} ${row.kind} ${row.of} ${row.id} ${row.to}`}>
            <State state={row.to} />
            <a href={addressOf(row)} title={row.id}>
              {row.name === '' ? row.id : row.name}
            </a>
            <Time ms={row.atMs} />
          </li>
        ))}
      </ul>
    </>
  );
}
