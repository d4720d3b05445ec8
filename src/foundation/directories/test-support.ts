/** Races made certain: what a hostile owner of a directory does in just the wrong moment. */
import { vi } from 'vitest';
import { HeldDirectory } from './held-directory.ts';

/** Calls `before` each time when `method` is about to look at an entry. The caller restores mocks. */
export function interfere(
  method: 'enter' | 'make' | 'openFile',
  before: (directory: HeldDirectory, name: string) => void,
): void {
  type Method = (this: HeldDirectory, name: string, ...more: unknown[]) => Promise<never>;
  const original = Reflect.get(HeldDirectory.prototype, method) as Method;
  vi.spyOn(HeldDirectory.prototype, method).mockImplementation(function (
    this: HeldDirectory,
    name: string,
    ...more: unknown[]
  ) {
    before(this, name);
    return original.call(this, name, ...more);
  } as Method);
}
