/** Where an instance is reached, with the names of its ports. */
import { Copy } from '../../parts/id.tsx';
import { instanceWords } from '../../texts/areas/marathon-instances.ts';
import { useWords } from '../../texts/texts.ts';
import type { Instance } from '../model.ts';
import { type Endpoint, endpointsOf, type PortsDefinition } from './endpoints-of.ts';

export function Endpoints({
  task,
  definition,
}: {
  readonly task: Instance;
  readonly definition: PortsDefinition;
}) {
  const own = useWords(instanceWords);
  const endpoints = endpointsOf(task, definition);
  if (endpoints.length === 0) return <p className="quiet">{own('noEndpoints')}</p>;
  return (
    <ul className="endpoints">
      {endpoints.map((endpoint) => (
        <li key={`${endpoint.index} ${endpoint.address}`}>
          <b>{endpoint.name === '' ? own('port', { index: endpoint.index }) : endpoint.name}</b>{' '}
          <EndpointLink endpoint={endpoint} /> <span className="muted">{endpoint.protocol}</span>{' '}
          <Copy text={endpoint.address} />
        </li>
      ))}
    </ul>
  );
}

export function EndpointLink({
  endpoint: { address, url, name, protocol },
  text = address,
}: {
  readonly endpoint: Endpoint;
  readonly text?: string;
}) {
  const title = `${name} ${address} ${protocol}`.trim();
  if (url === undefined) return <span title={title}>{text}</span>;
  return (
    <a href={url} target="_blank" rel="noreferrer" title={title}>
      {text}
    </a>
  );
}
