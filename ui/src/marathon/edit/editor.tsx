/**
 * Makes or changes an app or a pod. The text is the truth, the form is a view over it. What is wrong
 * stands at its field and by its line; what Marathon refuses likewise. Before a change is sent the
 * reader sees what differs, and what another changed meanwhile is never overwritten unseen.
 */
import './edit.css';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useFetched, valueOf } from '../../base/fetching.ts';
import { editWords } from '../../texts/areas/edit.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { base, Refusal } from '../api.ts';
import { type Definition, definitionText, idOf, type Path } from './definition.ts';
import type { EditorProps } from './edit.tsx';
import { checked, withoutEmpty } from './check.ts';
import { FaultList, type Told } from './fault-list.tsx';
import { pathOfText, textOfPath } from './faults.ts';
import { isSame, merged } from './merge.ts';
import { Meanwhile } from './meanwhile.tsx';
import { lineOf } from './places.ts';
import { Review } from './review.tsx';
import { renamed } from './rename.ts';
import { create, currentOf, save } from './saving.ts';
import type { Schemas } from './schema.ts';
import { type TabName, tabOfPath } from './tab-of-path.ts';
import { Tabs } from './tabs.tsx';

interface OpenApi {
  readonly components: { readonly schemas: Schemas };
}

function firstText({ kind = 'app', start, began, group = '/' }: EditorProps): string {
  const id = group === '/' ? '/' : `${group}/`;
  const app = { id, cmd: '', cpus: 0.1, mem: 128, instances: 1 };
  const container = {
    name: 'main',
    exec: { command: { shell: 'sleep 1000' } },
    resources: { cpus: 0.1, mem: 32 },
  };
  const pod = {
    id,
    containers: [container],
    networks: [{ mode: 'host' }],
    scaling: { kind: 'fixed', instances: 1 },
  };
  return definitionText(start ?? began ?? (kind === 'app' ? app : pod));
}

export default function Editor(props: EditorProps) {
  const { kind = 'app', before: now, began, close, done } = props;
  const say = useSay();
  const words = useWords(editWords);
  const dialog = useRef<HTMLDialogElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => firstText(props));
  /** What the reader began with, or has taken along since. */
  const [before, setBefore] = useState(began);
  /** As the last look before saving found it; null: it is gone. */
  const [found, setFound] = useState<Definition | null | undefined>();
  const [conflicts, setConflicts] = useState<readonly Path[]>([]);
  const [tab, setTab] = useState<TabName>('general');
  const [refusal, setRefusal] = useState<Refusal | undefined>();
  const [isTried, setTried] = useState(false);
  const [isReviewing, setReviewing] = useState(props.isReviewed === true);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const document = valueOf(useFetched<OpenApi>(new URL('public/api/openapi.json', base).href));
  const schemas = document?.components.schemas;
  const check = useMemo(() => checked(text, kind, before, schemas), [text, kind, before, schemas]);
  const { value, places, bad } = check;
  const isNew = before === undefined;
  const first = useRef(text);
  /** What the page knew then: older than `began`, it is no change. */
  const known = useRef(now);
  // An empty form is no fault of its reader.
  const isShown = isTried || text !== first.current || !isNew;
  const local: Told[] = (isShown ? check.faults : []).map((fault) => ({
    ...fault,
    line: lineOf(places, fault.path),
    text: words(fault.rule, fault.values),
  }));
  const refused: Told[] = (refusal?.details ?? []).map(({ path, errors }) => {
    const steps = pathOfText(path);
    return { path: steps, line: lineOf(places, steps), text: errors.join('; ') };
  });
  const faults = [...refused, ...local];
  const serious = faults.filter(({ isWarning }) => isWarning !== true);
  const isHeldUp = check.faults.some(({ isWarning }) => isWarning !== true);
  const isNews = now === undefined || !isSame(order(now), order(known.current ?? {}));
  const latest = found === undefined ? (isNews ? now : before) : (found ?? undefined);
  const isStale =
    before !== undefined && (latest === undefined || !isSame(order(latest), order(before)));

  const change = (next: string): void => {
    setText(next);
    setRefusal((held) => (held?.isLocked === true ? held : undefined));
  };
  const show = (path: Path): void => {
    setReviewing(false);
    setTab(tabOfPath(textOfPath(path)));
    const line = lineOf(places, path);
    const start =
      text
        .split('\n')
        .slice(0, line - 1)
        .join('\n').length + (line > 1 ? 1 : 0);
    area.current?.focus();
    area.current?.setSelectionRange(start, start + (text.split('\n')[line - 1]?.length ?? 0));
  };
  const takeTheirs = (): void => {
    if (before === undefined || value === undefined) return;
    if (latest === undefined) {
      setBefore(undefined);
      return;
    }
    const both = merged(before, value, latest);
    setText(definitionText(both.value));
    setConflicts(both.conflicts);
    setBefore(latest);
    setFound(undefined);
    setReviewing(true);
  };
  const send = async (): Promise<void> => {
    if (value === undefined) return;
    const force = refusal?.isLocked === true;
    setBusy(true);
    try {
      if (before === undefined) await create(kind, withoutEmpty(value), force);
      else {
        const current = await currentOf(kind, idOf(before));
        if (current === undefined || !isSame(order(current), order(before))) {
          setFound(current ?? null);
          setReviewing(false);
          return;
        }
        await save(kind, idOf(before), before, value, force);
      }
      done(idOf(value));
    } catch (error) {
      setRefusal(error instanceof Refusal ? error : new Refusal(0, String(error)));
      setReviewing(false);
    } finally {
      setBusy(false);
    }
  };
  const next = (): void => {
    setTried(true);
    if (isHeldUp) return;
    if (isReviewing || isNew) void send();
    else setReviewing(true);
  };
  const created = say('createApp');
  const title = isNew ? (kind === 'app' ? created : words('createPod')) : say('edit');
  const label =
    refusal?.isLocked === true
      ? say('force', { action: say('deploy') })
      : isNew
        ? title
        : say(isReviewing ? 'deploy' : 'review');
  return (
    <dialog ref={dialog} className="dialog wide" aria-label={title} onClose={close}>
      <h2>{before === undefined ? title : `${title}: ${idOf(before)}`}</h2>
      {refusal !== undefined && (
        <p className="fault" role="alert">
          {refusal.message}
        </p>
      )}
      {isStale && !isBusy && value !== undefined && (
        <Meanwhile id={idOf(before)} theirs={latest} mine={value} take={takeTheirs} />
      )}
      {conflicts.length > 0 && (
        <p className="fault" role="alert">
          {words('bothChanged', { paths: conflicts.map(textOfPath).join(', ') })}
        </p>
      )}
      <FaultList
        faults={faults}
        isAlert={isTried || refused.length > 0}
        show={show}
        rename={({ path, nearest }) => {
          if (value !== undefined && nearest !== undefined) {
            change(definitionText(renamed(value, path, nearest)));
          }
        }}
      />
      {isReviewing && value !== undefined ? (
        <Review kind={kind} before={before} after={value} />
      ) : (
        <div className={kind === 'app' ? 'editor' : 'editor only-text'}>
          {kind === 'app' && (
            <div>
              <Tabs
                tab={tab}
                setTab={setTab}
                bad={new Set(serious.map(({ path }) => tabOfPath(textOfPath(path))))}
                definition={value}
                faults={new Map(serious.map(({ path, text: why }) => [textOfPath(path), why]))}
                edit={(make) => {
                  if (value !== undefined) change(definitionText(make(value)));
                }}
                isNew={isNew}
              />
            </div>
          )}
          <div>
            <label htmlFor="definition">JSON</label>
            <textarea
              ref={area}
              id="definition"
              className="mono"
              spellCheck={false}
              rows={24}
              value={text}
              aria-invalid={bad !== undefined}
              onChange={(event) => change(event.target.value)}
            />
            {bad !== undefined && (
              <p className="fault" role="alert">
                {words('badText', { line: bad.line, column: bad.column, why: words(bad.rule) })}
              </p>
            )}
          </div>
        </div>
      )}
      <Buttons
        isReviewing={isReviewing}
        isReady={value !== undefined && !isBusy && !isStale}
        back={() => (isReviewing ? setReviewing(false) : dialog.current?.close())}
        next={next}
        label={label}
        review={
          isNew && !isReviewing
            ? () => {
                setTried(true);
                if (!isHeldUp) setReviewing(true);
              }
            : undefined
        }
      />
    </dialog>
  );
}

/** Two answers may name the same in another order. */
function order(value: Definition): Definition {
  return withSorted(value) as Definition;
}

function withSorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([name, held]) => [name, withSorted(held)]));
}

function Buttons({
  isReviewing,
  isReady,
  back,
  next,
  label,
  review,
}: {
  readonly isReviewing: boolean;
  readonly isReady: boolean;
  readonly back: () => void;
  readonly next: () => void;
  readonly label: string;
  /** Of what can be sent without it. */
  readonly review: (() => void) | undefined;
}): ReactNode {
  const say = useSay();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && isReady) next();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  return (
    <p className="buttons">
      <button type="button" className="plain" onClick={back}>
        {say(isReviewing ? 'edit' : 'cancel')}
      </button>
      {review !== undefined && (
        <button type="button" className="plain" disabled={!isReady} onClick={review}>
          {say('review')}
        </button>
      )}
      <button type="button" className="primary" disabled={!isReady} onClick={next}>
        {label}
      </button>
    </p>
  );
}
