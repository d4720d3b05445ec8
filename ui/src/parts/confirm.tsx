/** Asks before something is changed; the master's refusal is shown where it was asked. */
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useSay } from '../texts/texts.ts';

export interface ConfirmProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly isDangerous?: boolean;
  /** Has to be typed first. */
  readonly typed?: string;
  readonly children?: ReactNode;
  readonly onConfirm: () => Promise<void>;
  readonly close: () => void;
}

export function Confirm(props: ConfirmProps) {
  const say = useSay();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const typedId = useId();
  const [typed, setTyped] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  const confirm = async (): Promise<void> => {
    setBusy(true);
    setRefusal('');
    try {
      await props.onConfirm();
      props.close();
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  const isReady = props.typed === undefined || typed === props.typed;
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId} onClose={props.close}>
      <h2 id={titleId}>{props.title}</h2>
      <p>{props.text}</p>
      <form
        method="dialog"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isBusy) void confirm();
        }}
      >
        {props.children}
        {props.typed !== undefined && (
          <p>
            <label htmlFor={typedId}>{say('confirm', { text: props.typed })}</label>
            <input
              id={typedId}
              value={typed}
              autoComplete="off"
              onChange={(event) => setTyped(event.target.value)}
            />
          </p>
        )}
        {refusal !== '' && (
          <p className="fault" role="alert">
            {say('refused', { why: refusal })}
          </p>
        )}
        <p className="buttons">
          <button type="button" className="plain" onClick={() => dialog.current?.close()}>
            {say('cancel')}
          </button>
          <button
            type="submit"
            className={props.isDangerous === true ? 'danger' : 'primary'}
            disabled={!isReady || isBusy}
          >
            {props.action}
          </button>
        </p>
      </form>
    </dialog>
  );
}
