/**
 * Where we knowingly answer otherwise than the real Mesos did, each with the reason. A difference
 * that is not in this list fails a test.
 */
export interface AllowedDifference {
  /** Names of recordings: folder and file. */
  readonly where: RegExp;
  readonly difference: RegExp;
  readonly reason: string;
}

export const allowedDifferences: readonly AllowedDifference[] = [
  {
    where: /^(master|agent)\/GET_.*\.json$/,
    difference: /^the status is 200 .*, not 404$/,
    reason: 'The newest Mesos dropped the .json names, but older clients still ask for them.',
  },
  {
    where: /GET_version|GET_VERSION|state|_jsonp$/i,
    difference: /(^|\.)git_(sha|branch) is missing$/,
    reason: 'They are there when the program was built in a git checkout; real Mesos was.',
  },
  {
    where: /^(master|scheduler)\/.*(flags|state)|GET_FLAGS/,
    difference: /^flags\.quorum is missing$/,
    reason: 'The recorded master was started with --quorum, ours without.',
  },
  {
    where: /^agent\/.*(flags|state)|^scheduler\/zz_agent_GET_state/,
    difference: /^flags\.resources is not known$/,
    reason: 'Our agent is started with --resources, so that machines do not differ.',
  },
  {
    where: /^agent\/GET_files_debug$/,
    difference: /executors\/failed\/.* is missing$/,
    reason: 'The recorded agent had run a third task, which failed.',
  },
  {
    where: /metrics_snapshot|GET_METRICS/,
    difference: /_utilization.* is not known$/,
    reason: 'How busy the host is: a wish of those who still run Mesos.',
  },
  {
    where: /^master\/GET_profiler_start$/,
    difference: /^the body is "Perftools is disabled\. To profile this process/,
    reason: "Mesos' second sentence is about building it anew; ours about what helps here.",
  },
  {
    where: /^v1master\/GET_(AGENTS|STATE)|^scheduler\/zz_GET_state/,
    difference: /(agents|slaves)\[\]\.reregistered_time is missing$/,
    reason: 'The recorded agent had registered before that master was started, ours has not.',
  },
  {
    where: /^v1(master|agent)\/GET_(STATE|TASKS)\.pb$/,
    difference: /\.completed_(tasks|executors|frameworks) is not known$/,
    reason: 'Here a task is done before these calls are made; there it was not.',
  },
  {
    where: /^v1(master|agent)\/ERR_bad_http_version$/,
    difference: /^the status is 400/,
    reason: 'Two requests, the second not one: Mesos answers the first, we refuse the connection.',
  },
  {
    where: /^v1master\/ERR_bad_method$/,
    difference: /^the answer is 400$/,
    reason: 'Mesos closes the connection without a word; we say what is wrong first.',
  },
  {
    where: /^v1(master|agent)\/ERR_|^operator-session\/053_/,
    difference: /^the body is ".*' \([\w.]+\).*", not "/,
    reason: 'Where Mesos names the field, we name the way to it as well.',
  },
  {
    where: /_pb_content_type$/,
    difference: /^the body is "Failed to parse body into a protobuf object: .+"/,
    reason: 'What is wrong with a protobuf, and where, which Mesos does not say.',
  },
  {
    where: /^scheduler\/zz_/,
    difference: /resources\.ports is (missing|not known)$/,
    reason: 'Whether ports are offered at that moment is a matter of milliseconds.',
  },
  {
    where: /^scheduler\/zz_agent_GET_containers_nested$/,
    difference: /status\.executor_pid is missing$/,
    reason: 'The executor of a pod is built into the agent: its container has no process.',
  },
  {
    where: /^scheduler\/(events|updates)$/,
    difference: /TASK_STAGING REASON_RECONCILIATION/,
    reason: 'Reconciled while tasks are still being started; there they already ran.',
  },
  {
    where: /^operator-session\/086_/,
    difference: /^machines is missing$/,
    reason: 'An empty list, which says that there was a schedule once.',
  },
  {
    where: /^decisions\/REMOVE_QUOTA_again$/,
    difference: /^the answer is 400$/,
    reason: 'Mesos dies of it.',
  },
  {
    where: /^decisions\/GET_QUOTA(\.pb)?$/,
    difference: /^get_quota\.status\.(infos|configs) is missing$/,
    reason: 'A quota of nothing is gone; Mesos shows it as an empty one until it restarts.',
  },
  {
    where: /^(decisions\/STOP_MAINTENANCE_again|operator-session\/222_.*)$/,
    difference:
      /^the body is ".* is not part of a maintenance schedule", not ".* is not in DOWN mode/,
    reason: 'Mesos remembers until a restart that the machine was in a schedule once.',
  },
];
