/** The tabs of the form: each field is a place in the text. */
import type { ReactNode } from 'react';
import { useSay } from '../texts/texts.ts';
import { type Definition, type Json, type Path, valueAt } from './definition.ts';
import { Choice, Constraints, Flag, List, Numeric, Pairs, Text, Words } from './edit-fields.tsx';

export const tabNames = [
  'general',
  'container',
  'ports',
  'environment',
  'labels',
  'healthChecks',
  'volumes',
  'optional',
] as const;
export type TabName = (typeof tabNames)[number];

const placesOfTabs: readonly (readonly [start: RegExp, tab: TabName])[] = [
  [/^\/?container\W*volumes/, 'volumes'],
  [/^\/?container\W*portMappings|^\/?(ports|portDefinitions|networks|requirePorts)/, 'ports'],
  [/^\/?container/, 'container'],
  [/^\/?env/, 'environment'],
  [/^\/?labels/, 'labels'],
  [/^\/?(healthChecks|readinessChecks)/, 'healthChecks'],
  [/^\/?(constraints|fetch|uris|user|executor|acceptedResourceRoles|upgradeStrategy)/, 'optional'],
];

/** Where the field of an error of Marathon's is. */
export function tabOfPath(path: string): TabName {
  return placesOfTabs.find(([start]) => start.test(path))?.[1] ?? 'general';
}

interface TabsProps {
  readonly tab: TabName;
  readonly setTab: (tab: TabName) => void;
  readonly bad: ReadonlySet<TabName>;
  /** Undefined while the text is no JSON: the form waits. */
  readonly definition: Definition | undefined;
  readonly change: (path: Path, value: Json | undefined) => void;
  readonly isNew: boolean;
}

export function Tabs(props: TabsProps) {
  const say = useSay();
  const { tab, setTab, bad, definition } = props;
  return (
    <>
      <div role="tablist" aria-label={say('edit')} className="tabs">
        {tabNames.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={name === tab}
            onClick={() => setTab(name)}
          >
            {say(`tab_${name}`)}
            {bad.has(name) && <span className="bad"> ●</span>}
          </button>
        ))}
      </div>
      <fieldset disabled={definition === undefined} role="tabpanel">
        <legend className="visually-hidden">{say(`tab_${tab}`)}</legend>
        {definition !== undefined && <Panel {...props} definition={definition} />}
      </fieldset>
    </>
  );
}

type PanelProps = TabsProps & { readonly definition: Definition };

function Panel(props: PanelProps): ReactNode {
  switch (props.tab) {
    case 'general':
      return (
        <>
          <Text {...props} path={['id']} title="id" isFixed={!props.isNew} />
          <Numeric {...props} path={['cpus']} title="cpus" />
          <Numeric {...props} path={['mem']} title="mem" />
          <Numeric {...props} path={['disk']} title="disk" />
          <Numeric {...props} path={['gpus']} title="gpus" />
          <Numeric {...props} path={['instances']} title="instances" />
          <Text {...props} path={['role']} title="role" />
          <Text {...props} path={['cmd']} title="command" isLong />
        </>
      );
    case 'container':
      return (
        <>
          <Choice
            {...props}
            path={['container', 'type']}
            title="containerType"
            values={['MESOS', 'DOCKER']}
          />
          <Text {...props} path={['container', 'docker', 'image']} title="image" />
          <Choice
            {...props}
            path={['networks', 0, 'mode']}
            title="network"
            values={['host', 'container/bridge', 'container']}
          />
          {valueAt(props.definition, ['networks', 0, 'mode']) === 'container' && (
            <Text {...props} path={['networks', 0, 'name']} title="networkName" />
          )}
          <Flag {...props} path={['container', 'docker', 'forcePullImage']} title="forcePull" />
          <Flag {...props} path={['container', 'docker', 'privileged']} title="privileged" />
          <List
            {...props}
            path={['container', 'docker', 'parameters']}
            title="parameters"
            empty={{ key: '', value: '' }}
            fields={[
              ['key', 'key'],
              ['value', 'value'],
            ]}
          />
        </>
      );
    case 'ports': {
      const mode = valueAt(props.definition, ['networks', 0, 'mode']) ?? 'host';
      return mode === 'host' ? (
        <List
          {...props}
          path={['portDefinitions']}
          title="ports"
          empty={{ port: 0, protocol: 'tcp' }}
          fields={[
            ['port', 'port', 'number'],
            ['protocol', 'protocol'],
            ['name', 'name'],
          ]}
        />
      ) : (
        <List
          {...props}
          path={['container', 'portMappings']}
          title="ports"
          empty={{ containerPort: 0, hostPort: 0, protocol: 'tcp' }}
          fields={[
            ['containerPort', 'containerPort', 'number'],
            ['hostPort', 'hostPort', 'number'],
            ['servicePort', 'servicePort', 'number'],
            ['protocol', 'protocol'],
            ['name', 'name'],
          ]}
        />
      );
    }
    case 'environment':
      return <Pairs {...props} path={['env']} title="tab_environment" />;
    case 'labels':
      return <Pairs {...props} path={['labels']} title="labels" />;
    case 'healthChecks':
      return (
        <List
          {...props}
          path={['healthChecks']}
          title="tab_healthChecks"
          empty={{ protocol: 'MESOS_HTTP', path: '/', portIndex: 0 }}
          fields={[
            ['protocol', 'protocol'],
            ['path', 'path'],
            ['command.value', 'command'],
            ['gracePeriodSeconds', 'gracePeriod', 'number'],
            ['intervalSeconds', 'interval', 'number'],
            ['timeoutSeconds', 'timeout', 'number'],
            ['maxConsecutiveFailures', 'maxFailures', 'number'],
            ['portIndex', 'portIndex', 'number'],
            ['port', 'port', 'number'],
          ]}
        />
      );
    case 'volumes':
      return (
        <List
          {...props}
          path={['container', 'volumes']}
          title="tab_volumes"
          empty={{ containerPath: '', hostPath: '', mode: 'RW' }}
          fields={[
            ['containerPath', 'containerPath'],
            ['hostPath', 'hostPath'],
            ['mode', 'mode'],
            ['persistent.size', 'sizeMib', 'number'],
            ['external.name', 'volumeName'],
            ['external.provider', 'provider'],
          ]}
        />
      );
    case 'optional':
      return (
        <>
          <Text {...props} path={['user']} title="user" />
          <Text {...props} path={['executor']} title="executor" />
          <Words {...props} path={['acceptedResourceRoles']} title="acceptedRoles" />
          <Constraints {...props} />
          <List
            {...props}
            path={['fetch']}
            title="fetch"
            empty={{ uri: '' }}
            fields={[['uri', 'uri']]}
          />
          <Numeric
            {...props}
            path={['upgradeStrategy', 'minimumHealthCapacity']}
            title="minHealth"
          />
          <Numeric {...props} path={['upgradeStrategy', 'maximumOverCapacity']} title="maxOver" />
        </>
      );
  }
}
