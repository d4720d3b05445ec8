/**
 * A control that was refused for want of rights is off from then on, and says why: trying it again
 * would change nothing.
 */
import { useState } from 'react';
import { Refusal } from '../base/fetching.ts';

const forbidden = 403;

export interface Allowed {
  /** "": as far as is known it may be done. */
  readonly why: string;
  /** Does it, and remembers when that is not allowed. */
  readonly attempt: (act: () => Promise<void>) => Promise<void>;
}

export function useAllowed(): Allowed {
  const [why, setWhy] = useState('');
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      if (error instanceof Refusal && error.status === forbidden) setWhy(error.message);
      throw error;
    }
  };
  return { why, attempt };
}
