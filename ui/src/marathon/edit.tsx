/**
 * Makes or changes an app: a form with tabs and the text beside it, which is the truth. Before a
 * change is sent the reader sees what differs; what Marathon refuses stands at the field it is about.
 */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useSay } from '../texts/texts.ts';
import { actions, Refusal } from './api.ts';
import {
  changesOf,
  type Definition,
  definitionText,
  diffLines,
  parseDefinition,
  withValue,
} from './definition.ts';
import { Tabs, tabOfPath, type TabName } from './edit-tabs.tsx';

export interface EditProps {
  /** Undefined: a new app. */
  readonly before?: Definition | undefined;
  /** What the editor begins with; `before` or an older version of it. */
  readonly start?: Definition | undefined;
  readonly group?: string;
  readonly close: () => void;
  readonly done: (id: string) => void;
}

function firstText({ start, before, group = '/' }: EditProps): string {
  const prefix = group === '/' ? '/' : `${group}/`;
  return definitionText(
    start ?? before ?? { id: prefix, cmd: '', cpus: 0.1, mem: 128, instances: 1 },
  );
}

export function Edit(props: EditProps) {
  const say = useSay();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState(() => firstText(props));
  const [tab, setTab] = useState<TabName>('general');
  const [refusal, setRefusal] = useState<Refusal | undefined>();
  const [isReviewing, setReviewing] = useState(false);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const parsed = parseDefinition(text);
  const { before } = props;
  const save = async (): Promise<void> => {
    if (!parsed.ok) return;
    const { value } = parsed;
    const id = String(value['id'] ?? '');
    const force = refusal?.isLocked === true;
    setBusy(true);
    try {
      if (before === undefined) await actions.create(withoutEmpty(value));
      else await actions.change(id, changesOf(before, value), force);
      props.done(id.startsWith('/') ? id : `/${id}`);
    } catch (error) {
      setRefusal(error instanceof Refusal ? error : new Refusal(0, String(error)));
      setReviewing(false);
    } finally {
      setBusy(false);
    }
  };
  const faults = refusal?.details ?? [];
  const bad = new Set(faults.map(({ path }) => tabOfPath(path)));
  return (
    <dialog
      ref={dialog}
      className="dialog wide"
      aria-label={say('createApp')}
      onClose={props.close}
    >
      <h2>{before === undefined ? say('createApp') : `${say('edit')}: ${String(before['id'])}`}</h2>
      {refusal !== undefined && (
        <div className="fault" role="alert">
          <p>{refusal.message}</p>
          <ul>
            {faults.map(({ path, errors }) => (
              <li key={path}>
                <button type="button" className="link mono" onClick={() => setTab(tabOfPath(path))}>
                  {path}
                </button>{' '}
                {errors.join('; ')}
              </li>
            ))}
          </ul>
        </div>
      )}
      {isReviewing && parsed.ok ? (
        <Review before={before} after={parsed.value} />
      ) : (
        <div className="editor">
          <div>
            <Tabs
              tab={tab}
              setTab={setTab}
              bad={bad}
              definition={parsed.ok ? parsed.value : undefined}
              change={(path, value) => {
                if (parsed.ok) setText(definitionText(withValue(parsed.value, path, value)));
              }}
              isNew={before === undefined}
            />
          </div>
          <div>
            <label htmlFor="definition">JSON</label>
            <textarea
              id="definition"
              className="mono"
              spellCheck={false}
              rows={24}
              value={text}
              aria-invalid={!parsed.ok}
              onChange={(event) => setText(event.target.value)}
            />
            {!parsed.ok && (
              <p className="fault" role="alert">
                {parsed.why}
              </p>
            )}
          </div>
        </div>
      )}
      <Buttons
        isReviewing={isReviewing}
        isReady={parsed.ok && !isBusy}
        back={() => (isReviewing ? setReviewing(false) : dialog.current?.close())}
        next={() => (isReviewing || before === undefined ? void save() : setReviewing(true))}
        label={
          refusal?.isLocked === true
            ? say('force', { action: say('deploy') })
            : before === undefined
              ? say('createApp')
              : say(isReviewing ? 'deploy' : 'review')
        }
      />
    </dialog>
  );
}

/** A field of the form that nobody filled in is not sent. */
function withoutEmpty(value: Definition): Definition {
  return value['cmd'] === '' ? withValue(value, ['cmd'], undefined) : value;
}

function Buttons({
  isReviewing,
  isReady,
  back,
  next,
  label,
}: {
  readonly isReviewing: boolean;
  readonly isReady: boolean;
  readonly back: () => void;
  readonly next: () => void;
  readonly label: string;
}) {
  const say = useSay();
  const onKey = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && isReady) next();
  };
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  return (
    <p className="buttons">
      <button type="button" className="plain" onClick={back}>
        {say(isReviewing ? 'edit' : 'cancel')}
      </button>
      <button type="button" className="primary" disabled={!isReady} onClick={next}>
        {label}
      </button>
    </p>
  );
}

function Review({
  before,
  after,
}: {
  readonly before: Definition | undefined;
  readonly after: Definition;
}): ReactNode {
  const say = useSay();
  const changed = before === undefined ? [] : Object.keys(changesOf(before, after));
  const restarts = changed.some((name) => !['instances', 'upgradeStrategy'].includes(name));
  return (
    <>
      <p>
        {changed.length === 0 ? say('nothingChanged') : say(restarts ? 'willRestart' : 'willScale')}
      </p>
      <Diff before={definitionText(before ?? {})} after={definitionText(after)} />
    </>
  );
}

export function Diff({ before, after }: { readonly before: string; readonly after: string }) {
  return (
    <pre className="diff" tabIndex={0}>
      {diffLines(before, after).map(({ kind, text }, i) => (
        <div key={i} className={`diff-${kind}`}>
          {kind === 'added' ? '+ ' : kind === 'removed' ? '- ' : '  '}
          {text}
        </div>
      ))}
    </pre>
  );
}
