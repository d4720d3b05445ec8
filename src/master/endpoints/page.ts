/** `/`: says what answers here. The pages with the pictures are a room of their own. */
import { bytes, type HttpResponse } from '../../foundation/http/index.ts';
import { escapeHtml } from '../../operator-api/index.ts';
import type { MasterContext } from './context.ts';

const shownEndpoints = ['state', 'state-summary', 'slaves', 'frameworks', 'tasks', 'roles'];
const processEndpoints = ['metrics/snapshot', 'flags', 'version', 'health', 'files/debug', 'help'];

export function page({ core, version, clusterName }: MasterContext): HttpResponse {
  const { hostname = '', pid = '' } = core.masterInfo;
  const { agents, frameworks } = core.state;
  const links = [...shownEndpoints, ...processEndpoints]
    .map((path) => `<li><a href="/${path}">/${path}</a></li>`)
    .join('');
  const title = `Mesos master${clusterName === undefined ? '' : ` of ${escapeHtml(clusterName)}`}`;
  return bytes(
    'text/html',
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>` +
      `<body><h1>${title}</h1><p>Altiplano, speaking Mesos ${escapeHtml(version.version)}; ` +
      `${escapeHtml(pid)} on ${escapeHtml(hostname)}; ${agents.size} agents, ` +
      `${frameworks.size} frameworks.</p><ul>${links}</ul>` +
      `<p>Operator API: POST /api/v1. Scheduler API: POST /api/v1/scheduler.</p></body></html>`,
  );
}
