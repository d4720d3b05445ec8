/** The cluster's own pages show files, logs and terminals of tasks. */
import { useFetched, valueOf } from '../../base/fetching.ts';
import { useSay } from '../../texts/texts.ts';
import { base } from '../api.ts';
import type { Instance } from '../model.ts';

export function TaskLinks({ task }: { readonly task: Instance }) {
  const say = useSay();
  const info = valueOf(useFetched<MesosPlace>(new URL('v2/info', base).href));
  const master = info?.marathon_config.mesos_leader_ui_url;
  if (typeof master !== 'string' || info?.frameworkId === undefined) return <span>–</span>;
  const place = `${master.replace(/\/$/, '')}/#/tasks/${encodeURIComponent(info.frameworkId)}/${encodeURIComponent(task.id)}`;
  return (
    <>
      <a href={`${place}/stdout`}>stdout</a> <a href={`${place}/stderr`}>stderr</a>{' '}
      <a href={`${place}/files`}>{say('files')}</a>
    </>
  );
}

interface MesosPlace {
  readonly frameworkId?: string;
  readonly marathon_config: { readonly mesos_leader_ui_url?: unknown };
}
