/**
 * Service ports for apps that have none: Marathon gives none to apps whose tasks have addresses of
 * their own. They follow from the app's id and the port in the container, so that all balancers
 * agree without asking each other.
 */
import { createHash } from 'node:crypto';
import type { App } from '../model/app.ts';

export interface PortRange {
  readonly min: number;
  readonly max: number;
}

const maxClashes = 50;

export class ServicePortAssigner {
  private readonly taken = new Set<number>();

  private readonly range: PortRange;

  constructor(range: PortRange) {
    this.range = range;
  }

  /** The app's own; else ports of the range. `undefined` where the range is used up. */
  portsOf(app: App): readonly (number | undefined)[] {
    if (app.servicePorts.length > 0 || app.mode !== 'container' || app.tasks.length === 0) {
      return app.servicePorts;
    }
    return app.containerPorts.map((port) => this.assign(app.id, port));
  }

  private assign(id: string, containerPort: number): number | undefined {
    const size = this.range.max - this.range.min + 1;
    if (this.taken.size >= size) return undefined;
    const port = this.findByName(id, containerPort, size) ?? this.findFree();
    if (port !== undefined) this.taken.add(port);
    return port;
  }

  private findByName(id: string, containerPort: number, size: number): number | undefined {
    for (let clashes = 0; clashes < maxClashes; clashes++) {
      const hash = createHash('sha1').update(`${id}-${containerPort}-${clashes}`).digest();
      const port = this.range.min + (hash.readUInt32BE(0) % size);
      if (!this.taken.has(port)) return port;
    }
    return undefined;
  }

  private findFree(): number | undefined {
    for (let port = this.range.min; port <= this.range.max; port++) {
      if (!this.taken.has(port)) return port;
    }
    return undefined;
  }
}
