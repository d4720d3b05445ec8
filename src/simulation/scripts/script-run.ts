/** One run of a script: its world, its frameworks, and the trace as the script tells it. */
import type { Temper } from '../frameworks/checking-framework.ts';
import { ScriptedFramework } from './scripted-framework.ts';
import { World } from '../world.ts';

/** What a story tells of: what frameworks hear, what dies and lives, what crosses the wire. */
const told = /^(?!.* [IWE] )/;
/** Too often to be told. */
const chatter = /\b(PingSlaveMessage|PongSlaveMessage)\b/;
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const idOfMasters = /([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})-(S|O|)(\d+)/g;

export class ScriptRun {
  #world: World | undefined;
  readonly #frameworks = new Map<string, ScriptedFramework>();
  #lines: string[] = [];
  readonly #shortNames = new Map<string, string>();

  get world(): World {
    if (this.#world === undefined) throw new Error('A script begins with the command cluster');
    return this.#world;
  }

  /** Three agents are enough for any story. */
  open(options: {
    readonly seed: number;
    readonly agentCount: number;
    readonly hasGroup: boolean;
  }): void {
    const write = (line: string): void => void this.#lines.push(line.trimEnd());
    this.#world = new World({ ...options, tempers: [], write });
    this.#world.start();
  }

  add(temper: Temper): ScriptedFramework {
    const framework = new ScriptedFramework(this.world, temper);
    this.world.addTemper(temper);
    this.#frameworks.set(temper.name, framework);
    return framework;
  }

  framework(name: string | undefined): ScriptedFramework {
    const found = this.#frameworks.get(name ?? '');
    if (found === undefined) throw new Error(`There is no framework '${name}'`);
    return found;
  }

  agent(name: string | undefined): World['agents'][number] {
    const found = this.world.findAgent(name ?? '');
    if (found === undefined) throw new Error(`There is no agent '${name}'`);
    return found;
  }

  /** The lines that come of this action, with times from its beginning. */
  record(action: () => void): string[] {
    this.#lines = [];
    const beginMs = this.#world?.clock.now();
    action();
    const startSecs = beginMs === undefined ? 0 : this.world.trace.secondsAt(beginMs);
    return this.#lines
      .map((line) => this.#tell(line, startSecs))
      .filter((line) => line !== undefined);
  }

  verdict(): string {
    return this.world.violations.map((why) => `BROKEN ${this.#shorten(why)}`).join('\n');
  }

  #tell(line: string, startSecs: number): string | undefined {
    const at = line.indexOf(' ');
    const text = line.slice(at + 1);
    if (!told.test(text) || chatter.test(text)) return undefined;
    const secs = (Number(line.slice(0, at)) - startSecs).toFixed(3);
    return `+${secs} ${this.#shorten(text.replace(/ \d+B$/, ''))}`;
  }

  #shorten(text: string): string {
    return text
      .replaceAll(idOfMasters, (id, _master, kind: string) => this.#nameOf(id, kind || 'F'))
      .replaceAll(uuid, (id) => this.#nameOf(id, 'U'));
  }

  #nameOf(id: string, kind: string): string {
    let name = this.#shortNames.get(id);
    if (name === undefined) {
      const count = [...this.#shortNames.values()].filter((other) => other.startsWith(kind)).length;
      this.#shortNames.set(id, (name = `${kind}${count + 1}`));
    }
    return name;
  }
}
