/** One instance: where it is, since when, what its checks found, what it says and what it uses. */
import { addressOf } from '../../base/router.ts';
import { amountText, megabytesText } from '../../parts/format.ts';
import { State } from '../../parts/state.tsx';
import { Time } from '../../parts/time.tsx';
import { instanceWords } from '../../texts/areas/marathon-instances.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { appAddress } from '../addresses.ts';
import { type App as AppRow, healthOfInstance, type Instance, timeOf } from '../model.ts';
import { EndedInstance } from './ended-instance.tsx';
import { Endpoints } from './endpoints.tsx';
import { HealthResults } from './health-results.tsx';
import './instance.css';
import { updatedMs } from './instance-rows.ts';
import { KillInstances } from './kill-instances.tsx';
import { OutputLines } from './output-lines.tsx';
import { LinksOf, useMesosPages } from './task-links.tsx';
import { useDefinition } from '../app/use-definition.ts';
import { useUses } from './use-of-instances.ts';
import { cpuText, memText } from './use-text.ts';
import { VolumeTable } from '../volumes/volume-table.tsx';
import { volumesOf } from '../volumes/volumes-of.ts';

export function InstancePage({
  app,
  details,
  id,
}: {
  readonly app: AppRow;
  readonly details: AppRow | undefined;
  readonly id: string;
}) {
  const say = useSay();
  if (details === undefined) return <p className="quiet">{say('loading')}</p>;
  const task = details.tasks?.find((each) => each.id === id);
  if (task === undefined) return <EndedInstance app={app} details={details} id={id} />;
  return <OneInstance key={id} app={app} details={details} task={task} />;
}

function OneInstance({
  app,
  details,
  task,
}: {
  readonly app: AppRow;
  readonly details: AppRow;
  readonly task: Instance;
}) {
  const own = useWords(instanceWords);
  const definition = useDefinition(app, task.version);
  const volumes = volumesOf(details, definition).filter(({ taskId }) => taskId === task.id);
  return (
    <>
      <h2 className="mono">{task.id}</h2>
      <p className="buttons">
        <KillInstances app={app} chosen={[task.id]} done={() => undefined} />
      </p>
      <div className="cards">
        <Place app={app} definition={definition} task={task} />
        <section className="card">
          <OutputLines taskId={task.id} isLive />
        </section>
        <section className="card" aria-label={own('endpoints')}>
          <h2>{own('endpoints')}</h2>
          <Endpoints task={task} definition={definition} />
        </section>
        <HealthResults task={task} definition={definition} />
      </div>
      {volumes.length > 0 && <VolumeTable app={app.id} volumes={volumes} />}
      <details>
        <summary>{own('asIs')}</summary>
        <pre className="json" tabIndex={0}>
          {JSON.stringify(task, undefined, 2)}
        </pre>
      </details>
    </>
  );
}

function Place({
  app,
  definition,
  task,
}: {
  readonly app: AppRow;
  readonly definition: AppRow;
  readonly task: Instance;
}) {
  const say = useSay();
  const own = useWords(instanceWords);
  const pages = useMesosPages();
  const use = useUses(app.id, [task.slaveId]);
  const used = use.tasks.get(task.id);
  const why = use.faults.get(task.slaveId);
  const { slaveId, host, role = '*' } = task;
  return (
    <section className="card" aria-label={own('place')}>
      <dl>
        <dt>{say('state')}</dt>
        <dd>
          <State state={task.state.replace('TASK_', '')} health={healthOfInstance(task)} />
        </dd>
        <dt>{say('host')}</dt>
        <dd>{host}</dd>
        <dt>{own('agent')}</dt>
        <dd>{pages === undefined ? slaveId : <a href={pages.agent(slaveId)}>{slaveId}</a>}</dd>
        <dt>IP</dt>
        <dd>{(task.ipAddresses ?? []).map(({ ipAddress }) => ipAddress).join(', ') || '–'}</dd>
        <dt>{own('cpuUse')}</dt>
        <dd title={why}>{cpuText(used, definition.cpus)}</dd>
        <dt>{own('memUse')}</dt>
        <dd title={why}>{memText(used, definition.mem)}</dd>
        <dt>{say('role')}</dt>
        <dd>{role}</dd>
        {(task.localVolumes ?? []).length > 0 && (
          <>
            <dt>{own('reservation')}</dt>
            <dd>
              {own('reservationWhat', {
                ...{ role, host, cpus: amountText(definition.cpus) },
                mem: megabytesText(definition.mem),
              })}
            </dd>
          </>
        )}
        <dt>{say('staged')}</dt>
        <dd>
          <Time ms={timeOf(task.stagedAt)} />
        </dd>
        <dt>{say('started')}</dt>
        <dd>
          <Time ms={timeOf(task.startedAt)} />
        </dd>
        <dt>
          <span title={own('updatedWhat')}>{own('updated')}</span>
        </dt>
        <dd>
          <Time ms={updatedMs(task)} />
        </dd>
        <dt>{say('version')}</dt>
        <dd>
          <VersionLink app={app} version={task.version} />
        </dd>
        <dt>{own('openIn')}</dt>
        <dd>
          <LinksOf pages={pages} task={task} hasTerminal={task.state === 'TASK_RUNNING'} />
        </dd>
      </dl>
    </section>
  );
}

/** To what is different today, if anything is. */
function VersionLink({ app, version }: { readonly app: AppRow; readonly version: string }) {
  const isToday = [app.version, app.versionInfo?.lastConfigChangeAt].includes(version);
  const place = `/apps/${encodeURIComponent(app.id)}/configuration`;
  return (
    <a href={isToday ? appAddress(app.id, 'configuration') : addressOf(place, { from: version })}>
      {version}
    </a>
  );
}
