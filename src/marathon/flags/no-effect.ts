/**
 * Flags of Marathon that change nothing here, with the reason, and those of rooms that are still to come:
 * of these only the default is taken, so that nobody believes in what is not there.
 */
import { oneOf } from '../../foundation/flags/common-flags.ts';
import { flag } from '../../foundation/flags/flag-table.ts';

function number(byDefault: number, why: string) {
  return flag.integer({ default: byDefault, help: `No effect: ${why}.`, unread: why });
}

function toggle(byDefault: boolean, why: string) {
  return flag.bool({ default: byDefault, help: `No effect: ${why}.`, unread: why });
}

function later(room: string) {
  return flag.string({ help: `Not yet: ${room}.`, planned: room });
}

export const noEffectFlags = {
  app_info_module_execution_context_size: number(8, 'there are no thread pools'),
  assets_path: later('pages of others'),
  backup_location: later('backups'),
  default_accepted_resource_roles: later('--accepted_resource_roles_default_behavior instead'),
  default_info_service_execution_context_size: number(8, 'there are no thread pools'),
  deployment_manager_request_timeout: number(1_000, 'nothing is asked of other threads'),
  deprecated_features: flag.list({
    default: [],
    help: 'Behaviour of before; none is kept.',
    planned: 'behaviour of earlier versions',
  }),
  feature_akka_http_service_backend: flag.bool({
    default: false,
    help: 'Not yet: another HTTP server.',
    planned: 'another HTTP server',
  }),
  gc_actor_scan_batch_size: number(32, 'old versions are dropped with each change'),
  graceful_shutdown_timeout: number(45_000, 'it ends as soon as what is under way is done'),
  group_manager_execution_context_size: number(8, 'there are no thread pools'),
  group_versions_cache_size: number(1_000, 'there is no such cache'),
  instance_tracker_num_parallel_loads: number(16, 'nothing is asked of other threads'),
  instance_tracker_num_parallel_updates: number(16, 'nothing is asked of other threads'),
  instance_tracker_update_queue_size: number(4_096, 'nothing is asked of other threads'),
  internal_store_backend: flag.string({
    default: 'zk',
    help: 'zk: as --zk and --work_dir say; mem: nothing is kept.',
    validate: oneOf(['zk', 'mem']),
  }),
  internal_version_caching: toggle(true, 'the state is in memory'),
  killbatchduration: number(10_000, 'kills go by --kill_chunk_size'),
  killsperbatch: number(100, 'kills go by --kill_chunk_size'),
  launch_queue_request_timeout: number(3_000, 'nothing is asked of other threads'),
  leader_election_backend: flag.string({
    default: 'curator',
    help: 'Only curator is taken.',
    planned: 'another election',
  }),
  logstash: later('Logstash'),
  max_actor_startup_time: number(10_000, 'nothing is asked of other threads'),
  max_parallel_offers: number(8, 'offers are matched by one thread'),
  max_parallel_status_updates: number(20, 'nothing is asked of other threads'),
  max_queued_offers: number(1_024, 'offers are matched by one thread'),
  max_queued_status_updates: number(10_000, 'nothing is asked of other threads'),
  mesos_heartbeat_failure_threshold: number(5, "the SDK watches Mesos' own heartbeats"),
  mesos_heartbeat_interval: number(15_000, "the SDK watches Mesos' own heartbeats"),
  metrics: toggle(false, 'it had no effect in Marathon either'),
  metrics_averaging_window: number(30, 'metrics are counted, not averaged'),
  metrics_datadog: flag.bool({ default: false, help: 'Not yet: Datadog.', planned: 'Datadog' }),
  metrics_datadog_api_key: later('Datadog'),
  metrics_datadog_host: later('Datadog'),
  metrics_datadog_port: flag.integer({ help: 'Not yet: Datadog.', planned: 'Datadog' }),
  metrics_datadog_protocol: flag.string({
    default: 'udp',
    help: 'Not yet: Datadog.',
    planned: 'Datadog',
  }),
  metrics_datadog_transmission_interval_ms: number(10_000, 'Datadog is not there yet'),
  metrics_histogram_reservoir_highest_trackable_value: number(
    3_600_000_000_000,
    'there are no histograms',
  ),
  metrics_histogram_reservoir_reset_periodically: toggle(true, 'there are no histograms'),
  metrics_histogram_reservoir_resetting_chunks: number(0, 'there are no histograms'),
  metrics_histogram_reservoir_resetting_interval_ms: number(5_000, 'there are no histograms'),
  metrics_histogram_reservoir_significant_digits: number(3, 'there are no histograms'),
  metrics_statsd: flag.bool({ default: false, help: 'Not yet: StatsD.', planned: 'StatsD' }),
  metrics_statsd_host: later('StatsD'),
  metrics_statsd_port: flag.integer({ help: 'Not yet: StatsD.', planned: 'StatsD' }),
  metrics_statsd_transmission_interval_ms: number(10_000, 'StatsD is not there yet'),
  plugin_conf: later('plugins'),
  plugin_dir: later('plugins'),
  reporter_datadog: later('Datadog'),
  reporter_graphite: later('Graphite'),
  revive_offers_for_new_apps: toggle(true, 'they always ask'),
  revive_offers_repetitions: number(3, 'one call is enough'),
  save_tasks_to_launch_timeout: number(3_000, 'it had no effect in Marathon either'),
  scheduler_actions_execution_context_size: number(8, 'there are no thread pools'),
  sentry: later('Sentry'),
  sentry_tags: later('Sentry'),
  storage_compaction_interval: number(30, 'old versions are dropped with each change'),
  storage_compaction_scan_batch_size: number(32, 'old versions are dropped with each change'),
  storage_execution_context_size: number(8, 'there are no thread pools'),
  store_cache: toggle(true, 'the state is in memory'),
  task_lost_expunge_gc: number(75_000, 'unreachableStrategy of apps says it'),
  task_operation_notification_timeout: number(30_000, 'nothing is asked of other threads'),
  task_tracker_request_timeout: number(10_000, 'nothing is asked of other threads'),
  task_update_request_timeout: number(10_000, 'nothing is asked of other threads'),
  zk_compression: toggle(true, 'records are small'),
  zk_compression_threshold: number(65_536, 'records are small'),
  zk_max_concurrency: number(32, 'writes go in batches'),
  zk_max_node_size: number(1_024_000, 'records are kept in pages of a bounded size'),
  zk_operation_base_retry_sleep_ms: number(10, 'the client repeats what it may'),
  zk_operation_max_retries: number(5, 'the client repeats what it may'),
};
