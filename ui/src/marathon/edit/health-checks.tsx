/** Health checks: what a check needs depends on how it asks. */
import { editWords } from '../../texts/areas/edit.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { type Path, valueAt, withValue } from './definition.ts';
import { Choice, Flag, type FormProps, List, Numeric, Text } from './fields.tsx';

const protocols = ['COMMAND', 'HTTP', 'HTTPS', 'MESOS_HTTP', 'MESOS_HTTPS', 'TCP', 'MESOS_TCP'];

export function HealthChecks(props: FormProps) {
  const say = useSay();
  const words = useWords(editWords);
  return (
    <List
      {...props}
      path={['healthChecks']}
      title={say('tab_healthChecks')}
      empty={{ protocol: 'MESOS_HTTP', path: '/', portIndex: 0 }}
      addTitle={words('addCheck')}
    >
      {(row) => <Check {...row} />}
    </List>
  );
}

type CheckProps = FormProps & { readonly path: Path };

function Check(props: CheckProps) {
  const say = useSay();
  const words = useWords(editWords);
  const { path } = props;
  const given = valueAt(props.definition, [...path, 'protocol']);
  const protocol = typeof given === 'string' ? given : 'HTTP';
  const isCommand = protocol === 'COMMAND';
  const isHttp = protocol.includes('HTTP');
  return (
    <>
      <Choice {...props} path={[...path, 'protocol']} title={say('protocol')} values={protocols} />
      {isHttp && <Text {...props} path={[...path, 'path']} title={say('path')} />}
      {isCommand && <Text {...props} path={[...path, 'command', 'value']} title={say('command')} />}
      <Numeric {...props} path={[...path, 'gracePeriodSeconds']} title={say('gracePeriod')} />
      <Numeric {...props} path={[...path, 'intervalSeconds']} title={say('interval')} />
      <Numeric {...props} path={[...path, 'timeoutSeconds']} title={say('timeout')} />
      <Numeric {...props} path={[...path, 'maxConsecutiveFailures']} title={say('maxFailures')} />
      {!isCommand && <Port {...props} />}
      {isHttp && !protocol.startsWith('MESOS') && (
        <Flag {...props} path={[...path, 'ignoreHttp1xx']} title={words('ignoreHttp1xx')} />
      )}
    </>
  );
}

/** By its index among the app's ports, or by its number: one takes the other's place. */
function Port(props: CheckProps) {
  const say = useSay();
  const words = useWords(editWords);
  const { path, definition, edit } = props;
  const isNumber = valueAt(definition, [...path, 'port']) !== undefined;
  return (
    <>
      <div className="field">
        <label>
          {words('portType')}
          <select
            value={isNumber ? 'port' : 'portIndex'}
            onChange={({ target }) =>
              edit((all) => {
                const isNow = target.value === 'port';
                const gone = withValue(all, [...path, isNow ? 'portIndex' : 'port'], undefined);
                return withValue(gone, [...path, target.value], isNow ? 80 : 0);
              })
            }
          >
            <option value="portIndex">{words('portByIndex')}</option>
            <option value="port">{words('portByNumber')}</option>
          </select>
        </label>
      </div>
      {isNumber ? (
        <Numeric {...props} path={[...path, 'port']} title={say('port')} />
      ) : (
        <Numeric {...props} path={[...path, 'portIndex']} title={say('portIndex')} />
      )}
    </>
  );
}
