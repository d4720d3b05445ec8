/** An instance that is not there any more: how it failed, if it was the last one that did. */
import { instanceWords } from '../../texts/areas/marathon-instances.ts';
import { useWords } from '../../texts/texts.ts';
import { appAddress } from '../addresses.ts';
import type { App as AppRow } from '../model.ts';
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
  if (failure?.taskId === id) {
    return (
      <section className="card why bad-box" aria-label={own('failedThis')}>
        <h2>{own('failedThis')}</h2>
        <FailureReport app={app} failure={failure} />
        <p className="muted">{own('sandboxKept', { host: failure.host })}</p>
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
