/** What an agent has: used, allocated, available and in all, and what is reserved for whom. */
import type { AgentSelf } from '../../live/agent-state.ts';
import type { Use } from '../../live/agents-use.ts';
import type { Agent } from '../../live/model.ts';
import { Bar } from '../../parts/charts/bar.tsx';
import { amountText, megabytesText } from '../../parts/format.ts';
import { agentWords } from '../../texts/areas/agent.ts';
import { useSay, useWords } from '../../texts/texts.ts';

const keys = ['cpus', 'gpus', 'mem', 'disk'] as const;
type Key = (typeof keys)[number];
const allocatedKeys = {
  cpus: 'usedCpus',
  gpus: 'usedGpus',
  mem: 'usedMem',
  disk: 'usedDisk',
} as const;

const textOf = (key: Key, value: number): string =>
  key === 'cpus' || key === 'gpus' ? amountText(value) : megabytesText(value);

export function AgentResources({
  agent,
  use,
}: {
  readonly agent: Agent;
  readonly use: Use | undefined;
}) {
  const say = useSay();
  const word = useWords(agentWords);
  return (
    <section className="card">
      <h2>{say('resources')}</h2>
      {keys.map((key) => (
        <Bar
          key={key}
          label={say(key)}
          total={agent[key]}
          text={(value) => textOf(key, value)}
          parts={[{ label: say('used'), value: agent[allocatedKeys[key]], kind: 'used' }]}
        />
      ))}
      <table className="facts">
        <thead>
          <tr>
            <th scope="col">{word('resource')}</th>
            <th scope="col">{word('used')}</th>
            <th scope="col">{say('allocated')}</th>
            <th scope="col">{word('available')}</th>
            <th scope="col">{say('total')}</th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => {
            const allocated = agent[allocatedKeys[key]];
            const used = key === 'gpus' ? undefined : use?.[key];
            return (
              <tr key={key}>
                <th scope="row">{say(key)}</th>
                <td>{used === undefined ? word('notMeasured') : textOf(key, used)}</td>
                <td>{textOf(key, allocated)}</td>
                <td>{textOf(key, Math.max(0, agent[key] - allocated))}</td>
                <td>{textOf(key, agent[key])}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

export function Reservations({ self }: { readonly self: AgentSelf }) {
  const say = useSay();
  const word = useWords(agentWords);
  const { reserved_resources: reserved = {}, reserved_resources_allocated: allocated = {} } = self;
  const rows = Object.entries(reserved);
  if (rows.length === 0) return null;
  return (
    <section className="table-part">
      <h2>{word('reservations')}</h2>
      <div className="scrolled" tabIndex={0} role="region" aria-label={word('reservations')}>
        <table className="facts">
          <thead>
            <tr>
              <th scope="col">{say('role')}</th>
              {keys.map((key) => (
                <th key={key} scope="col">
                  {say(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([role, all]) => (
              <tr key={role}>
                <th scope="row">{role}</th>
                {keys.map((key) => (
                  <td key={key}>
                    {word('allocatedOf', {
                      allocated: textOf(key, Number(allocated[role]?.[key] ?? 0)),
                      total: textOf(key, Number(all[key] ?? 0)),
                    })}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
