/** Where the pages of apps and groups are. */
import { addressOf } from '../base/router.ts';

export const appAddress = (id: string, view = ''): string =>
  addressOf(`/apps/${encodeURIComponent(id)}${view === '' ? '' : `/${view}`}`);
export const groupAddress = (id: string): string =>
  id === '/' ? '#/apps' : addressOf(`/group/${encodeURIComponent(id)}`);
