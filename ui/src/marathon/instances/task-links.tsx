/** The cluster's own pages show files, logs and terminals of tasks. */
import { useFetched, valueOf } from '../../base/fetching.ts';
import { useSay } from '../../texts/texts.ts';
import { base } from '../api.ts';
import type { Instance } from '../model.ts';

interface MesosPlace {
  readonly frameworkId?: string;
  readonly marathon_config: { readonly mesos_leader_ui_url?: unknown };
}

export interface MesosPages {
  readonly task: (taskId: string, view?: string) => string;
  readonly agent: (agentId: string) => string;
}

/** Undefined while Marathon does not say where the master is. */
export function useMesosPages(): MesosPages | undefined {
  const info = valueOf(useFetched<MesosPlace>(new URL('v2/info', base).href));
  const master = info?.marathon_config.mesos_leader_ui_url;
  const frameworkId = info?.frameworkId;
  if (typeof master !== 'string' || !/^https?:\/\//i.test(master)) return undefined;
  const root = `${master.replace(/\/$/, '')}/#`;
  return {
    task: (taskId, view) =>
      `${root}/tasks/${encodeURIComponent(frameworkId ?? '')}/${encodeURIComponent(taskId)}` +
      (view === undefined ? '' : `/${view}`),
    agent: (agentId) => `${root}/agents/${encodeURIComponent(agentId)}`,
  };
}

interface LinksProps {
  readonly task: Pick<Instance, 'id'>;
  /** Of what runs. */
  readonly hasTerminal?: boolean;
  readonly hasFiles?: boolean;
}

export function TaskLinks(props: LinksProps) {
  return <LinksOf pages={useMesosPages()} {...props} />;
}

/** Where many tasks are shown, the pages are asked for once. */
export function LinksOf({
  pages,
  task,
  hasTerminal = false,
  hasFiles = true,
}: LinksProps & { readonly pages: MesosPages | undefined }) {
  const say = useSay();
  if (pages === undefined) return <span>–</span>;
  return (
    <>
      <a href={pages.task(task.id, 'stdout')}>stdout</a>{' '}
      <a href={pages.task(task.id, 'stderr')}>stderr</a>
      {hasFiles && (
        <>
          {' '}
          <a href={pages.task(task.id, 'files')}>{say('files')}</a>
        </>
      )}
      {hasTerminal && (
        <>
          {' '}
          <a href={pages.task(task.id, 'terminal')}>{say('terminal')}</a>
        </>
      )}
    </>
  );
}
