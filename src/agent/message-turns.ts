/**
 * Messages to the agent, a few milliseconds of them in a turn: a master that launches hundreds of tasks
 * says so in one piece of the network, and whoever else is served here must not wait for all of it.
 * Their order stays, and none is lost. As much as waits at most is handed over at once, as if there
 * were no turns: that is when a peer is faster than the agent, and must feel it.
 */

/** Others get theirs after so long, or twice that: what comes from the network has a turn beside what waits. */
const turnMs = 4;
const mostWaitingBytes = 4 * 1024 * 1024;

export interface Message {
  readonly from: string;
  readonly name: string;
  readonly body: Uint8Array;
}

export interface TurnPorts {
  readonly deliver: (message: Message) => void;
  readonly now: () => number;
  readonly nextTurn: (work: () => void) => void;
}

export const realTurns: Pick<TurnPorts, 'now' | 'nextTurn'> = {
  now: () => performance.now(),
  nextTurn: (work) => void setImmediate(work),
};

export class MessageTurns {
  readonly #ports: TurnPorts;
  #waiting: Message[] = [];
  #waitingBytes = 0;
  #endMs = 0;
  #isTurn = false;

  constructor(ports: TurnPorts) {
    this.#ports = ports;
  }

  take(message: Message): void {
    this.#beginTurn();
    if (this.#waiting.length === 0 && !this.#isOver) return this.#ports.deliver(message);
    // What it came in may be used again.
    this.#waiting.push({ ...message, body: message.body.slice() });
    this.#waitingBytes += message.body.length;
    if (this.#waitingBytes > mostWaitingBytes) this.#work(() => false);
  }

  get #isOver(): boolean {
    return this.#ports.now() >= this.#endMs;
  }

  #beginTurn(): void {
    if (this.#isTurn) return;
    this.#isTurn = true;
    this.#endMs = this.#ports.now() + turnMs;
    this.#ports.nextTurn(() => this.#next());
  }

  #next(): void {
    this.#isTurn = false;
    if (this.#waiting.length === 0) return;
    this.#beginTurn();
    this.#work(() => this.#isOver);
  }

  #work(isOver: () => boolean): void {
    let done = 0;
    while (done < this.#waiting.length && !isOver()) {
      const message = this.#waiting[done++]!;
      this.#waitingBytes -= message.body.length;
      this.#ports.deliver(message);
    }
    this.#waiting = this.#waiting.slice(done);
  }
}
