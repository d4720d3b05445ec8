/**
 * The last lines that a task wrote, told by Marathon: this page may not reach agents. Followed while it
 * runs; of one that ended they are read once.
 */
import { useLayoutEffect, useRef, useState } from 'react';
import { useFetched, valueOf } from '../../base/fetching.ts';
import { coloured } from '../../parts/files/ansi.ts';
import '../../parts/files/log.css';
import { bytesText } from '../../parts/format.ts';
import { instanceWords } from '../../texts/areas/marathon-instances.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { base } from '../api.ts';
import './instance.css';
import { endOf, type Output, sentenceOf } from './output.ts';
import { useMesosPages } from './task-links.tsx';

const files = ['stderr', 'stdout'] as const;
const shownBytes = 16 * 1024;
const followMs = 3_000;
const atEndPx = 20;

export function OutputLines({
  taskId,
  isLive,
}: {
  readonly taskId: string;
  readonly isLive: boolean;
}) {
  const own = useWords(instanceWords);
  const [file, setFile] = useState<(typeof files)[number]>('stderr');
  const whole = useMesosPages()?.task(taskId, file);
  return (
    <section className="output" aria-label={own('lastLines')}>
      <p className="buttons">
        <b>{own('lastLines')}</b>
        {files.map((each) => (
          <button
            key={each}
            type="button"
            className="plain"
            aria-pressed={each === file}
            onClick={() => setFile(each)}
          >
            {each}
          </button>
        ))}
        {whole !== undefined && <a href={whole}>{own('wholeFile')}</a>}
      </p>
      <Lines key={`${taskId} ${file}`} taskId={taskId} file={file} isLive={isLive} />
    </section>
  );
}

function Lines({
  taskId,
  file,
  isLive,
}: {
  readonly taskId: string;
  readonly file: string;
  readonly isLive: boolean;
}) {
  const say = useSay();
  const own = useWords(instanceWords);
  const path = `v2/tasks/${encodeURIComponent(taskId)}/output?file=${file}&bytes=${shownBytes}`;
  const fetched = useFetched<Output>(new URL(path, base).href, isLive ? followMs : undefined);
  const output = valueOf(fetched);
  const box = useRef<HTMLPreElement>(null);
  const isAtEnd = useRef(true);
  useLayoutEffect(() => {
    if (box.current !== null && isAtEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, [output?.sizeBytes]);
  return (
    <>
      {fetched.kind === 'loading' && <p className="quiet">{say('loading')}</p>}
      {fetched.kind === 'failed' && (
        <p className="muted" role="status">
          {sentenceOf(fetched.why)}{' '}
          <button type="button" className="link" onClick={fetched.again}>
            {own('refresh')}
          </button>
        </p>
      )}
      {output?.sizeBytes === 0 && <p className="quiet">{own('nothingWritten', { file })}</p>}
      {output !== undefined && output.sizeBytes > 0 && (
        <pre
          ref={box}
          tabIndex={0}
          role="log"
          aria-live="off"
          aria-label={own('linesOf', { file })}
          onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
            isAtEnd.current = scrollHeight - scrollTop - clientHeight < atEndPx;
          }}
        >
          {endOf(output).map((line, i) => (
            <div key={i}>
              {coloured(line).map(({ text, look }, part) => (
                <span key={part} className={look}>
                  {text}
                </span>
              ))}
            </div>
          ))}
        </pre>
      )}
      {output !== undefined && output.offset > 0 && (
        <p className="muted">
          {own('onlyEnd', {
            shown: bytesText(output.sizeBytes - output.offset),
            size: bytesText(output.sizeBytes),
          })}
        </p>
      )}
    </>
  );
}
