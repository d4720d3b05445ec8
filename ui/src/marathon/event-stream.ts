/**
 * Follows Marathon's events. Not by EventSource, which tells neither why it was refused nor that the
 * stream lives while nothing happens.
 */
import { base, refusalOf } from './api.ts';
import { heard, type MarathonEvent } from './changes.ts';
import { Frames } from './frames.ts';

/** Marathon sends a blank line every ten seconds. */
const silenceMs = 30_000;

export interface Listener {
  readonly onOpen: () => void;
  readonly onEvent: (event: MarathonEvent) => void;
}

/** Until it ends, which is told by what it throws. */
export async function followEvents(
  { onOpen, onEvent }: Listener,
  stop: AbortSignal,
): Promise<never> {
  const silent = new AbortController();
  const listen = (): ReturnType<typeof setTimeout> =>
    setTimeout(
      () => silent.abort(new Error(`nothing was heard for ${silenceMs / 1_000} s`)),
      silenceMs,
    );
  let timer = listen();
  try {
    const types = heard.map((type) => `event_type=${type}`).join('&');
    const response = await fetch(new URL(`v2/events?plan-format=light&${types}`, base), {
      cache: 'no-store',
      headers: { Accept: 'text/event-stream' },
      signal: AbortSignal.any([stop, silent.signal]),
    });
    if (!response.ok || response.body === null) throw await refusalOf(response);
    onOpen();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const frames = new Frames();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) throw new Error('Marathon ended the stream of events');
      clearTimeout(timer);
      timer = listen();
      for (const data of frames.read(value)) onEvent(JSON.parse(data) as MarathonEvent);
    }
  } finally {
    clearTimeout(timer);
  }
}
