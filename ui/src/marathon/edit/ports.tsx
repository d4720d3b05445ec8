/** Ports of the host, or of the container that it has a network of its own; virtual addresses are labels. */
import { editWords } from '../../texts/areas/edit.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { valueAt } from './definition.ts';
import { Choice, Flag, type FormProps, List, Numeric, Text } from './fields.tsx';

const protocols = ['tcp', 'udp', 'udp,tcp'];

export function Ports(props: FormProps) {
  const say = useSay();
  const words = useWords(editWords);
  const mode = valueAt(props.definition, ['networks', 0, 'mode']) ?? 'host';
  const isHost = mode === 'host';
  const numbers = isHost
    ? (['port'] as const)
    : (['containerPort', 'hostPort', 'servicePort'] as const);
  return (
    <>
      <List
        {...props}
        path={isHost ? ['portDefinitions'] : ['container', 'portMappings']}
        title={say('ports')}
        note={words('portsAssigned')}
        empty={
          isHost ? { port: 0, protocol: 'tcp' } : { containerPort: 0, hostPort: 0, protocol: 'tcp' }
        }
      >
        {(row) => (
          <>
            {numbers.map((name) => (
              <Numeric key={name} {...row} path={[...row.path, name]} title={say(name)} />
            ))}
            <Choice
              {...row}
              path={[...row.path, 'protocol']}
              title={say('protocol')}
              values={protocols}
            />
            <Text {...row} path={[...row.path, 'name']} title={say('name')} />
            <Text {...row} path={[...row.path, 'labels', 'VIP_0']} title={words('vip')} />
          </>
        )}
      </List>
      {isHost && <Flag {...props} path={['requirePorts']} title={words('requirePorts')} />}
    </>
  );
}
