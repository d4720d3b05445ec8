/** What HAProxy writes to its outputs, line by line; its last alerts are kept, to say why it ended. */

const mostAlerts = 3;
const longestLine = 2_000;

export class OutputLines {
  readonly #onLine: (line: string) => void;
  #rest = '';
  #alerts: string[] = [];

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  get alerts(): readonly string[] {
    return this.#alerts;
  }

  forget(): void {
    this.#alerts = [];
  }

  take(chunk: Buffer): void {
    const lines = (this.#rest + chunk.toString('utf8')).split('\n');
    this.#rest = (lines.pop() ?? '').slice(0, longestLine);
    for (const line of lines) this.#takeLine(line.slice(0, longestLine));
  }

  #takeLine(line: string): void {
    if (line === '') return;
    this.#onLine(line);
    const alert = /^\[ALERT\]\s+\(\d+\) : (.*)$/.exec(line)?.[1];
    if (alert !== undefined && this.#alerts.length < mostAlerts) this.#alerts.push(alert);
  }
}
