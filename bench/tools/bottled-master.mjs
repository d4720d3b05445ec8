/**
 * The real core and scheduler API of a master, in process, on a clock that the bench moves. Every
 * entry from outside and every timer is one turn of the loop; the longest is what others wait.
 * Turns are measured in time of the CPU, so that a busy machine changes little.
 */
import { EndpointRouter } from '../../dist/manners/index.js';
import { SeededRandom } from '../../dist/foundation/random.js';
import { defaultAllocatorOptions } from '../../dist/allocator/options.js';
import { standaloneElection } from '../../dist/leadership/core/standalone.js';
import { Master } from '../../dist/master/core/master.js';
import { Registrar } from '../../dist/master/core/registrar.js';
import { registerSchedulerApi } from '../../dist/master/endpoints/scheduler-api.js';
import { MemoryStore } from '../../dist/storage/memory-store.js';

const quiet = () => undefined;

export class BottledMaster {
  #nowMs = 1_000_000;
  #waits = [];
  longestTurnMs = 0;
  warnings = [];
  #router = new EndpointRouter('master');

  constructor() {
    const clock = {
      now: () => this.#nowMs,
      timestamp: () => this.#nowMs,
      after: (ms, callback) => this.#after(ms, callback),
    };
    const store = new MemoryStore(new Map(), (action) => void this.#after(1, action));
    const log = {
      info: quiet,
      verbose: quiet,
      error: quiet,
      warning: (w) => this.warnings.push(w),
    };
    const observer = new Proxy({}, { get: () => quiet });
    this.master = new Master(
      {
        clock,
        random: new SeededRandom(1),
        log,
        // What goes out is written, as the process does.
        network: { send: (_from, _to, type, message) => void type.encode(message), link: quiet },
        registrar: new Registrar(store),
        observer,
        options: {
          agentPingTimeoutMs: 15_000,
          maxAgentPingTimeouts: 5,
          agentReregisterTimeoutMs: 600_000,
          maxCompletedFrameworks: 50,
          maxCompletedTasksPerFramework: 1000,
          maxUnreachableTasksPerFramework: 1000,
          registryMaxAgentCount: 102_400,
          registryMaxAgentAgeMs: 1_209_600_000,
          registryGcIntervalMs: 900_000,
          rootSubmissions: true,
          initialWeights: new Map(),
        },
        masterInfo: { id: 'M', ip: 16777343, port: 5050, hostname: 'master' },
        count: quiet,
      },
      defaultAllocatorOptions,
    );
    const traffic = { noteCall: quiet, noteEvent: quiet, noteOffers: quiet };
    registerSchedulerApi(this.#router, { master: this.master, traffic });
    this.master.stand(standaloneElection(this.master.core.masterInfo), quiet);
    this.advance(100);
  }

  get state() {
    return this.master.core.state;
  }

  advance(ms) {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const due = this.#waits.filter((wait) => wait.atMs <= endMs);
      if (due.length === 0) break;
      const next = due.reduce((first, wait) => (wait.atMs < first.atMs ? wait : first));
      this.#waits.splice(this.#waits.indexOf(next), 1);
      this.#nowMs = next.atMs;
      this.#turn(next.callback);
    }
    this.#nowMs = endMs;
  }

  /** The bytes of a libprocess message, as they come in. */
  receive(pid, name, bytes) {
    this.#turn(() => {
      this.master.receive(pid, name, bytes);
    });
  }

  /** A scheduler call as JSON or protobuf; gives the answer. */
  call(body, type, headers = {}) {
    const request = { method: 'POST', body, headers: { 'content-type': type, ...headers } };
    const { handler } = this.#router.match('/master/api/v1/scheduler').route;
    return this.#turn(() => handler(request));
  }

  /** SUBSCRIBE; gives the headers for its calls, undefined when it is refused. */
  subscribe(body, type) {
    const answer = this.call(body, type);
    if (answer.kind !== 'events') return undefined;
    const stream = { write: (record) => void record, end: quiet, onClosed: quiet };
    this.#turn(() => answer.open(stream));
    return Object.fromEntries(answer.headers);
  }

  #turn(action) {
    const before = process.cpuUsage();
    const result = action();
    const { user, system } = process.cpuUsage(before);
    this.longestTurnMs = Math.max(this.longestTurnMs, (user + system) / 1000);
    return result;
  }

  #after(delayMs, callback) {
    const wait = { atMs: this.#nowMs + Math.max(delayMs, 0), callback };
    this.#waits.push(wait);
    return { cancel: () => (this.#waits = this.#waits.filter((other) => other !== wait)) };
  }
}
