/** An instance that is not there any more: how it failed, if it is or was here the last one that did. */
import { useRef } from 'react';
import { instanceWords } from '../../texts/areas/marathon-instances.ts';
import { useWords } from '../../texts/texts.ts';
import { appAddress } from '../addresses.ts';
import type { App as AppRow, Failure } from '../model.ts';
import { FailureReport } from './failure-report.tsx';

export function EndedInstance({
  app: { id: app },
  details: { lastTaskFailure: failure },
  id,
}: {
  readonly app: AppRow;
  readonly details: AppRow;
  readonly id: string;
}) {
  const own = useWords(instanceWords);
  // Whoever reads goes on reading when the next one has failed.
  const seen = useRef<Failure>(undefined);
  if (failure?.taskId === id) seen.current = failure;
  const { current: its } = seen;
  if (its?.taskId === id) {
    return (
      <section className="card why bad-box" aria-label={own('failedThis')}>
        <h2>{own('failedThis')}</h2>
        <FailureReport app={app} failure={its} />
        <p className="muted">{own('sandboxKept', { host: its.host })}</p>
      </section>
    );
  }
  return (
    <section className="quiet">
      <p>{own('endedNotKnown', { id })}</p>
      <p>
        <a href={appAddress(app)}>{own('toInstances', { id: app })}</a>
        {failure !== undefined && (
          <>
            {' · '}
            <a href={appAddress(app, encodeURIComponent(failure.taskId))}>{own('toFailure')}</a>
          </>
        )}
      </p>
    </section>
  );
}
