/** An app's status: a glyph, a word and a colour, with the time that is left where it waits. */
import { State } from '../../parts/state.tsx';
import { useSay } from '../../texts/texts.ts';
import { statusOf, type App, type Queued, type Status } from '../model.ts';

const looks = {
  running: 'active',
  deploying: 'recovering',
  suspended: 'drained',
  delayed: 'deactivated',
  waiting: 'deactivated',
} as const;

export function AppStatus({
  app,
  queued,
  status = statusOf(app, queued),
}: {
  readonly app: App;
  readonly queued: Queued | undefined;
  /** Of a group: of what is in it. */
  readonly status?: Status;
}) {
  const say = useSay();
  const left = status === 'delayed' ? ` (${queued?.delay.timeLeftSeconds ?? 0} s)` : '';
  return <State state={looks[status]} word={`${say(`status_${status}`)}${left}`} />;
}
