/**
 * Does something to an app, and shows what Marathon says: when a deployment holds it, which one, and
 * that it can be given up for this.
 */
import { type ReactNode, useState } from 'react';
import { Confirm } from '../parts/confirm.tsx';
import { type Right, withRight } from '../parts/rights.tsx';
import { addressOf } from '../base/router.ts';
import { useSay } from '../texts/texts.ts';
import { Refusal } from './api.ts';

export interface ActProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly isDangerous?: boolean;
  readonly typed?: string;
  readonly children?: ReactNode;
  readonly needs?: Right;
  readonly run: (force: boolean) => Promise<unknown>;
  readonly close: () => void;
}

export function Act({ run, needs, children, action, ...rest }: ActProps) {
  const say = useSay();
  const [lock, setLock] = useState<Refusal | undefined>();
  const attempt = async (): Promise<void> => {
    try {
      const does = (): Promise<unknown> => run(lock !== undefined);
      await (needs === undefined ? does() : withRight(needs, does));
    } catch (error) {
      if (error instanceof Refusal && error.isLocked && lock === undefined) setLock(error);
      throw error;
    }
  };
  return (
    <Confirm
      {...rest}
      action={lock === undefined ? action : say('force', { action })}
      isDangerous={rest.isDangerous === true || lock !== undefined}
      onConfirm={attempt}
    >
      {children}
      {lock !== undefined && (
        <p>
          {say('lockedBy')}{' '}
          {lock.deployments.map((id) => (
            <a key={id} href={addressOf(`/deployments/${id}`)} className="mono">
              {id}{' '}
            </a>
          ))}
        </p>
      )}
    </Confirm>
  );
}
