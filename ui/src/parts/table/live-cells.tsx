/** Cells that ask for what no row has: use, restarts, offers. Only those that are seen ask. */
import { askOnce } from '../../live/client.ts';
import type { Framework, Task } from '../../live/model.ts';
import { restartKey } from '../../live/restarts.ts';
import { Shared } from '../../live/shared.ts';
import { useUse } from '../../live/use.ts';
import { ask } from '../../base/fetching.ts';
import { listWords } from '../../texts/areas/lists.ts';
import { useWords } from '../../texts/texts.ts';
import { amountText, bytesText, megabytesText } from '../format.ts';
import type { Column } from './table.tsx';
import { Time } from '../time.tsx';

const restarts = new Shared(() => askOnce({ about: 'restarts' }));
const lastOffers = new Shared(async (signal) => {
  const response = await ask('/master/live/frameworks', { signal });
  const { frameworks } = (await response.json()) as {
    frameworks: readonly { readonly id: string; readonly lastOfferMs: number }[];
  };
  return new Map(frameworks.map(({ id, lastOfferMs }) => [id, lastOfferMs]));
});

function CpuUse({ task }: { readonly task: Task }) {
  const { agent, framework, executor, id } = task;
  const use = useUse(agent, framework, executor === '' ? id : executor);
  return (
    <>
      {use?.cpus === undefined ? '–' : amountText(use.cpus)} / {amountText(task.cpus)}
    </>
  );
}

function MemUse({ task }: { readonly task: Task }) {
  const { agent, framework, executor, id } = task;
  const use = useUse(agent, framework, executor === '' ? id : executor);
  return (
    <>
      {use?.memBytes === undefined ? '–' : bytesText(use.memBytes)} / {megabytesText(task.mem)}
    </>
  );
}

function RestartCount({ task: { framework, name } }: { readonly task: Task }) {
  const say = useWords(listWords);
  const known = restarts.use();
  if (known === undefined) return <>–</>;
  const count = known.counts[restartKey(framework, name)] ?? 0;
  return (
    <span title={say('restartsBound', { most: known.most })}>
      {count >= known.most && count > 0 ? `≥ ${count}` : count}
    </span>
  );
}

function LastOffer({ id }: { readonly id: string }) {
  const say = useWords(listWords);
  const ms = lastOffers.use()?.get(id);
  if (ms === undefined) return <>–</>;
  return ms === 0 ? <span className="muted">{say('neverOffered')}</span> : <Time ms={ms} />;
}

const own = { isHidden: true, isUnsorted: true } as const;

/** Of what runs: use is told of nothing else. */
export const resourceUseColumns: readonly Column<Task>[] = [
  {
    ...{ ...own, key: 'cpuUse', title: (language) => listWords[language].cpuUse },
    ...{ width: '11rem', isNumber: true, cell: (task) => <CpuUse task={task} /> },
  },
  {
    ...{ ...own, key: 'memUse', title: (language) => listWords[language].memUse },
    ...{ width: '13rem', isNumber: true, cell: (task) => <MemUse task={task} /> },
  },
];

export const restartsColumn: Column<Task> = {
  ...{ ...own, key: 'restarts', title: (language) => listWords[language].restarts },
  ...{ width: '8rem', isNumber: true, cell: (task) => <RestartCount task={task} /> },
};

export const lastOfferColumn: Column<Framework> = {
  ...{ ...own, key: 'lastOffer', title: (language) => listWords[language].lastOffer },
  ...{ width: '9rem', cell: ({ id }) => <LastOffer id={id} /> },
};
