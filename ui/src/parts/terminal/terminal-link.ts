/**
 * The connection of a terminal to a task, through the master: says at which stage it is, whether the
 * command found a shell, and notices when nobody answers any more. Knows nothing of how it is shown.
 */
export type Stage =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | {
      readonly kind: 'ended';
      readonly why: string;
      readonly cause: EndCause;
      /** Not a character was ever shown: there is nothing to keep on the screen. */
      readonly isBlank: boolean;
    };

/** `said`: by the agent or the master, in `why`. */
export type EndCause = 'plain' | 'said' | 'noShell' | 'lost' | 'broken';

/** As far as it is needed of a WebSocket. */
export interface Wire {
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
}

export interface TerminalLinkOptions {
  readonly open: (heard: Heard) => Wire;
  readonly show: (bytes: Uint8Array) => void;
  readonly onStage: (stage: Stage) => void;
  readonly setTimer: (call: () => void, everyMs: number) => () => void;
}

export interface Heard {
  readonly onData: (data: string | ArrayBuffer) => void;
  readonly onClosed: () => void;
}

export const pingMs = 15_000;
/** So many pings without a word, and it is lost. */
export const mostUnanswered = 3;
const rememberedCharacters = 2_048;

export class TerminalLink {
  readonly #options: TerminalLinkOptions;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  #wire: Wire | undefined;
  #stopPinging: () => void = () => undefined;
  #unanswered = 0;
  /** What it said at first: a shell that is not there says so. */
  #beginning = '';
  #ended: string | undefined;
  #hasShown = false;
  #stage: Stage['kind'] = 'ended';

  constructor(options: TerminalLinkOptions) {
    this.#options = options;
  }

  connect(): void {
    this.#leave();
    this.#unanswered = 0;
    this.#beginning = '';
    this.#ended = undefined;
    this.#to({ kind: 'connecting' });
    const wire: Wire = this.#options.open({
      onData: (data) => this.#wire === wire && this.#take(data),
      onClosed: () => this.#wire === wire && this.#closed(),
    });
    this.#wire = wire;
    this.#stopPinging = this.#options.setTimer(() => this.#ping(), pingMs);
  }

  /** True when it went on its way: Enter at the end connects again instead. */
  type(text: string): boolean {
    if (this.#stage === 'ended') {
      if (text.includes('\r')) this.connect();
      return false;
    }
    this.#wire?.send(this.#encoder.encode(text));
    return true;
  }

  resize(columns: number, rows: number): void {
    if (this.#stage === 'live') this.#wire?.send(JSON.stringify({ columns, rows }));
  }

  close(): void {
    this.#leave();
  }

  #take(data: string | ArrayBuffer): void {
    this.#unanswered = 0;
    if (typeof data === 'string') return this.#takeText(data);
    const bytes = new Uint8Array(data);
    if (this.#beginning.length < rememberedCharacters) {
      this.#beginning += this.#decoder.decode(bytes.subarray(0, rememberedCharacters));
    }
    this.#hasShown ||= bytes.length > 0;
    this.#options.show(bytes);
  }

  #takeText(text: string): void {
    const said = JSON.parse(text) as { readonly attached?: boolean; readonly ended?: string };
    if (said.attached === true) this.#to({ kind: 'live' });
    if (said.ended !== undefined) this.#ended = said.ended;
  }

  #ping(): void {
    if (this.#stage !== 'live') return;
    if (++this.#unanswered <= mostUnanswered) return this.#wire?.send('{"ping":true}');
    this.#leave();
    this.#end('lost');
  }

  #closed(): void {
    const wasLive = this.#stage === 'live';
    this.#leave();
    const why = this.#ended;
    if (why === undefined) this.#end('broken');
    else if (why !== '') this.#end('said', why);
    else this.#end(wasLive && saysNoShell(this.#beginning) ? 'noShell' : 'plain');
  }

  #end(cause: EndCause, why = ''): void {
    this.#to({ kind: 'ended', why, cause, isBlank: !this.#hasShown });
  }

  #leave(): void {
    this.#stopPinging();
    this.#stopPinging = () => undefined;
    const wire = this.#wire;
    this.#wire = undefined;
    wire?.close();
  }

  #to(stage: Stage): void {
    this.#stage = stage.kind;
    this.#options.onStage(stage);
  }
}

/**
 * It ended without a word, or with no more than that something is not there. Who typed something
 * that is not there and left has a prompt before that.
 */
export function saysNoShell(beginning: string): boolean {
  const lines = beginning.trim().split(/\r?\n/);
  if (lines.length > 2) return false;
  return beginning.trim() === '' || /not found|no such file|cannot exec/i.test(lines.at(-1)!);
}
