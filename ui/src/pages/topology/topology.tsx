/** All agents at one sight: where it is full, what is away, and where something runs. */
import './topology.css';
import { useAnswer } from '../../live/client.ts';
import type { Topology as Answer } from '../../live/topology.ts';
import { SearchBox } from '../../parts/table/table.tsx';
import { setQuery, usePlace } from '../../base/router.ts';
import { Told } from '../../parts/told.tsx';
import { topologyWords } from '../../texts/areas/topology.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { Agents } from '../lists.tsx';
import { Picture } from './topology-picture.tsx';

const nearlyFull = 0.9;

export default function Topology() {
  const say = useSay();
  const word = useWords(topologyWords);
  const { query } = usePlace();
  const search = query.get('q') ?? '';
  const tasks = query.get('on') ?? '';
  const answer = useAnswer({ about: 'topology', search, tasks });
  const summary = useSummary(answer, tasks);
  return (
    <>
      <div className="table-head">
        <h1>{say('topology')}</h1>
        <span className="muted">{say('agents')}</span>
        <SearchBox
          value={search}
          what={word('which')}
          fault={answer?.fault}
          onChange={(q) => setQuery({ q })}
        />
        <span className="muted">{word('looked')}</span>
        <SearchBox
          value={tasks}
          what={word('where')}
          fault={answer?.taskFault}
          onChange={(on) => setQuery({ on })}
        />
      </div>
      <p>{summary}</p>
      <Told verdict={summary} text={summary} />
      <Legend isLooking={tasks !== ''} />
      {answer === undefined ? (
        <p className="quiet">{say('loading')}</p>
      ) : answer.squares.length === 0 ? (
        <p className="quiet">{answer.total === 0 ? say('none') : word('noneMatch')}</p>
      ) : (
        <Picture squares={answer.squares} isLooking={tasks !== ''} label={summary} />
      )}
      <Agents />
    </>
  );
}

function useSummary(answer: Answer | undefined, tasks: string): string {
  const word = useWords(topologyWords);
  if (answer === undefined) return '';
  const { squares, total } = answer;
  const full = squares.filter(({ load }) => load >= nearlyFull).length;
  const away = squares.filter(({ state }) => state !== 'active').length;
  const all = word('summary', { shown: squares.length, total, full, away });
  if (tasks === '') return all;
  const on = squares.filter(({ found }) => found > 0);
  const count = on.reduce((sum, { found }) => sum + found, 0);
  return `${all} ${word('foundSummary', { agents: on.length, tasks: count })}`;
}

function Legend({ isLooking }: { readonly isLooking: boolean }) {
  const word = useWords(topologyWords);
  return (
    <p className="topology-legend" aria-hidden="true">
      {word('empty')}
      {[1, 2, 3, 4, 5].map((step) => (
        <i key={step} className={`load-${step}`} />
      ))}
      {word('full')}
      <i className="is-away">╱</i> {word('away')}
      <i className="is-down">╳</i> {word('down')}
      <i className="is-ending">─</i> {word('ending')}
      {isLooking && (
        <>
          <i className="is-found" /> {word('looked')}
        </>
      )}
    </p>
  );
}
