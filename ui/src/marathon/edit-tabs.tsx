/** The tabs of the form: each field is a place in the text. */
import type { ReactNode } from 'react';
import type { TextKey } from '../texts/en.ts';
import { useSay } from '../texts/texts.ts';
import { type Definition, type Json, type Path, valueAt } from './definition.ts';

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

interface FieldProps extends PanelProps {
  readonly path: Path;
  readonly title: TextKey;
}

function Field({ title, children }: { readonly title: TextKey; readonly children: ReactNode }) {
  const say = useSay();
  return (
    <label className="field">
      <span>{say(title)}</span>
      {children}
    </label>
  );
}

const shownText = (value: Json | undefined): string =>
  value === undefined || value === null
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

function Text({
  definition,
  path,
  title,
  change,
  isLong = false,
  isFixed = false,
}: FieldProps & { readonly isLong?: boolean; readonly isFixed?: boolean }) {
  const value = shownText(valueAt(definition, path));
  const set = (text: string): void => change(path, text === '' ? undefined : text);
  return (
    <Field title={title}>
      {isLong ? (
        <textarea rows={4} value={value} onChange={(event) => set(event.target.value)} />
      ) : (
        <input value={value} readOnly={isFixed} onChange={(event) => set(event.target.value)} />
      )}
    </Field>
  );
}

function Numeric({ definition, path, title, change }: FieldProps) {
  return (
    <Field title={title}>
      <input
        inputMode="decimal"
        value={shownText(valueAt(definition, path))}
        onChange={(event) => change(path, numberOrText(event.target.value))}
      />
    </Field>
  );
}

/** What is no number yet stays as it is typed; Marathon would say what is wrong with it. */
function numberOrText(text: string): Json | undefined {
  if (text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isNaN(value) || text.endsWith('.') ? text : value;
}

function Choice({
  definition,
  path,
  title,
  change,
  values,
}: FieldProps & { readonly values: readonly string[] }) {
  const value = shownText(valueAt(definition, path));
  return (
    <Field title={title}>
      <select
        value={value}
        onChange={(event) =>
          change(path, event.target.value === '' ? undefined : event.target.value)
        }
      >
        <option value="">–</option>
        {values.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </Field>
  );
}

function Flag({ definition, path, title, change }: FieldProps) {
  const say = useSay();
  return (
    <label>
      <input
        type="checkbox"
        checked={valueAt(definition, path) === true}
        onChange={(event) => change(path, event.target.checked ? true : undefined)}
      />{' '}
      {say(title)}
    </label>
  );
}

function Words({ definition, path, title, change }: FieldProps) {
  const value = valueAt(definition, path);
  return (
    <Field title={title}>
      <input
        value={Array.isArray(value) ? value.map(shownText).join(', ') : ''}
        onChange={(event) => {
          const words = event.target.value
            .split(',')
            .map((word) => word.trim())
            .filter(Boolean);
          change(path, words.length === 0 ? undefined : words);
        }}
      />
    </Field>
  );
}

/** field:operator[:value], with commas between them. */
function Constraints(props: PanelProps) {
  const value = valueAt(props.definition, ['constraints']);
  const text = Array.isArray(value)
    ? value
        .map((one) => (Array.isArray(one) ? one.map(shownText).join(':') : shownText(one)))
        .join(', ')
    : '';
  return (
    <Field title="constraints">
      <input
        key={text}
        defaultValue={text}
        onBlur={(event) => {
          const all = event.target.value
            .split(',')
            .map((one) => one.trim())
            .filter(Boolean);
          const made = all.map((one) => {
            const [field = '', operator = '', ...rest] = one.split(':');
            return rest.length === 0 ? [field, operator] : [field, operator, rest.join(':')];
          });
          props.change(['constraints'], made.length === 0 ? undefined : made);
        }}
      />
    </Field>
  );
}

type ListField = readonly [name: string, title: TextKey, kind?: 'number'];

function List({
  definition,
  path,
  title,
  change,
  fields,
  empty,
}: FieldProps & { readonly fields: readonly ListField[]; readonly empty: Json }) {
  const say = useSay();
  const value = valueAt(definition, path);
  const rows = Array.isArray(value) ? value : [];
  return (
    <section aria-label={say(title)}>
      <h3>{say(title)}</h3>
      {rows.map((row, i) => (
        <div key={i} className="list-row">
          {fields.map(([name, label, kind]) => {
            const place = [...path, i, ...name.split('.')];
            return (
              <Field key={name} title={label}>
                <input
                  value={shownText(valueAt(row, name.split('.')))}
                  onChange={({ target }) =>
                    change(
                      place,
                      kind === 'number'
                        ? numberOrText(target.value)
                        : target.value === ''
                          ? undefined
                          : target.value,
                    )
                  }
                />
              </Field>
            );
          })}
          <button
            type="button"
            className="link"
            aria-label={`${say('remove')} ${i + 1}`}
            onClick={() => change([...path, i], undefined)}
          >
            ×
          </button>
        </div>
      ))}
      <button type="button" className="plain" onClick={() => change([...path, rows.length], empty)}>
        + {say('add')}
      </button>
    </section>
  );
}

function Pairs({ definition, path, title, change }: FieldProps) {
  const say = useSay();
  const value = valueAt(definition, path);
  const rows =
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.entries(value)
      : [];
  const rename = (before: string, after: string): void => {
    change(
      path,
      Object.fromEntries(rows.map(([name, held]) => [name === before ? after : name, held])),
    );
  };
  return (
    <section aria-label={say(title)}>
      {rows.map(([name, held], i) => (
        <div key={i} className="list-row">
          <Field title="key">
            <input value={name} onChange={(event) => rename(name, event.target.value)} />
          </Field>
          <Field title="value">
            <input
              value={shownText(held)}
              readOnly={typeof held === 'object'}
              onChange={(event) => change([...path, name], event.target.value)}
            />
          </Field>
          <button
            type="button"
            className="link"
            aria-label={`${say('remove')} ${name}`}
            onClick={() => change([...path, name], undefined)}
          >
            ×
          </button>
        </div>
      ))}
      <button type="button" className="plain" onClick={() => change([...path, freeName(rows)], '')}>
        + {say('add')}
      </button>
    </section>
  );
}

function freeName(rows: readonly (readonly [string, Json])[]): string {
  for (let i = 1; ; i++) {
    const name = `NEW_${i}`;
    if (!rows.some(([taken]) => taken === name)) return name;
  }
}
