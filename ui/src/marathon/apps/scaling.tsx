/**
 * The number of instances, changed where it stands: type and Enter. What came of it is said above the
 * table: for eight seconds it can be taken back, and a deployment that holds the app can be given up.
 */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { addressOf } from '../../base/router.ts';
import { useMissing, withRight } from '../../parts/rights.tsx';
import { appsWords } from '../../texts/areas/marathon-apps.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { actions, Refusal } from '../api.ts';
import { toChange } from '../app-rights.ts';
import type { Row } from './app-rows.ts';
import type { App, PodStatus } from '../model.ts';
import { expectChange, podOf } from '../store.ts';

/** How long a change can be taken back with one click. */
const undoMs = 8_000;

interface Target {
  readonly id: string;
  /** What the pod is, whose whole definition is sent. */
  readonly pod: PodStatus | undefined;
}

type Outcome = Wish &
  (
    | { readonly kind: 'asking' }
    | { readonly kind: 'done'; readonly deployment: string | undefined }
    | { readonly kind: 'refused'; readonly why: string; readonly heldBy: readonly string[] }
  );

let outcome: Outcome | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function tell(next: Outcome | undefined): void {
  outcome = next;
  clearTimeout(timer);
  if (next?.kind === 'done') timer = setTimeout(() => tell(undefined), undoMs);
  for (const listener of listeners) listener();
}

const useOutcome = (): Outcome | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => outcome,
  );

export function changeInstances(
  { id, pod }: Target,
  count: number,
  force = false,
): Promise<unknown> {
  if (pod === undefined) return actions.change(id, { instances: count }, force);
  const { spec } = pod;
  const scaling = { ...spec.scaling, instances: count };
  return actions.changePod(id, { ...spec, scaling }, force);
}

interface Wish {
  readonly target: Target;
  readonly before: number;
  readonly after: number;
}

/** `own`: a deployment of ours that may still be going on, and is given up for this. */
async function scale(what: Wish, force = false, own?: string): Promise<void> {
  const { target, after } = what;
  tell({ ...what, kind: 'asking' });
  try {
    let answer: unknown;
    await withRight(toChange(target.id), async () => {
      answer = await changeInstances(target, after, force);
    });
    const { deploymentId } = (answer ?? {}) as { readonly deploymentId?: string };
    expectChange(target.id);
    tell({ ...what, kind: 'done', deployment: deploymentId });
  } catch (error) {
    const heldBy = error instanceof Refusal && error.isLocked ? error.deployments : [];
    if (!force && heldBy.length > 0 && heldBy.every((id) => id === own)) return scale(what, true);
    const why = error instanceof Error ? error.message : String(error);
    tell({ ...what, kind: 'refused', why, heldBy });
  }
}

export function ScalingNotice() {
  const say = useWords(appsWords);
  const told = useOutcome();
  useEffect(() => () => tell(undefined), []);
  if (told === undefined) return null;
  const { target, before, after, kind } = told;
  const { id } = target;
  if (kind === 'asking') {
    return (
      <p className="notice" role="status">
        {say('scaling', { id, count: after })}
      </p>
    );
  }
  if (kind === 'done') {
    return (
      <p className="notice" role="status">
        {say('scaled', { id, before, after })}{' '}
        <button
          type="button"
          className="plain"
          onClick={() =>
            void scale({ target, before: after, after: before }, false, told.deployment)
          }
        >
          {say('undo')}
        </button>
      </p>
    );
  }
  return (
    <p className="notice bad" role="alert">
      {say('refused', { id, why: told.why })}{' '}
      {told.heldBy.length > 0 && (
        <>
          {say('heldBy')}{' '}
          {told.heldBy.map((held) => (
            <a key={held} href={addressOf(`/deployments/${held}`)} className="mono">
              {held}
            </a>
          ))}{' '}
          <button
            type="button"
            className="danger"
            onClick={() => void scale({ target, before, after }, true)}
          >
            {say('force')}
          </button>{' '}
        </>
      )}
      <button type="button" className="link" onClick={() => tell(undefined)}>
        {say('dismiss')}
      </button>
    </p>
  );
}

/** Undefined: that is no number of instances. */
export function countOf(text: string): number | undefined {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
}

export function Instances({ row }: { readonly row: Row }) {
  const say = useSay();
  const tell_ = useWords(appsWords);
  const { app, id, isGroup, instances } = row;
  // The same cell may show another row by now.
  const [typed, setTyped] = useState<{ readonly id: string; readonly text: string }>();
  const text = typed?.id === id ? typed.text : undefined;
  const setText = (next: string | undefined): void =>
    setTyped(next === undefined ? undefined : { id, text: next });
  const why = useMissing()(toChange(id));
  const counts = say('usage', { used: app.tasksRunning, total: instances });
  if (isGroup) return <>{counts}</>;
  if (text === undefined) {
    return (
      <button
        type="button"
        className="link in-place"
        aria-label={tell_('changeCount', { id, count: counts })}
        disabled={why !== undefined}
        title={why}
        onClick={() => setText(String(instances))}
      >
        {goingText(app, tell_) ?? counts}
      </button>
    );
  }
  const count = countOf(text);
  return (
    <input
      className="in-place"
      aria-label={`${say('instances')} ${id}`}
      inputMode="numeric"
      autoFocus
      value={text}
      aria-invalid={count === undefined}
      title={count === undefined ? tell_('badCount', { text }) : ''}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => setText(undefined)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setText(undefined);
        if (event.key !== 'Enter' || count === undefined) return;
        setText(undefined);
        if (count === instances) return;
        void scale({ target: { id, pod: podOf(id) }, before: instances, after: count });
      }}
    />
  );
}

type SayApps = ReturnType<typeof useWords<keyof (typeof appsWords)['en']>>;

/** While it changes: "3 → 5, 1 starting". */
function goingText(app: App, say: SayApps): string | undefined {
  const { tasksRunning: running, tasksStaged: starting, instances: wanted } = app;
  if (running === wanted) return undefined;
  return starting > 0 ? say('going', { running, wanted, starting }) : undefined;
}
