/** How many tasks of an app are how, and how long they live: for parts of them, each explained. */
import './configuration.css';
import { durationText } from '../../parts/format.ts';
import { debugWords } from '../../texts/areas/marathon-debug.ts';
import { useLanguage, useSay, useWords } from '../../texts/texts.ts';
import type { App } from '../model.ts';

const sections = [
  'totalSummary',
  'withLatestConfig',
  'withOutdatedConfig',
  'startedAfterLastScaling',
] as const;
const counted = ['running', 'healthy', 'unhealthy', 'staged'] as const;

/** A section that has no tasks is not answered. */
export function Statistics({ stats }: { readonly stats: App['taskStats'] }) {
  const say = useSay();
  const own = useWords(debugWords);
  const language = useLanguage();
  const life = (seconds: number | undefined): string =>
    seconds === undefined ? '–' : durationText(seconds * 1_000, language);
  return (
    <section className="card statistics" aria-label={say('statistics')} tabIndex={0}>
      <h2>{say('statistics')}</h2>
      <p className="muted">{own('text')}</p>
      <table className="facts">
        <thead>
          <tr>
            <th scope="col">{own('tasks')}</th>
            {counted.map((name) => (
              <th key={name} scope="col">
                {own(name)}
              </th>
            ))}
            <th scope="col" title={own('medianText')}>
              {say('medianLife')}
            </th>
            <th scope="col">{own('average')}</th>
          </tr>
        </thead>
        <tbody>
          {sections.map((name) => {
            const part = stats?.[name]?.stats;
            return (
              <tr key={name}>
                <th scope="row">
                  {own(name)} <div className="muted">{own(`${name}Text`)}</div>
                </th>
                {counted.map((each) => (
                  <td key={each}>{part?.counts[each] ?? 0}</td>
                ))}
                <td>{life(part?.lifeTime?.medianSeconds)}</td>
                <td>{life(part?.lifeTime?.averageSeconds)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="muted">
        {say('medianLife')}: {own('medianText')}
      </p>
    </section>
  );
}
