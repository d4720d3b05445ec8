/** The columns of the table of instances. */
import { Id } from '../../parts/id.tsx';
import { Health, State } from '../../parts/state.tsx';
import type { Column } from '../../parts/table/grid.tsx';
import { Time } from '../../parts/time.tsx';
import { instanceWords } from '../../texts/areas/marathon-instances.ts';
import { appAddress } from '../addresses.ts';
import { type App, healthOfInstance, type Instance, timeOf } from '../model.ts';
import { EndpointLink } from './endpoints.tsx';
import { type Endpoint, endpointsOf } from './endpoints-of.ts';
import { updatedMs } from './instance-rows.ts';
import { LinksOf, type MesosPages } from './task-links.tsx';
import type { Uses } from './uses.ts';
import { cpuText, memText } from './use-text.ts';

export interface ColumnParts {
  readonly app: App;
  readonly uses: Uses;
  readonly pages: MesosPages | undefined;
  /** More than one: as while a deployment replaces them. */
  readonly hasVersions: boolean;
}

export function instanceColumns(parts: ColumnParts): readonly Column<Instance>[] {
  const { app, pages } = parts;
  return [
    {
      ...{ key: 'id', title: 'id', width: 'minmax(9rem, 2fr)' },
      cell: ({ id }) => <Id id={id} href={appAddress(app.id, encodeURIComponent(id))} />,
    },
    {
      ...{ key: 'health', title: 'health', width: '6rem', isHidden: true },
      cell: (task) => <Health health={healthOfInstance(task)} />,
    },
    {
      ...{ key: 'state', title: 'state', width: '9rem' },
      cell: (task) => (
        <State state={task.state.replace('TASK_', '')} health={healthOfInstance(task)} />
      ),
    },
    { key: 'host', title: 'host', width: 'minmax(5rem, 1fr)', cell: ({ host }) => host },
    {
      ...{ key: 'ports', title: 'ports', width: 'minmax(6.5rem, 1fr)' },
      cell: (task) => <Ports app={app} task={task} />,
    },
    ...columnsOfUse(parts),
    {
      ...{ key: 'updated', width: '7.4rem' },
      title: (language) => instanceWords[language].updated,
      cell: (task) => <Time ms={updatedMs(task)} />,
    },
    {
      ...{ key: 'started', title: 'started', width: '8rem', isHidden: true },
      cell: (task) => <Time ms={timeOf(task.startedAt ?? task.stagedAt)} />,
    },
    {
      ...{ key: 'version', title: 'version', width: '7.4rem', isHidden: !parts.hasVersions },
      cell: ({ version }) => <Time ms={timeOf(version)} />,
    },
    {
      ...{ key: 'logs', title: 'logs', width: '7rem', isUnsorted: true },
      cell: (task) => <LinksOf pages={pages} task={task} hasFiles={false} />,
    },
  ];
}

function columnsOfUse({ app, uses: { tasks, faults } }: ColumnParts): readonly Column<Instance>[] {
  return [
    {
      ...{ key: 'cpuUse', width: '6.1rem', isNumber: true },
      title: (language) => instanceWords[language].cpuUse,
      cell: ({ id, slaveId }) => (
        <span title={faults.get(slaveId)}>{cpuText(tasks.get(id), app.cpus)}</span>
      ),
    },
    {
      ...{ key: 'memUse', width: '7.75rem', isNumber: true },
      title: (language) => instanceWords[language].memUse,
      cell: ({ id, slaveId }) => (
        <span title={faults.get(slaveId)}>{memText(tasks.get(id), app.mem)}</span>
      ),
    },
  ];
}

function Ports({ app, task }: { readonly app: App; readonly task: Instance }) {
  return (
    <span className="endpoints-in-line">
      {endpointsOf(task, app).map((endpoint) => (
        <EndpointLink
          key={`${endpoint.index} ${endpoint.address}`}
          endpoint={endpoint}
          text={shortAddress(task, endpoint)}
        />
      ))}
    </span>
  );
}

/** Its host has a column of its own. */
function shortAddress({ host }: Instance, { address }: Endpoint): string {
  return address.startsWith(`${host}:`) ? address.slice(host.length + 1) : address;
}
