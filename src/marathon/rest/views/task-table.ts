/** @compat Lists of tasks as text, one line for each service port: "shop_db\t10001\thost:31000\t…". */
import type { Core } from '../../core/environment.ts';
import { safePath } from '../../model/paths.ts';
import type { AppDefinition } from '../../model/app.ts';
import { servicePortsOf } from '../../core/groups/service-ports.ts';

export function taskTable(core: Core, apps: readonly AppDefinition[]): string {
  return apps.map((app) => tableOf(core, app)).join('');
}

function tableOf(core: Core, app: AppDefinition): string {
  const name = safePath(app.id);
  const running = [...core.instances.of(app.id)].filter(({ condition }) => condition === 'Running');
  const servicePorts = servicePortsOf(app);
  if (servicePorts.length === 0) {
    const places = running.map(({ agent }) => `\t${agent.host}`);
    return `${name}\t \t${places.map((each) => each.slice(1)).join('\t')}${places.length > 0 ? '\t' : ''}\n`;
  }
  const lines = servicePorts.map((servicePort, index) => {
    const places = running.flatMap(({ agent, tasks }) => {
      const port = tasks[0]?.hostPorts[index];
      return port === undefined ? [] : [`${agent.host}:${port}\t`];
    });
    return `${name}\t${servicePort}\t${places.join('')}\n`;
  });
  return lines.join('');
}
