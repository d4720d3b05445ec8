/** What is said to somebody who may not do something. */
import { words } from '../words.ts';

export const rightWords = words({ needs: 'needs {action}' }, { needs: '需要 {action}' });
