/**
 * A framework that does what a script says and nothing else: it holds the offers it got until it is
 * told what to do with them, and acknowledges updates unless told not to.
 */
import type { Offer, Offer_Operation, TaskStatus } from '../../protocol/generated/mesos.ts';
import type { FrameworkId, TaskId } from '../../protocol/ids.ts';
import { SchedulerCore } from '../../scheduler/core/scheduler-core.ts';
import type { MadeTask } from '../frameworks/task-making.ts';
import type { Temper } from '../frameworks/checking-framework.ts';
import { ProcessClock } from '../../foundation/virtual-clock.ts';
import { VirtualHttp } from '../network/virtual-http.ts';
import type { World } from '../world.ts';

export class ScriptedFramework {
  readonly #world: World;
  readonly #temper: Temper;
  #core: SchedulerCore | undefined;
  #http: VirtualHttp | undefined;
  #clock: ProcessClock;
  #id: FrameworkId | undefined;
  readonly #offers = new Map<string, Offer>();
  readonly #unacknowledged: TaskStatus[] = [];
  #acknowledges = true;

  constructor(world: World, temper: Temper) {
    this.#world = world;
    this.#temper = temper;
    this.#clock = new ProcessClock(world.clock);
  }

  get name(): string {
    return this.#temper.name;
  }

  start(): void {
    const { clock, random, trace, masters, leaders, network } = this.#world;
    this.#clock = new ProcessClock(clock);
    const parts = { clock, random, masters, faults: network.faults };
    const http = new VirtualHttp({
      ...parts,
      onSent: (event, master) => this.#world.sent(event, master),
    });
    const note = (text: string): void => trace.note(`${this.name} ${text}`);
    this.#core = new SchedulerCore(
      {
        framework: this.#world.infoOf(this.#temper, this.#id),
        handlers: {
          subscribed: ({ frameworkId }) => {
            note('is subscribed');
            this.#id = frameworkId;
          },
          disconnected: (why) => {
            note(`is disconnected: ${why}`);
            this.#offers.clear();
          },
          offers: (offers) => this.#onOffers(offers),
          rescinded: (id) => {
            note(`loses offer ${id}`);
            this.#offers.delete(id);
          },
          update: (status) => this.#onUpdate(status),
          failure: ({ agent_id, executor_id }) =>
            note(`hears of the loss of ${executor_id?.value ?? `agent ${agent_id?.value}`}`),
          refused: ({ call, why }) => note(`may not ${call.type}: ${why}`),
          ended: (why) => note(`is ended: ${why}`),
        },
      },
      {
        clock: this.#clock,
        random,
        log: trace.logOf(this.name),
        connection: http,
        detector: leaders.detectorFor(this.#clock, this.name),
        whenHandled: () => undefined,
      },
    );
    this.#http = http;
    this.#core.start();
  }

  stop(): void {
    this.#clock.kill();
    this.#http?.break();
    this.#core?.stop();
    this.#offers.clear();
  }

  breakConnection(): void {
    this.#http?.break();
  }

  /** The offers of one machine that it holds; it will not have them any more. */
  takeOffers(host: string): Offer[] {
    const taken = [...this.#offers.values()].filter(({ hostname }) => hostname === host);
    for (const { id } of taken) this.#offers.delete(id.value);
    return taken;
  }

  accept(offers: readonly Offer[], operations: readonly Offer_Operation[]): void {
    this.#core?.accept(offers, operations, { refuse_seconds: 0 });
  }

  decline(refuseSecs: number): void {
    this.#core?.decline([...this.#offers.values()], { refuse_seconds: refuseSecs });
    this.#offers.clear();
  }

  suppress(): void {
    this.#core?.suppress();
  }

  revive(): void {
    this.#core?.revive();
  }

  noteLaunch(task: MadeTask): void {
    this.#world.ledger.launched({ ...task, framework: this.name });
  }

  kill(taskId: TaskId): void {
    const task = this.#world.ledger.find(taskId);
    if (task !== undefined) task.killAskedMs ??= this.#world.clock.now();
    this.#core?.kill(taskId, task === undefined ? {} : { agentId: task.agentId });
  }

  reconcile(): void {
    this.#core?.reconcile();
  }

  teardown(): void {
    this.#world.ledger.abandon(this.name);
    this.#core?.send({ type: 'TEARDOWN' });
  }

  setAcknowledging(isOn: boolean): void {
    this.#acknowledges = isOn;
    if (!isOn) return;
    for (const status of this.#unacknowledged.splice(0)) this.#core?.acknowledge(status);
  }

  get frameworkId(): string | undefined {
    return this.#id;
  }

  #onOffers(offers: readonly Offer[]): void {
    for (const offer of offers) {
      this.#offers.set(offer.id.value, offer);
      const role = offer.allocation_info?.role ?? '*';
      const parts = (offer.resources ?? []).map(({ name, scalar }) => `${name}:${scalar?.value}`);
      this.#world.trace.note(
        `${this.name} is offered ${parts.join(' ')} of ${offer.hostname} for role ${role}`,
      );
    }
  }

  #onUpdate(status: TaskStatus): void {
    const { trace, ledger } = this.#world;
    const why = [status.source, status.reason, status.message].filter((part) => part !== undefined);
    trace.note(`${this.name} hears ${status.state} of ${status.task_id.value} (${why.join(': ')})`);
    ledger.heard(this.name, status);
    if (this.#acknowledges) this.#core?.acknowledge(status);
    else this.#unacknowledged.push(status);
  }
}
