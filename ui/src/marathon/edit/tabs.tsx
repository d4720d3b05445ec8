/** The tabs of the form, each with the fields of one subject; a mark says where a fault is. */
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { editWords } from '../../texts/areas/edit.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { type Definition, valueAt } from './definition.ts';
import {
  Choice,
  Constraints,
  Flag,
  type FormProps,
  List,
  Numeric,
  Pairs,
  Text,
  Words,
} from './fields.tsx';
import { HealthChecks } from './health-checks.tsx';
import { Ports } from './ports.tsx';
import { type TabName, tabNames } from './tab-of-path.ts';
import { VolumeLists } from './volume-lists.tsx';

interface TabsProps extends Omit<FormProps, 'definition'> {
  readonly tab: TabName;
  readonly setTab: (tab: TabName) => void;
  readonly bad: ReadonlySet<TabName>;
  /** Undefined while the text is no JSON: the form waits. */
  readonly definition: Definition | undefined;
  readonly isNew: boolean;
}

export function Tabs(props: TabsProps) {
  const say = useSay();
  const words = useWords(editWords);
  const list = useRef<HTMLDivElement>(null);
  const { tab, setTab, bad, definition } = props;
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = (tabNames.indexOf(tab) + step + tabNames.length) % tabNames.length;
    setTab(tabNames[at]!);
    (list.current?.children[at] as HTMLElement | undefined)?.focus();
  };
  return (
    <>
      <div ref={list} role="tablist" aria-label={say('edit')} className="tabs" onKeyDown={onKey}>
        {tabNames.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            tabIndex={name === tab ? 0 : -1}
            aria-selected={name === tab}
            onClick={() => setTab(name)}
          >
            {say(`tab_${name}`)}
            {bad.has(name) && (
              <span className="tab-fault">
                {' '}
                <span aria-hidden>✕</span>
                <span className="visually-hidden">{words('hasFault')}</span>
              </span>
            )}
          </button>
        ))}
      </div>
      <fieldset disabled={definition === undefined} role="tabpanel" aria-label={say(`tab_${tab}`)}>
        {definition !== undefined && <Panel {...props} definition={definition} />}
      </fieldset>
    </>
  );
}

export type PanelProps = FormProps & { readonly tab: TabName; readonly isNew: boolean };

function Panel(props: PanelProps): ReactNode {
  const say = useSay();
  switch (props.tab) {
    case 'general':
      return <General {...props} />;
    case 'container':
      return <Container {...props} />;
    case 'ports':
      return <Ports {...props} />;
    case 'environment':
      return <Pairs {...props} path={['env']} title={say('tab_environment')} />;
    case 'labels':
      return <Pairs {...props} path={['labels']} title={say('labels')} />;
    case 'healthChecks':
      return <HealthChecks {...props} />;
    case 'volumes':
      return <VolumeLists {...props} />;
    case 'optional':
      return <Optional {...props} />;
  }
}

function General(props: PanelProps) {
  const say = useSay();
  return (
    <>
      <Text {...props} path={['id']} title={say('id')} isFixed={!props.isNew} />
      <div className="list-row">
        {(['cpus', 'mem', 'disk', 'gpus', 'instances'] as const).map((name) => (
          <Numeric key={name} {...props} path={[name]} title={say(name)} />
        ))}
      </div>
      <Text {...props} path={['role']} title={say('role')} />
      <Text {...props} path={['cmd']} title={say('command')} isLong />
    </>
  );
}

function Container(props: PanelProps) {
  const say = useSay();
  const words = useWords(editWords);
  const networks = valueAt(props.definition, ['networks']);
  const areMany = Array.isArray(networks) && networks.length > 1;
  const docker = ['container', 'docker'];
  return (
    <>
      <Text {...props} path={[...docker, 'image']} title={say('image')} />
      <Choice
        {...props}
        path={['container', 'type']}
        title={say('containerType')}
        values={['MESOS', 'DOCKER']}
      />
      <Choice
        {...props}
        path={['networks', 0, 'mode']}
        title={say('network')}
        values={['host', 'container/bridge', 'container']}
        isFixed={areMany}
      />
      {areMany && <p className="muted">{words('tooManyNetworks')}</p>}
      {!areMany && valueAt(props.definition, ['networks', 0, 'mode']) === 'container' && (
        <Text {...props} path={['networks', 0, 'name']} title={say('networkName')} />
      )}
      <Flag {...props} path={[...docker, 'forcePullImage']} title={say('forcePull')} />
      <Flag {...props} path={[...docker, 'privileged']} title={say('privileged')} />
      <List
        {...props}
        path={[...docker, 'parameters']}
        title={say('parameters')}
        empty={{ key: '', value: '' }}
      >
        {(row) => (
          <>
            <Text {...row} path={[...row.path, 'key']} title={say('key')} isKept />
            <Text {...row} path={[...row.path, 'value']} title={say('value')} isKept />
          </>
        )}
      </List>
    </>
  );
}

function Optional(props: PanelProps) {
  const say = useSay();
  const strategy = 'upgradeStrategy';
  return (
    <>
      <Text {...props} path={['executor']} title={say('executor')} />
      <List {...props} path={['fetch']} title={say('fetch')} empty={{ uri: '' }}>
        {(row) => <Text {...row} path={[...row.path, 'uri']} title={say('uri')} isKept />}
      </List>
      <Constraints {...props} path={['constraints']} title={say('constraints')} />
      <Words {...props} path={['acceptedResourceRoles']} title={say('acceptedRoles')} />
      <Text {...props} path={['user']} title={say('user')} />
      <Numeric {...props} path={[strategy, 'minimumHealthCapacity']} title={say('minHealth')} />
      <Numeric {...props} path={[strategy, 'maximumOverCapacity']} title={say('maxOver')} />
    </>
  );
}
