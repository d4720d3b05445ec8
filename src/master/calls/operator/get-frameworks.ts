/** GET_FRAMEWORKS: frameworks that live and frameworks that are over. */
import { forEach } from '../../../security/authorization.ts';
import { documentCall } from './call.ts';
import { frameworkMembers } from './state-members.ts';

export const getFrameworks = documentCall(
  'GET_FRAMEWORKS',
  forEach('VIEW_FRAMEWORK'),
  frameworkMembers,
);
