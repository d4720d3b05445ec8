/**
 * Bugs to plant, one at a time: `npm run mutants` shows which of them the simulation notices, and
 * which at least some test does. Each replaces one text that stands once in its file. When the code
 * changes so that a text is gone, the run says so; write the bug anew for the new code.
 */
import { highAvailabilityMutants } from './high-availability.mjs';
import { decisionMutants } from './decisions.mjs';
import { lendingMutants } from './lending.mjs';
import { marathonMutants } from './marathon.mjs';
import { operationMutants } from './operations.mjs';
import { presenceMutants } from './presence.mjs';
import { recoveryMutants } from './recovery.mjs';
import { shareMutants } from './shares.mjs';

const master = 'src/master/core';
const agent = 'src/agent/core';

/**
 * @typedef {{file: string, find: string, replace: string}} Change
 * `scenario`: which one is to notice it; absent: that with one master at a time.
 * @type {readonly (Change & {name: string, also?: Change, scenario?: string})[]}
 */
export const mutants = [
  // What is durable, and when.
  {
    name: 'master tells an agent of its admission before the registry has it',
    file: `${master}/agents/admission.ts`,
    find: '  core.state.admitting.add(pid);\n',
    replace:
      '  core.network.send("master", pid, SlaveRegisteredMessage, { slave_id: { value: id }, connection: connectionTerms(core) });\n  core.state.admitting.add(pid);\n',
  },
  {
    name: 'frameworks hear of a lost agent before the registry knows',
    file: `${master}/agents/removal.ts`,
    find: '  const sinceMs = core.clock.timestamp();\n',
    replace:
      '  const sinceMs = core.clock.timestamp();\n  for (const framework of core.state.frameworks.values()) framework.sink?.send({ type: "FAILURE", failure: { agent_id: { value: agent.id } } });\n',
  },
  {
    name: 'agent forwards updates before they are durable',
    file: `${agent}/updates/update-streams.ts`,
    find: "    this.#write(stream.checkpointPath, { type: 'UPDATE', update }, isWritten);",
    replace:
      "    isWritten();\n    this.#write(stream.checkpointPath, { type: 'UPDATE', update });",
  },
  {
    name: 'agent writes no updates down',
    file: `${agent}/updates/update-streams.ts`,
    find: "    this.#write(stream.checkpointPath, { type: 'UPDATE', update }, isWritten);",
    replace: '    isWritten();',
  },
  {
    name: 'agent writes no acknowledgements down',
    file: `${agent}/updates/update-streams.ts`,
    find: '    if (stream.checkpointPath === undefined) return this.#forwardFirst(stream, firstRetryMs);\n',
    replace: '    if (uuid.length > 0) return this.#forwardFirst(stream, firstRetryMs);\n',
  },
  {
    name: 'agent launches executors before they are written down',
    file: `${agent}/executors/launch.ts`,
    find: '  flushLaunch(core, (written) => {\n    if (written.ok) begin(core, framework, executor);',
    replace:
      '  begin(core, framework, executor);\n  flushLaunch(core, (written) => {\n    if (written.ok) return;',
  },
  {
    name: 'agent writes no tasks down',
    file: `${agent}/tasks/run.ts`,
    find: '    for (const task of request.tasks) core.checkpoints.task(key, ownedTask(executor, task));\n',
    replace: '',
  },
  {
    name: 'agent forgets a container before its end is written down',
    file: `${agent}/frameworks/retirement.ts`,
    find: '  if (executor.isCheckpointed) checkpoints.executorSentinel(key);\n',
    replace: '',
  },
  {
    name: 'removed agents stay in the registry',
    file: `${master}/agents/removal.ts`,
    find: '  core.registrar.write(removalOf(agent.id), () => {',
    replace: '  void removalOf;\n  core.clock.after(1, () => {',
  },
  // Updates on their way.
  {
    name: 'agent sends each update twice',
    file: `${agent}/updates/update-streams.ts`,
    find: '    this.#options.forward(update);\n',
    replace: '    this.#options.forward(update);\n    this.#options.forward(update);\n',
  },
  {
    name: 'agent never repeats an update',
    file: `${agent}/updates/update-streams.ts`,
    find: '      this.#forwardFirst(stream, Math.min(retryMs * 2, longestRetryMs));',
    replace: '',
  },
  {
    name: 'agent takes any uuid for the acknowledgement of what is on its way',
    file: `${agent}/updates/update-streams.ts`,
    find: 'if (update === undefined || this.#uuidOf(update) !== text) {',
    replace: 'if (update === undefined) {',
  },
  {
    name: 'agent sends all updates of a task at once',
    file: `${agent}/updates/update-streams.ts`,
    find: '    if (stream.pending.length === 1) this.#forwardFirst(stream, firstRetryMs);',
    replace:
      '    this.#options.forward(update);\n    if (stream.pending.length === 1) this.#forwardFirst(stream, firstRetryMs);',
  },
  {
    name: 'agent does not go on with the next update',
    file: `${agent}/updates/update-streams.ts`,
    find: '      if (this.#find(stream.key) === stream) this.#forwardFirst(stream, firstRetryMs);\n',
    replace: '',
  },
  {
    name: 'agent tells the next update when it is registered, whether or not the acknowledgement before is safe',
    file: `${agent}/updates/update-streams.ts`,
    find: ' || stream.unsafeAcknowledgements > 0',
    replace: '',
  },
  ...highAvailabilityMutants,
  {
    name: 'agent does not resume its updates when it is registered',
    file: `${agent}/registration/registration.ts`,
    find: '    taskStreams.resume();\n',
    replace: '',
  },
  {
    name: 'agent takes doubles of an update for news',
    file: `${agent}/updates/update-streams.ts`,
    find: '    if (stream.received.has(uuid)) return this.#afterCheckpoint(stream, durable);\n',
    replace: '',
  },
  {
    name: 'agent forgets after a restart what was acknowledged',
    file: `${agent}/updates/update-streams.ts`,
    find: '        stream.pending.shift();\n',
    replace: '',
  },
  {
    name: 'master swallows every tenth update',
    file: `${master}/tasks/status-updates.ts`,
    find: '  forward(core, framework, status);\n  task.task.status_update_state',
    replace:
      '  if ((update.uuid?.[0] ?? 0) % 10 !== 0) forward(core, framework, status);\n  task.task.status_update_state',
  },
  {
    name: 'master swallows acknowledgements of ends',
    file: `${master}/tasks/status-updates.ts`,
    find: '  send(core, agent.pid, StatusUpdateAcknowledgementMessage, {',
    replace:
      '  if (task !== undefined && isTerminalState(task.task.state)) return;\n  send(core, agent.pid, StatusUpdateAcknowledgementMessage, {',
  },
  // Tasks.
  {
    name: 'agent runs a doubled request twice',
    file: `${agent}/tasks/run.ts`,
    find: '  if (isDouble(framework, request)) {',
    replace: '  if (isDouble(framework, request) && request.tasks.length > 2) {',
  },
  {
    name: 'a task that exited with an error is called finished',
    file: 'src/executor/builtin/task-run.ts',
    find: "    if (termination?.status === 0) return { state: 'TASK_FINISHED' };",
    replace: "    if (termination !== undefined) return { state: 'TASK_FINISHED' };",
  },
  {
    name: 'exit statuses are read off the wrong byte',
    file: 'src/executor/wait-status.ts',
    find: '(status >> 8) & 0xff;',
    replace: '(status >> 9) & 0xff;',
  },
  {
    name: 'a task is called killed though nobody asked',
    file: 'src/executor/builtin/task-run.ts',
    find: "    return { state: 'TASK_FAILED' };\n  }\n\n  #end(",
    replace: "    return { state: 'TASK_KILLED' };\n  }\n\n  #end(",
  },
  {
    name: 'after a restart every command task is launched again',
    file: 'src/executor/builtin/command-executor.ts',
    find: '    else if (statuses.length > 0) run.giveUp();\n    else run.launch();',
    replace: '    else run.launch();',
  },
  {
    name: 'after a restart running command tasks are given up',
    file: 'src/executor/builtin/command-executor.ts',
    find: '    if (found !== undefined) run.adopt(found);',
    replace: '    if (found !== undefined && statuses.length === 0) run.adopt(found);',
  },
  {
    name: 'a failed task does not end its pod',
    file: 'src/executor/builtin/pod-executor.ts',
    find: '    if (endsGroup(state)) killAll(group);\n    this.#exitWhenDone();',
    replace: '    this.#exitWhenDone();',
  },
  {
    name: 'a pod launches its tasks before the agent has written them down',
    file: 'src/executor/builtin/pod-executor.ts',
    find: '    for (const run of group) run.tellStarting();',
    replace:
      '    for (const run of group) {\n      run.tellStarting();\n      run.launch();\n    }',
  },
  {
    name: 'agent swallows kills of queued tasks',
    file: `${agent}/tasks/kill.ts`,
    find: '  if (executor.queued.has(taskId)) return killQueued(core, framework, executor, taskId);',
    replace: '  if (executor.queued.has(taskId)) return;',
  },
  {
    name: 'agent passes every second kill on only',
    file: `${agent}/tasks/kill.ts`,
    find: '  else link.send(killEvent(taskId, killPolicy));',
    replace: '  else if (taskId.length % 2 === 0) link.send(killEvent(taskId, killPolicy));',
  },
  {
    name: 'agent forgets with its process that a task was to be killed',
    file: `${agent}/tasks/kill.ts`,
    find: "  if (executor.kind === 'custom' || !executor.isCheckpointed) return tell(executor, kill);",
    replace: '  if (!executor.isCheckpointed || taskId !== undefined) return tell(executor, kill);',
  },
  {
    name: 'master keeps an agent out for a task whose volume was lost with it',
    file: `${master}/agents/claims.ts`,
    find: '(task) => reported.has(task) || isPossible(task, total)',
    replace: '(task) => reported.has(task) || isPossible(task, total) || true',
  },
  {
    name: 'master swallows kills for tasks of disconnected agents',
    file: `${master}/agents/agents.ts`,
    find: '    send(core, agent.pid, KillTaskMessage, message);',
    replace: '    void message;',
  },
  {
    name: 'master swallows some kills',
    file: 'src/master/core/calls/kill.ts',
    find: '    core.log.info(`Telling agent',
    replace: '    if (taskId.length % 2 === 0) return;\n    core.log.info(`Telling agent',
  },
  {
    name: 'agent reports nothing of tasks that end with their executor',
    file: `${agent}/executors/end.ts`,
    find: "  if (framework.state !== 'terminating') reportTasks(core, framework, executor, termination);\n",
    replace: '',
  },
  {
    name: 'agent leaves the tasks of a removed framework running',
    file: `${agent}/frameworks/frameworks.ts`,
    find: '    else shutdownExecutor(core, framework, executor);\n  }\n  removeFrameworkIfIdle',
    replace: '  }\n  removeFrameworkIfIdle',
  },
  {
    name: 'agent does not answer for tasks that it never got',
    file: `${agent}/registration/reconciliation.ts`,
    find: '      addUpdate(core, update, undefined);',
    replace: '      void update;',
  },
  {
    name: 'agent says that tasks were dropped which it has',
    file: `${agent}/registration/reconciliation.ts`,
    find: '      if (isKnown || isReported) continue;',
    replace: '      if (isReported) continue;',
  },
  {
    name: 'master does not ask a returning agent for tasks that it lacks',
    file: `${master}/agents/reregistration.ts`,
    find: '    welcome(core, agent, message, missing);',
    replace: '    welcome(core, agent, message, []);',
  },
  {
    name: 'master does not take in tasks of agents that it forgot',
    file: `${master}/agents/adoption.ts`,
    find: '  addTask(core, framework, agent, { task: record, usage });\n',
    replace: '',
  },
  {
    name: 'an unreachable agent takes its tasks to the grave',
    file: `${master}/agents/removal.ts`,
    find: '  decideState(core, framework, task, { state, reason, message: fate.message, ...unreachable });\n',
    replace: '',
  },
  // Resources and offers.
  {
    name: 'resources of an ended task stay booked',
    file: `${master}/tasks/status-updates.ts`,
    find: '  if (framework !== undefined && agent !== undefined) stopUsing(core, framework, agent, task);\n  return true;',
    replace: '  return true;',
  },
  {
    name: 'resources of an end that a returning agent reports stay booked',
    file: `${master}/tasks/tasks.ts`,
    find: '    isUsing: !isTerminalState(task.state),',
    replace: '    isUsing: true,',
  },
  {
    name: 'resources come back twice when a task is removed',
    file: `${master}/tasks/tasks.ts`,
    find: '  if (!task.isUsing) return;\n',
    replace: '',
  },
  {
    name: 'declined resources are lost',
    file: 'src/master/core/calls/decline.ts',
    find: '      core.allocator.recoverResources({',
    replace:
      '      if (offer.id.endsWith("7")) { takeOffer(core, offer); continue; }\n      core.allocator.recoverResources({',
  },
  {
    name: 'refusals count for nothing',
    file: 'src/allocator/filters.ts',
    find: '      if (filter.expiresAtMs > nowMs && filter.resources.contains(resources)) return filter;',
    replace:
      '      if (filter.expiresAtMs < nowMs && filter.resources.contains(resources)) return filter;',
  },
  {
    name: 'refusals never end',
    file: 'src/allocator/filters.ts',
    find: '        this.#detach(filter);\n        onExpired(filter);',
    replace: '        void onExpired;',
  },
  {
    name: 'offers come although they are suppressed',
    file: 'src/master/core/calls/suppress.ts',
    find: '    core.allocator.suppressOffers(framework.id, roles);\n',
    replace: '',
  },
  {
    name: 'freed resources are not offered again',
    file: 'src/allocator/schedule.ts',
    find: '    this.#prompt.setNoLaterThan(Math.max(this.#clock.now(), this.#restUntilMs));',
    replace: '',
  },
  {
    name: 'an agent that is back is not offered',
    file: `${master}/agents/agents.ts`,
    find: '  core.allocator.activateAgent(agent.id);',
    replace: '',
  },
  {
    name: 'offers of a broken stream stay out',
    file: `${master}/frameworks/disconnect.ts`,
    find: "  removeOffersOf(core, framework.offers, 'silent');\n",
    replace: '',
  },
  ...presenceMutants,
  ...operationMutants,
  ...recoveryMutants,
  ...decisionMutants,
  ...shareMutants,
  ...lendingMutants,
  ...marathonMutants,

  // Time that is set.
  {
    name: 'refusals end when the clock of the machine says so',
    file: 'src/allocator/cycle.ts',
    find: '    const expiresAtMs = this.nowMs + lifeMs;',
    replace: '    const expiresAtMs = this.#parts.clock.timestamp() + lifeMs;',
  },
  {
    name: 'updates are of the time that the process measures',
    file: 'src/executor/builtin/status-sender.ts',
    find: '      timestamp: clock.timestamp() / 1000,',
    replace: '      timestamp: clock.now() / 1000,',
  },

  // Another leader.
  {
    name: 'a framework goes back to the leader before',
    file: 'src/scheduler/core/leader-place.ts',
    find: '    this.#leader = leader === undefined ? undefined : `http://${placeOf(leader)}${this.#path}`;',
    replace:
      '    this.#leader ??= leader === undefined ? undefined : `http://${placeOf(leader)}${this.#path}`;',
  },
];
