/** One pod: its instances with their containers and endpoints, its definition, its versions. */
import { useState } from 'react';
import { useFetched, valueOf } from '../../base/fetching.ts';
import { go } from '../../base/router.ts';
import { Crumbs } from '../../parts/crumbs.tsx';
import { NotFound } from '../../parts/failure.tsx';
import { Id } from '../../parts/id.tsx';
import { Time } from '../../parts/time.tsx';
import { useSay } from '../../texts/texts.ts';
import { base, idPath } from '../api.ts';
import { type Definition, definitionOf, definitionText } from '../edit/definition.ts';
import { Edit } from '../edit/edit.tsx';
import { timeOf } from '../model.ts';
import { expectChange } from '../store.ts';

interface PodStatus {
  readonly id: string;
  readonly status: string;
  readonly spec: Definition;
  readonly instances: readonly PodInstance[];
}

interface PodInstance {
  readonly id: string;
  readonly status: string;
  readonly message?: string;
  readonly statusSince: string;
  readonly agentHostname: string;
  readonly containers: readonly {
    readonly name: string;
    readonly status: string;
    readonly endpoints?: readonly {
      readonly name: string;
      readonly allocatedHostPort?: number;
    }[];
  }[];
}

const pollMs = 3_000;

export default function Pod({ id, view }: { readonly id: string; readonly view: string }) {
  const say = useSay();
  const path = `v2/pods${idPath(id)}`;
  const fetched = useFetched<PodStatus>(new URL(`${path}::status`, base).href, pollMs);
  const versions = valueOf(
    useFetched<readonly string[]>(new URL(`${path}::versions`, base).href, pollMs),
  );
  const [isOpen, setOpen] = useState(view === 'edit');
  const pod = valueOf(fetched);
  if (fetched.kind === 'loading') return <p className="quiet">{say('loading')}</p>;
  if (pod === undefined) return <NotFound what={id} />;
  return (
    <>
      <Crumbs steps={[[say('applications'), '#/apps']]} last={id} />
      <h1>
        {id} <span className="muted">{pod.status}</span>
      </h1>
      <p className="buttons">
        <button type="button" className="plain" onClick={() => setOpen(true)}>
          {say('edit')}
        </button>
      </p>
      <h2>{say('instances')}</h2>
      {pod.instances.length === 0 && <p className="quiet">{say('none')}</p>}
      <ul className="lines">
        {pod.instances.map((instance) => (
          <PodInstanceRow key={instance.id} instance={instance} />
        ))}
      </ul>
      <h2>{say('view_configuration')}</h2>
      <pre className="json" tabIndex={0}>
        {definitionText(pod.spec)}
      </pre>
      <h2>{say('versions')}</h2>
      <ul className="lines">
        {(versions ?? []).map((version) => (
          <li key={version}>
            {version} <Time ms={timeOf(version)} />
          </li>
        ))}
      </ul>
      {isOpen && (
        <Edit
          kind="pod"
          before={definitionOf(pod.spec)}
          close={() => setOpen(false)}
          done={() => {
            expectChange(id);
            setOpen(false);
            go('/deployments');
          }}
        />
      )}
    </>
  );
}

function PodInstanceRow({ instance }: { readonly instance: PodInstance }) {
  const { id, status, message = '', statusSince, agentHostname, containers } = instance;
  return (
    <li>
      <Id id={id} /> <b>{status}</b> {message} <Time ms={timeOf(statusSince)} />
      <ul>
        {containers.map(({ name, status: state, endpoints = [] }) => (
          <li key={name}>
            <b>{name}</b> {state}{' '}
            {endpoints.map(({ name: endpoint, allocatedHostPort: port }) => (
              <span key={endpoint}>
                {port === undefined ? (
                  endpoint
                ) : (
                  <a href={`http://${agentHostname}:${port}`} target="_blank" rel="noreferrer">
                    {endpoint} {agentHostname}:{port}
                  </a>
                )}{' '}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </li>
  );
}
