/** How a task failed, in one view: its state, exit status, reason, what to do, and its last lines. */
import { findExit } from '../../parts/exit.ts';
import { Id } from '../../parts/id.tsx';
import { State } from '../../parts/state.tsx';
import { Time } from '../../parts/time.tsx';
import { instanceWords } from '../../texts/areas/marathon-instances.ts';
import { reasonWords, type ReasonKey } from '../../texts/areas/reasons.ts';
import { taskWords } from '../../texts/areas/task.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { appAddress } from '../addresses.ts';
import { type Failure, timeOf } from '../model.ts';
import { OutputLines } from './output-lines.tsx';
import { TaskLinks } from './task-links.tsx';

const isReason = (key: string): key is ReasonKey => key in reasonWords.en;

export function FailureReport({
  app,
  failure,
}: {
  readonly app: string;
  readonly failure: Failure;
}) {
  const say = useSay();
  const own = useWords(instanceWords);
  const { taskId, state, message, host, timestamp, version } = failure;
  return (
    <>
      <Causes failure={failure} />
      <dl>
        <dt>{say('taskId')}</dt>
        <dd>
          <Id id={taskId} href={appAddress(app, encodeURIComponent(taskId))} />
        </dd>
        <dt>{say('state')}</dt>
        <dd>
          <State state={state.replace('TASK_', '')} />
        </dd>
        <dt>{say('message')}</dt>
        <dd className="told">{message === '' ? '–' : message}</dd>
        <dt>{say('host')}</dt>
        <dd>{host}</dd>
        <dt>{say('stopped')}</dt>
        <dd>
          <Time ms={timeOf(timestamp)} />
        </dd>
        <dt>{say('version')}</dt>
        <dd>{version}</dd>
        <dt>{own('openIn')}</dt>
        <dd>
          <TaskLinks task={{ id: taskId }} />
        </dd>
      </dl>
      <OutputLines taskId={taskId} isLive={false} />
    </>
  );
}

/** In plain words, as far as they are known. */
function Causes({ failure: { message, reason = '' } }: { readonly failure: Failure }) {
  const task = useWords(taskWords);
  const sayReason = useWords(reasonWords);
  const exit = findExit(message);
  const told = reason.replace(/^REASON_/, '');
  const code = told === '' && exit !== undefined ? 'COMMAND_EXECUTOR_FAILED' : told;
  return (
    <div className="failure">
      {isReason(code) && <p>{sayReason(code)}</p>}
      {exit !== undefined && (
        <p>
          <b>{task(exit.kind === 'status' ? 'exitStatus' : 'exitOfSignal', { what: exit.what })}</b>
          : {task(exit.meaning)}
        </p>
      )}
      {isReason(code) && <p>{task('next', { what: sayReason(`${code}_next` as ReasonKey) })}</p>}
      {told !== '' && (
        <p className="muted mono">
          {task('code')}: REASON_{told}
        </p>
      )}
    </div>
  );
}
