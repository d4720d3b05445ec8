/** All that happened since this page was opened, newest first: to watch a drain, or a deployment. */
import './topology/topology.css';
import { useAnswer } from '../live/client.ts';
import type { Happening } from '../live/cluster.ts';
import { setQuery, usePlace } from '../base/router.ts';
import { topologyWords } from '../texts/areas/topology.ts';
import { useSay, useWords } from '../texts/texts.ts';
import { Happenings } from './happenings.tsx';

/** As many as a page keeps (live/cluster.ts). */
const mostKept = 100;
const kinds = [
  ['task', 'tasks'],
  ['agent', 'agents'],
  ['framework', 'frameworks'],
] as const;

export default function Activity() {
  const say = useSay();
  const word = useWords(topologyWords);
  const { query } = usePlace();
  const text = query.get('q') ?? '';
  const kind = query.get('kind') ?? '';
  const rows = useAnswer({ about: 'activity' });
  const draining = useAnswer({ about: 'summary' })?.agentCounts['draining'] ?? 0;
  if (rows === undefined) return <p className="quiet">{say('loading')}</p>;
  const shown = rows.filter((row) => isShown(row, kind, text.toLowerCase()));
  return (
    <section className="all-activity">
      <h1>{say('activity')}</h1>
      {draining > 0 && (
        <p className="why">
          {word('draining', { count: draining })}{' '}
          <a href="#/agents?q=state:draining">{say('agents')}</a>
        </p>
      )}
      <p className="activity-filter">
        <select
          aria-label={word('kind')}
          value={kind}
          onChange={(event) => setQuery({ kind: event.target.value })}
        >
          <option value="">{word('everything')}</option>
          {kinds.map(([value, title]) => (
            <option key={value} value={value}>
              {say(title)}
            </option>
          ))}
        </select>
        <input
          type="search"
          value={text}
          aria-label={word('word')}
          placeholder={word('word')}
          onChange={(event) => setQuery({ q: event.target.value })}
        />
      </p>
      <p className="muted">
        {rows.length === 0
          ? word('noneYet')
          : word('shown', { shown: shown.length, total: rows.length, most: mostKept })}
      </p>
      {rows.length > 0 && <Happenings rows={shown} />}
    </section>
  );
}

function isShown(row: Happening, kind: string, text: string): boolean {
  if (kind !== '' && row.kind !== kind) return false;
  return `${row.name}\n${row.id}\n${row.to}\n${row.from}`.toLowerCase().includes(text);
}
