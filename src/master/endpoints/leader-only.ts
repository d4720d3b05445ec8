/**
 * What a master answers that does not serve now: a standby sends clients on to the leader, as long as
 * there is none everybody has to wait, and a new leader asks for patience until it has read the
 * registry. Health, metrics, flags, logs and pages are about the process and always served.
 */
import { type HttpResponse, redirect, serviceUnavailable } from '../../foundation/http/index.ts';
import { type Leadership, hindranceTexts } from '../../leadership/core/leadership.ts';
import { httpPlaceOf } from '../../leadership/core/master-info.ts';
import type { EndpointOptions } from '../../manners/index.ts';

/** For routes that only the leader may answer, with the state that it alone has. */
export function leaderOnly(leadership: Leadership): Required<Pick<EndpointOptions, 'guard'>> {
  return { guard: (target) => findAnswer(leadership, target) };
}

function findAnswer(leadership: Leadership, target: string): HttpResponse | undefined {
  switch (leadership.findHindrance()) {
    case 'not elected':
      return redirectToLeader(leadership, target);
    case 'not recovered':
      return serviceUnavailable(hindranceTexts['not recovered']);
    case undefined:
      return undefined;
  }
}

/** Without a scheme: the client stays with the one it came by. `target` is "" or "/path?query". */
export function redirectToLeader(
  { leader }: Pick<Leadership, 'leader'>,
  target = '',
): HttpResponse {
  if (leader === undefined) return serviceUnavailable(hindranceTexts['not elected']);
  return redirect(`//${httpPlaceOf(leader)}${target}`);
}
