/**
 * The last lines that a task said, below why it is as it is: of the file where a reason stands most
 * likely, or of the other one when nothing was written there and the task is over.
 */
import { useEffect, useState } from 'react';
import { sizeOf } from '../../live/files.ts';
import { LogView } from '../../parts/files/log-view.tsx';
import { taskWords } from '../../texts/areas/task.ts';
import { useSay, useWords } from '../../texts/texts.ts';

const files = ['stderr', 'stdout'] as const;
type File = (typeof files)[number];

interface Props {
  readonly agent: string;
  readonly sandbox: string;
  /** Shown first. */
  readonly file: File;
  readonly isOver: boolean;
}

export function LastLines({ agent, sandbox, file, isOver }: Props) {
  const say = useSay();
  const sayOwn = useWords(taskWords);
  const [chosen, setChosen] = useState<File | undefined>(isOver ? undefined : file);
  const [isOther, setOther] = useState(false);
  useEffect(() => {
    if (chosen !== undefined) return undefined;
    const stop = new AbortController();
    const other = file === 'stderr' ? 'stdout' : 'stderr';
    sizeOf(agent, `${sandbox}/${file}`, stop.signal)
      .then((size) => {
        setOther(size === 0);
        setChosen(size === 0 ? other : file);
      })
      // What is in the way is told where the lines would be.
      .catch(() => stop.signal.aborted || setChosen(file));
    return () => stop.abort();
  }, [agent, sandbox, file, chosen]);
  const shown = chosen ?? file;
  return (
    <section className="last-lines">
      <div className="last-lines-head">
        <h2>{say('lastLines', { file: shown })}</h2>
        {files.map((each) => (
          <button
            key={each}
            type="button"
            className="plain"
            aria-pressed={each === shown}
            onClick={() => {
              setOther(false);
              setChosen(each);
            }}
          >
            {each}
          </button>
        ))}
        {isOther && <span className="muted">{sayOwn('otherFile', { file })}</span>}
      </div>
      {chosen !== undefined && <LogView agent={agent} path={`${sandbox}/${chosen}`} isSmall />}
    </section>
  );
}
