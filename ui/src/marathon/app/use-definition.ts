/** The definition that an instance was launched with, which may be an older one than the app's. */
import { useFetched, valueOf } from '../../base/fetching.ts';
import { appPath, base } from '../api.ts';
import type { App } from '../model.ts';

/** Marathon forgets old versions: then that of today, of which names of ports may be others. */
export function useDefinition(app: App, version: string): App {
  const path = `${appPath(app.id)}/versions/${encodeURIComponent(version)}`;
  return valueOf(useFetched<App>(new URL(path, base).href)) ?? app;
}
