/** Why a task is as it is: in plain words, with what can be done, who decided, and where to end it. */
import type { Framework, Task as TaskRow } from '../../live/model.ts';
import { useAnswer } from '../../live/client.ts';
import { frameworkAddress } from '../../parts/table/cells.tsx';
import { amountText, megabytesText } from '../../parts/format.ts';
import { Time } from '../../parts/time.tsx';
import { reasonWords, type ReasonKey } from '../../texts/areas/reasons.ts';
import { taskWords } from '../../texts/areas/task.ts';
import { useWords } from '../../texts/texts.ts';
import { findExit } from '../../parts/exit.ts';
import { marathonApp } from './marathon-app.ts';
import type { ResourceV1, Status } from './whole-task.ts';

export const badStates: ReadonlySet<string> = new Set([
  ...['FAILED', 'ERROR', 'LOST', 'DROPPED', 'GONE'],
]);
const failedCommand = 'COMMAND_EXECUTOR_FAILED';
const isReason = (key: string): key is ReasonKey => key in reasonWords.en;
const isCalm = (key: string): key is keyof typeof taskWords.en => key in taskWords.en;

/** `last`: undefined until it is here; the row has most of it already. */
export function Why({ task, last }: { readonly task: TaskRow; readonly last: Status | undefined }) {
  const say = useWords(taskWords);
  const sayReason = useWords(reasonWords);
  const { state, health } = task;
  const isBad = badStates.has(state) || (state === 'RUNNING' && health === -1);
  // The row's message is cut off.
  const message = last?.message ?? task.message;
  const exit = findExit(message);
  const told = (last?.reason ?? task.reason).replace(/^REASON_/, '');
  // Executors give no reason when a command failed; their message has it.
  const code = told === '' && state === 'FAILED' && exit !== undefined ? failedCommand : told;
  const calm = state === 'RUNNING' && health === -1 ? 'calm_unhealthy' : `calm_${state}`;
  const isAnswered = state === 'RUNNING' || state === 'STARTING' || state === 'FINISHED';
  const title = isReason(code) && !isAnswered ? sayReason(code) : isCalm(calm) ? say(calm) : state;
  const next = isReason(code) ? sayReason(`${code}_next` as ReasonKey) : undefined;
  const source = last?.source ?? '';
  const limits = limitText(last?.limitation?.resources ?? []);
  return (
    <section className={`why ${isBad ? 'bad-box' : ''}`} role={isBad ? 'alert' : undefined}>
      <h2>{title}</h2>
      {exit !== undefined && (
        <p>
          <b>{say(exit.kind === 'status' ? 'exitStatus' : 'exitOfSignal', { what: exit.what })}</b>:{' '}
          {say(exit.meaning)}
        </p>
      )}
      {limits !== '' && <p>{say('limitReached', { what: limits })}</p>}
      {message !== '' && <p className="told">{message}</p>}
      {next !== undefined && (isBad || !isAnswered) && <p>{say('next', { what: next })}</p>}
      <p className="muted">
        {told !== '' && <span className="mono">REASON_{told} · </span>}
        {isCalm(source) && `${say('decidedBy')} ${say(source)} · `}
        {task.changedMs > 0 && (
          <>
            {say('staleSince')} <Time ms={task.changedMs} />
          </>
        )}
      </p>
      <ToEnd task={task} />
    </section>
  );
}

function limitText(resources: readonly ResourceV1[]): string {
  return resources
    .map(({ name, scalar }) => {
      const value = scalar?.value ?? 0;
      return `${name === 'mem' || name === 'disk' ? megabytesText(value) : amountText(value)} ${name}`;
    })
    .join(', ');
}

/** A single task is ended by its framework only: this leads there. */
function ToEnd({ task: { framework: id, id: taskId, state } }: { readonly task: TaskRow }) {
  const say = useWords(taskWords);
  const framework = useAnswer({ about: 'framework', id }) as Framework | undefined;
  if (framework === undefined) return null;
  const { name, webuiUrl } = framework;
  const isActive = ['STAGING', 'STARTING', 'RUNNING', 'KILLING', 'UNREACHABLE'].includes(state);
  const app = marathonApp(framework, taskId);
  const away = { target: '_blank', rel: 'noreferrer' } as const;
  return (
    <p>
      {isActive && `${say('kill')} `}
      {app !== undefined ? (
        <a href={app.address} {...away}>
          {say('marathonApp', { app: app.id })}
        </a>
      ) : /^https?:\/\//i.test(webuiUrl) ? (
        <a href={webuiUrl} {...away}>
          {say('killAt', { name })}
        </a>
      ) : (
        <a href={frameworkAddress(id)}>{say('killAt', { name })}</a>
      )}
    </p>
  );
}
