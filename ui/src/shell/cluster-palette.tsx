/** The palette of the cluster's pages. Loaded when it is asked for. */
import { match, usePlace } from '../base/router.ts';
import { useAnswer } from '../live/client.ts';
import { agentAddress, frameworkAddress, taskAddress } from '../parts/table/cells.tsx';
import { paletteWords } from '../texts/areas/palette.ts';
import { useSay, useWords } from '../texts/texts.ts';
import type { Section } from './frame.tsx';
import type { Goal } from './goals.ts';
import { Palette } from './palette.tsx';

interface ClusterPaletteProps {
  readonly sections: readonly Section[];
  readonly close: () => void;
  readonly openHelp: () => void;
}

export default function ClusterPalette({ sections, ...props }: ClusterPaletteProps) {
  const useGoals = (text: string): readonly Goal[] => {
    const say = useSay();
    const places = sections.map(({ path, title }) => {
      const address = `#${path}`;
      return { key: address, label: say(title), what: '', act: address };
    });
    return [...useTaskGoals(), ...places, ...useNearGoals(text)];
  };
  return <Palette {...props} useGoals={useGoals} />;
}

const addresses = {
  framework: ({ id }: { readonly id: string }) => frameworkAddress(id),
  agent: ({ id }: { readonly id: string }) => agentAddress(id),
  task: ({ id, of }: { readonly id: string; readonly of: string }) => taskAddress(of, id),
} as const;

/** Those that have these letters in their order. */
function useNearGoals(text: string): readonly Goal[] {
  const say = useSay();
  const whats = { framework: say('framework'), agent: say('agent'), task: say('tasks') };
  const near = useAnswer({ about: 'near', text }) ?? [];
  return near.map((found) => {
    const { kind, id, name } = found;
    const act = addresses[kind](found);
    const label = kind === 'task' || name === '' ? id : name;
    return { key: act, label, what: whats[kind], act, also: kind === 'task' ? name : id };
  });
}

/** Of the task that is looked at. */
function useTaskGoals(): readonly Goal[] {
  const word = useWords(paletteWords);
  const { path } = usePlace();
  const found = match('/tasks/:framework/:id', path) ?? match('/tasks/:framework/:id/:view', path);
  if (found === undefined) return [];
  const { framework, id } = found;
  return (['stdout', 'stderr', 'files', 'terminal', 'json'] as const).map((view) => ({
    key: `view ${view}`,
    label: word(view),
    what: id!,
    act: () => void (window.location.hash = taskAddress(framework!, id!, view).slice(1)),
  }));
}
