/**
 * The flags of mesos-execute, with Mesos' names and defaults. They are read from the command line
 * only. What may be combined with what is checked in tasks.ts, where the task is made of them.
 */
import { oneOf } from '../../foundation/flags/common-flags.ts';
import { defineFlags, flag } from '../../foundation/flags/flag-table.ts';
import type { FlagValues } from '../../foundation/flags/flag-table.ts';

export const executeFlags = defineFlags({
  appc_image: flag.string({
    help: 'Name of the Appc image to run in, for agents with APPC in --image_providers; excludes --docker_image.',
  }),
  bounding_capabilities: flag.json({
    help: 'Linux capabilities that the task can ever have, as CapabilityInfo in JSON; for agents with the isolator linux/capabilities.',
  }),
  checkpoint: flag.bool({
    default: false,
    help: 'Whether the task outlives a restart of its agent.',
  }),
  command: flag.string({ help: 'The command to run.' }),
  containerizer: flag.string({
    default: 'mesos',
    help: 'Which containerizer runs an image: mesos or docker.',
    validate: oneOf(['mesos', 'docker']),
  }),
  content_type: flag.string({
    default: 'protobuf',
    help: 'How to talk to the master: protobuf or json.',
    validate: oneOf(['protobuf', 'json']),
  }),
  docker_image: flag.string({
    help: 'Docker image to run in, e.g. alpine:3, for agents with DOCKER in --image_providers or the containerizer docker.',
  }),
  effective_capabilities: flag.json({
    help: 'Linux capabilities that the task starts with, as CapabilityInfo in JSON; for agents with the isolator linux/capabilities.',
  }),
  env: flag.json({ help: 'Environment variables of the task: {"name": "value"}.' }),
  framework_capabilities: flag.list({
    help: 'Further capabilities to subscribe with, e.g. GPU_RESOURCES,SHARED_RESOURCES.',
  }),
  hadoop: flag.string({
    default: 'hadoop',
    help: 'Path of the hadoop client for --package.',
    planned: 'uploads to HDFS',
  }),
  hdfs: flag.string({
    default: 'localhost:9000',
    help: 'HDFS name node for --package.',
    planned: 'uploads to HDFS',
  }),
  help: flag.bool({ default: false, help: 'Prints this help message.' }),
  kill_after: flag.duration({
    help: 'Kills the task so long after it began to run, e.g. 10secs.',
  }),
  master: flag.string({
    required: true,
    help: 'The master: host:port, several with commas, or file:///path of a file with that.',
  }),
  name: flag.string({ help: 'Name of the task; also its id.' }),
  networks: flag.list({
    help: 'Networks that the container joins, with commas; for agents with the isolator network/cni.',
  }),
  overwrite: flag.bool({
    default: false,
    help: 'Whether --package replaces a file in HDFS.',
    planned: 'uploads to HDFS',
  }),
  package: flag.path({
    help: 'File to upload to HDFS and to fetch into the sandbox.',
    planned: 'uploads to HDFS',
  }),
  partition_aware: flag.bool({
    default: true,
    help: 'Whether to be told TASK_UNREACHABLE and the like; otherwise TASK_LOST.',
  }),
  principal: flag.string({ help: 'Who the framework says it is.' }),
  resources: flag.string({
    default: 'cpus:1;mem:128',
    help: 'What the task needs, as name:value;name:value or as JSON.',
  }),
  rlimits: flag.json({
    help: 'Resource limits of the process, as RLimitInfo in JSON; for agents with the isolator posix/rlimits.',
  }),
  role: flag.string({ default: '*', help: 'Role to subscribe with.' }),
  secret: flag.secret({ help: 'Secret of --principal.' }),
  shell: flag.bool({
    default: true,
    help: 'Whether a shell runs the command; otherwise it is the path of a program.',
  }),
  task: flag.json({
    help: 'The whole task as TaskInfo in JSON (or file://path); instead of --name, --command etc.',
  }),
  task_group: flag.json({
    help: 'A pod: tasks as TaskGroupInfo in JSON (or file://path); excludes --task.',
  }),
  tty: flag.bool({
    default: false,
    help: 'Whether the task gets a terminal, for `mesos task attach`.',
  }),
  volumes: flag.json({
    help: 'Volumes of the container, as a JSON array of Volume; for agents with filesystem/linux or Docker.',
  }),
});

export type ExecuteFlags = FlagValues<typeof executeFlags>;
