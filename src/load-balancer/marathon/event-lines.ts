/** The stream of events, line by line: which kinds are followed, and to which app they happened. */
import type { MarathonEvent } from '../steering/events.ts';

/** Deletions of apps without tasks, and changes of groups, are told by the last two alone. */
export const eventTypes = [
  'api_post_event',
  'status_update_event',
  'health_status_changed_event',
  'app_terminated_event',
  'group_change_success',
] as const;

/** Definitions of apps are in events; Marathon takes none that are larger. */
const longestLineBytes = 16 * 1024 * 1024;

export class EventLines {
  readonly #onEvent: (event: MarathonEvent) => void;
  readonly #decoder = new TextDecoder();
  #rest = '';

  constructor(onEvent: (event: MarathonEvent) => void) {
    this.#onEvent = onEvent;
  }

  /** False: a line is too long for all that is known of events. */
  take(chunk: Uint8Array): boolean {
    const lines = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data:')) this.#onEvent(readEvent(line.slice('data:'.length)));
    }
    return this.#rest.length <= longestLineBytes;
  }
}

/** What cannot be read may have happened to any app. */
function readEvent(text: string): MarathonEvent {
  const type = 'unreadable';
  try {
    const event = JSON.parse(text) as unknown;
    if (typeof event !== 'object' || event === null) return { type };
    const { eventType, appId, appDefinition } = event as Record<string, unknown>;
    const defined = (appDefinition as { readonly id?: unknown } | null | undefined)?.id;
    const app = [appId, defined].find((id) => typeof id === 'string');
    return { type: String(eventType ?? type), ...(app === undefined ? {} : { app }) };
  } catch {
    return { type };
  }
}
