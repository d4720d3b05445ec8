/** What is typed for a new window of maintenance, and what is wrong with it. */
export interface Machine {
  readonly hostname?: string;
  readonly ip?: string;
}

export interface TypedWindow {
  /** A line each: a name, or a name and an IP address. */
  readonly hosts: string;
  readonly begin: string;
  /** Empty: without an end. */
  readonly hours: string;
}

export function machinesOf(hosts: string): Machine[] {
  return hosts
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [hostname = '', ip] = line.split(/\s+/);
      return ip === undefined ? { hostname } : { hostname, ip };
    });
}

export type WindowFault = 'noHosts' | 'twiceHost' | 'threeWords' | 'noBegin' | 'badHours';

export function faultOf({ hosts, begin, hours }: TypedWindow): WindowFault | undefined {
  const machines = machinesOf(hosts).map((machine) => JSON.stringify(machine));
  if (machines.length === 0) return 'noHosts';
  if (hosts.split('\n').some((line) => line.trim().split(/\s+/).length > 2)) return 'threeWords';
  if (new Set(machines).size < machines.length) return 'twiceHost';
  if (Number.isNaN(new Date(begin).getTime())) return 'noBegin';
  if (hours !== '' && !(Number(hours) > 0)) return 'badHours';
  return undefined;
}
