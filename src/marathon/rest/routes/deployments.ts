/** /v2/deployments */
import { message, ok, refusalAnswer, type Answer, type ApiRequest } from '../answer.ts';
import { deploymentAnswer, type Api } from '../api.ts';
import { renderDeployment } from '../views/deployments.ts';
import { notAllowed, onlyGet } from './apps.ts';

export function routeDeployments(api: Api, request: ApiRequest): Answer | Promise<Answer> {
  const id = request.path.slice('/v2/deployments'.length).replace(/^\//, '');
  const { core } = api;
  if (id === '') {
    const withBlockers = request.query.all('embed').includes('blockers');
    return onlyGet(request, () =>
      ok([...core.deployments.running()].map((each) => renderDeployment(core, each, withBlockers))),
    );
  }
  if (request.method !== 'DELETE') return notAllowed();
  if (core.deployments.find(id) === undefined) {
    return message(404, `DeploymentPlan ${id} does not exist`);
  }
  return request.query.flag('force') ? cancel(api, id) : revert(api, id);
}

function cancel({ core }: Api, id: string): Promise<Answer> {
  return new Promise((resolve) =>
    core.deployments.cancel(id, (done) =>
      resolve(done.ok ? { status: 202 } : refusalAnswer(done.error)),
    ),
  );
}

function revert({ core }: Api, id: string): Promise<Answer> {
  return new Promise((resolve) =>
    core.deployments.revert(id, (done) =>
      resolve(done.ok ? deploymentAnswer(done.value) : refusalAnswer(done.error)),
    ),
  );
}
