/** A framework on one agent: its executors there, with what they use, and its tasks there. */
import { type AgentSelf, useAgentSelf } from '../../live/agent-state.ts';
import { useExecutorsUse } from '../../live/executors-use.ts';
import { Crumbs } from '../../parts/crumbs.tsx';
import { Loaded } from '../../parts/failure.tsx';
import { amountText, megabytesText } from '../../parts/format.ts';
import { Id } from '../../parts/id.tsx';
import { State } from '../../parts/state.tsx';
import { agentAddress, frameworkAddress } from '../../parts/table/cells.tsx';
import { agentWords } from '../../texts/areas/agent.ts';
import { executorWords } from '../../texts/areas/executor.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { executorRows, type FrameworkRow, frameworkRows } from '../agent/agent-rows.ts';
import { TaskTable } from '../lists.tsx';
import { ExecutorTable } from './executor-table.tsx';
import './executor.css';

interface Place {
  readonly agent: string;
  readonly framework: string;
}

export default function AgentFrameworkPage(place: Place) {
  const self = useAgentSelf(place.agent);
  return <Loaded fetched={self}>{(value) => <Found self={value} {...place} />}</Loaded>;
}

function Found({ agent, framework, self }: Place & { readonly self: AgentSelf }) {
  const say = useSay();
  const use = useExecutorsUse(agent);
  const isActive = self.frameworks.some(({ id }) => id === framework);
  const here = [...self.frameworks, ...self.completed_frameworks].filter(
    ({ id }) => id === framework,
  );
  const [row] = frameworkRows(here, use);
  if (row === undefined) return <NoFramework {...{ agent, framework, self }} />;
  return (
    <>
      <Crumbs
        steps={[
          [say('agents'), '#/agents'],
          [self.hostname, agentAddress(agent)],
        ]}
        last={row.name}
      />
      <h1>
        {row.name} <State state={isActive ? 'active' : 'completed'} />
      </h1>
      <div className="cards here">
        <Facts row={row} />
      </div>
      <ExecutorTable agent={agent} rows={executorRows(self, use, framework)} hasFramework={false} />
      <TaskTable list="active" name="" agent={agent} framework={framework} />
      <TaskTable list="completed" name="completed" agent={agent} framework={framework} />
    </>
  );
}

function Facts({ row }: { readonly row: FrameworkRow }) {
  const say = useSay();
  const word = useWords(agentWords);
  const texts = { cpus: amountText, mem: megabytesText, disk: megabytesText };
  const used = { cpus: row.usedCpus, mem: row.usedMem, disk: row.usedDisk };
  return (
    <section className="card">
      <h2>{say('framework')}</h2>
      <dl>
        <dt>{say('id')}</dt>
        <dd>
          <Id id={row.id} href={frameworkAddress(row.id)} />
        </dd>
        <dt>{say('user')}</dt>
        <dd>{row.user}</dd>
        <dt>{say('roles')}</dt>
        <dd>{row.roles}</dd>
        <dt>{say('activeTasks')}</dt>
        <dd>{row.tasks}</dd>
        {(['cpus', 'mem', 'disk'] as const).map((key) => (
          <div key={key} className="pair">
            <dt>{say(key)}</dt>
            <dd>
              {word('usedOf', {
                used: used[key] === undefined ? '–' : texts[key](used[key]),
                allocated: texts[key](row[key]),
              })}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function NoFramework({ agent, framework, self }: Place & { readonly self: AgentSelf }) {
  const word = useWords(executorWords);
  return (
    <section className="quiet">
      <h1 className="break">{word('noFramework', { what: framework, host: self.hostname })}</h1>
      <p>{word('noFrameworkWhy')}</p>
      <p>
        <a href={agentAddress(agent)}>{word('toAgent')}</a> ·{' '}
        <a href={frameworkAddress(framework)}>{word('toFramework')}</a>
      </p>
    </section>
  );
}
