/** The life of a task as a strip: what was, what is, and what is to come, with how long each took. */
import type { Task as TaskRow } from '../../live/model.ts';
import { durationText } from '../../parts/format.ts';
import { Time, useNow } from '../../parts/time.tsx';
import { taskWords } from '../../texts/areas/task.ts';
import { useLanguage, useWords } from '../../texts/texts.ts';
import { phasesOf } from './phases.ts';
import type { WholeTask } from './whole-task.ts';

const glyphs = { past: '✓', now: '◐', coming: '○' } as const;
const tones = { past: 'neutral', now: 'progress', coming: 'muted' } as const;

export function Strip({ task, whole }: { readonly task: TaskRow; readonly whole: WholeTask }) {
  const say = useWords(taskWords);
  const language = useLanguage();
  const nowMs = useNow();
  const isChecked = whole.health_check !== undefined;
  const phases = phasesOf(task.state, whole.statuses ?? [], { nowMs, isChecked });
  return (
    <section aria-label={say('phases')}>
      <ol className="strip">
        {phases.map(({ kind, atMs, durationMs, place }) => {
          const tone = kind === 'unhealthy' ? 'bad' : kind === 'healthy' ? 'ok' : tones[place];
          return (
            <li key={kind} aria-current={place === 'now' ? 'step' : undefined} className={place}>
              <span className={tone}>
                <span aria-hidden="true">{glyphs[place]}</span> {say(`phase_${kind}`)}
              </span>
              <span className="visually-hidden">{say(`place_${place}`)}</span>
              <span className="muted">
                {place === 'coming'
                  ? ''
                  : durationMs === undefined
                    ? atMs === undefined
                      ? say('noTime')
                      : ''
                    : durationText(durationMs, language)}
                {atMs !== undefined && (
                  <>
                    {durationMs === undefined ? '' : ' · '}
                    <Time ms={atMs} />
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
