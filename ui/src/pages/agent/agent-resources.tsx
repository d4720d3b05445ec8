/** What an agent has: used, allocated, available and in all. */
import type { Use } from '../../live/agents-use.ts';
import type { Agent } from '../../live/model.ts';
import { Bar } from '../../parts/charts/bar.tsx';
import { amountText, megabytesText } from '../../parts/format.ts';
import { agentWords } from '../../texts/areas/agent.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { type ResourceKey, resourceKeys } from './agent-rows.ts';

const allocatedKeys = {
  cpus: 'usedCpus',
  gpus: 'usedGpus',
  mem: 'usedMem',
  disk: 'usedDisk',
} as const;

const textOf = (key: ResourceKey, value: number): string =>
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
      {resourceKeys.map((key) => (
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
          {resourceKeys.map((key) => {
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
      {agent.lent !== '' && (
        <p>{word('lent', { lent: agent.lent, used: agent.usedLent || word('noneUsed') })}</p>
      )}
    </section>
  );
}
