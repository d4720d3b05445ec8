/** The instances of a pod with their containers, and what can be done to those that are marked. */
import { setQuery, usePlace } from '../../base/router.ts';
import { Id } from '../../parts/id.tsx';
import { State } from '../../parts/state.tsx';
import { MarkBox, MarkHead } from '../../parts/table/marks.tsx';
import { type Marks, useRowMarks } from '../../parts/table/use-marks.ts';
import { Time } from '../../parts/time.tsx';
import { podWords } from '../../texts/areas/marathon-pods.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { LinksOf, type MesosPages, useMesosPages } from '../instances/task-links.tsx';
import { useUses } from '../instances/use-of-instances.ts';
import { cpuText, memText } from '../instances/use-text.ts';
import type { Use } from '../instances/uses.ts';
import { timeOf } from '../model.ts';
import { KillPodInstances } from './kill-pod-instances.tsx';
import {
  healthOfContainer,
  lookOf,
  matches,
  type PodContainer,
  type PodDetails,
  type PodInstance,
  versionOf,
} from './pod-details.ts';

/** More are found by the filter: the table is no window on a long list. */
const mostShown = 200;
const idOf = ({ id }: PodInstance): string => id;

export function PodInstances({ pod }: { readonly pod: PodDetails }) {
  const say = useSay();
  const own = useWords(podWords);
  const text = usePlace().query.get('q') ?? '';
  const found = pod.instances.filter((instance) => matches(instance, text));
  const shown = found.slice(0, mostShown);
  const uses = useUses(
    pod.id,
    shown.map(({ agentId }) => agentId),
  );
  const pages = useMesosPages();
  const marks = useRowMarks('instances', shown, idOf);
  const chosen = shown.map(idOf).filter((id) => marks.set.has(id));
  return (
    <>
      <div className="buttons">
        <input
          type="search"
          aria-label={own('find')}
          placeholder={own('find')}
          value={text}
          onChange={(event) => setQuery({ q: event.target.value })}
        />
        <KillPodInstances pod={pod} chosen={chosen} done={marks.clear} />
      </div>
      {shown.length === 0 && (
        <p className="quiet">
          {pod.instances.length === 0
            ? own('noInstances')
            : say('noMatch', { total: pod.instances.length })}
        </p>
      )}
      {shown.length > 0 && (
        <div className="pod-instances" tabIndex={0} role="group" aria-label={say('instances')}>
          <table className="facts left">
            <thead>
              <tr>
                <th scope="col">
                  <MarkHead marks={marks} rows={shown} />
                </th>
                <th scope="col">{own('instance')}</th>
                <th scope="col">{say('host')}</th>
                <th scope="col">{own('use')}</th>
                <th scope="col">{say('version')}</th>
                <th scope="col">{own('container')}</th>
                <th scope="col">{say('state')}</th>
                <th scope="col">{own('endpoints')}</th>
                <th scope="col">{own('openIn')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((instance, index) => (
                <InstanceRows
                  key={instance.id}
                  instance={instance}
                  use={uses.tasks.get(instance.id)}
                  pages={pages}
                  marks={marks}
                  index={index}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {found.length > shown.length && (
        <p className="muted">{own('more', { count: found.length - shown.length })}</p>
      )}
    </>
  );
}

interface RowProps {
  readonly instance: PodInstance;
  readonly use: Use | undefined;
  readonly pages: MesosPages | undefined;
  readonly marks: Marks<PodInstance>;
  readonly index: number;
}

function InstanceRows({ instance, use, pages, marks, index }: RowProps) {
  const { id, containers, agentHostname, agentId, resources } = instance;
  const [first, ...rest] = containers;
  const rows = Math.max(1, containers.length);
  const agent = pages?.agent(agentId);
  return (
    <>
      <tr>
        <td rowSpan={rows}>
          <MarkBox marks={marks} row={instance} index={index} label={id} />
        </td>
        <th scope="row" rowSpan={rows}>
          <Id id={id} />
          <Told instance={instance} />
        </th>
        <td rowSpan={rows}>
          {agent === undefined ? agentHostname : <a href={agent}>{agentHostname}</a>}
        </td>
        <td rowSpan={rows}>
          {resources === undefined ? (
            '–'
          ) : (
            <>
              {cpuText(use, resources.cpus)}
              <br />
              {memText(use, resources.mem)}
            </>
          )}
        </td>
        <td rowSpan={rows}>
          <Time ms={timeOf(versionOf(instance))} />
        </td>
        {first !== undefined && <Container container={first} host={agentHostname} pages={pages} />}
      </tr>
      {rest.map((container) => (
        <tr key={container.name}>
          <Container container={container} host={agentHostname} pages={pages} />
        </tr>
      ))}
    </>
  );
}

function Told({ instance: { status, message = '', statusSince } }: Pick<RowProps, 'instance'>) {
  const own = useWords(podWords);
  const word = status in podWords.en ? own(status as 'STABLE' | 'DEGRADED') : status.toLowerCase();
  return (
    <div>
      <State {...lookOf(status)} isHealthSaid={false} word={word} />{' '}
      <Time ms={timeOf(statusSince)} />
      {message !== '' && <div>{message}</div>}
    </div>
  );
}

function Container({
  container,
  host,
  pages,
}: {
  readonly container: PodContainer;
  readonly host: string;
  readonly pages: MesosPages | undefined;
}) {
  const { name, status, containerId, endpoints = [] } = container;
  const state = status.replace('TASK_', '');
  return (
    <>
      <td>
        <b>{name}</b>
      </td>
      <td>
        <State state={state} health={healthOfContainer(container)} />
      </td>
      <td>
        {endpoints.map(({ name: endpoint, allocatedHostPort: port }) => (
          <div key={endpoint}>
            {endpoint}{' '}
            {port !== undefined && (
              <a href={`http://${host}:${port}`} target="_blank" rel="noreferrer">
                {host}:{port}
              </a>
            )}
          </div>
        ))}
      </td>
      <td>
        {containerId === undefined ? (
          '–'
        ) : (
          <LinksOf pages={pages} task={{ id: containerId }} hasTerminal={state === 'RUNNING'} />
        )}
      </td>
    </>
  );
}
