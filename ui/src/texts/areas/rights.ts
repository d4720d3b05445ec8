/** What is said to somebody who may not do something. */
import { words } from '../words.ts';

export const rightWords = words(
  { needs: 'needs {action}', needsOn: 'needs {action} on {on}' },
  { needs: '需要 {action}', needsOn: '需要对 {on} 的 {action}' },
);
