#!/usr/bin/env node
/**
 * A custom executor in fifty lines: the data of each task is a shell command, and many tasks run in
 * one executor. A framework launches it with an ExecutorInfo whose command is
 * `node <path>/examples/shell-executor.mjs`; to see it at work beside `npm start`:
 *
 *   bin/mesos-execute --master=127.0.0.1:5050 --task='{"name": "shell", "task_id": {"value": "shell"},
 *     "agent_id": {"value": ""}, "resources": {"name": "cpus", "type": "SCALAR", "scalar": {"value": 0.1}},
 *     "executor": {"executor_id": {"value": "shell"}, "command": {"value": "node '$PWD'/examples/shell-executor.mjs"}},
 *     "data": "'$(printf 'echo hello' | base64)'"}'
 */
import { spawn } from 'node:child_process';
import { MesosExecutor } from '../dist/executor/index.js';

/** Processes of running tasks, by task id. */
const running = new Map();
let isShuttingDown = false;

const executor = new MesosExecutor({
  launch: (task) => run(task),
  kill: ({ task_id: taskId }) => running.get(taskId.value)?.kill('SIGTERM'),
  shutdown: () => {
    isShuttingDown = true;
    for (const child of running.values()) child.kill('SIGTERM');
    leaveWhenSettled();
  },
  error: (message) => process.stderr.write(`${message}\n`),
});

function run(task) {
  const taskId = task.task_id;
  const command = Buffer.from(task.data ?? []).toString();
  const child = spawn('/bin/sh', ['-c', command], { stdio: ['ignore', 'inherit', 'inherit'] });
  running.set(taskId.value, child);
  child.once('spawn', () => executor.update(taskId, 'TASK_RUNNING'));
  child.once('error', (error) => end(taskId, 'TASK_FAILED', error.message));
  child.once('exit', (code, signal) => {
    if (signal !== null) end(taskId, 'TASK_KILLED', `Ended by ${signal}`);
    else end(taskId, code === 0 ? 'TASK_FINISHED' : 'TASK_FAILED', `Exited with status ${code}`);
  });
}

function end(taskId, state, message) {
  if (running.delete(taskId.value)) executor.update(taskId, state, { message });
}

/** The agent must have acknowledged how the tasks ended; it ends us when that takes too long. */
function leaveWhenSettled() {
  if (running.size > 0 || !executor.isSettled) return void setTimeout(leaveWhenSettled, 50);
  executor.stop();
}

process.on('SIGTERM', () => isShuttingDown || process.exit(0));
executor.start();
