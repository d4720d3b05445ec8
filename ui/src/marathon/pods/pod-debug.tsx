/** The last instance of a pod that failed: when, why, and how each container was. */
import { Id } from '../../parts/id.tsx';
import { State } from '../../parts/state.tsx';
import { Time } from '../../parts/time.tsx';
import { podWords } from '../../texts/areas/marathon-pods.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { TaskLinks } from '../instances/task-links.tsx';
import { timeOf } from '../model.ts';
import type { PodDetails, Termination } from './pod-details.ts';

export function PodDebug({ pod }: { readonly pod: PodDetails }) {
  const say = useSay();
  const own = useWords(podWords);
  const { terminationHistory = [], spec } = pod;
  return (
    <div className="cards">
      <section className="card">
        <h2>{say('lastChanges')}</h2>
        <dl>
          <dt>{own('changed')}</dt>
          <dd>
            <Time ms={timeOf(spec.version)} />
          </dd>
        </dl>
      </section>
      <section className="card">
        <h2>{own('lastEnd')}</h2>
        {terminationHistory.length === 0 ? (
          <p className="quiet">{own('none')}</p>
        ) : (
          terminationHistory.map((each) => <Ended key={each.instanceID} ended={each} />)
        )}
      </section>
    </div>
  );
}

function Ended({ ended }: { readonly ended: Termination }) {
  const own = useWords(podWords);
  const { instanceID, startedAt, terminatedAt, message = '', containers = [] } = ended;
  return (
    <>
      <dl>
        <dt>{own('instance')}</dt>
        <dd>
          <Id id={instanceID} />
        </dd>
        <dt>{own('began')}</dt>
        <dd>
          <Time ms={timeOf(startedAt)} />
        </dd>
        <dt>{own('ended')}</dt>
        <dd>
          <Time ms={timeOf(terminatedAt)} />
        </dd>
        <dt>{own('message')}</dt>
        <dd>{message === '' ? '–' : message}</dd>
        {containers.map(({ containerId = '', lastKnownState = '' }) => (
          <div key={containerId} className="contents">
            <dt>{own('container')}</dt>
            <dd>
              <Id id={containerId} /> <State state={lastKnownState.replace('TASK_', '')} />{' '}
              <TaskLinks task={{ id: containerId }} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="muted">{own('wasThere')}</p>
    </>
  );
}
