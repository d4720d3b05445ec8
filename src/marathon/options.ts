/** From flags to what the core and the definitions want to know. */
import { userInfo } from 'node:os';
import { loadFlags } from '../foundation/flags/load.ts';
import { assert } from '../foundation/result.ts';
import type { MarathonOptions } from './core/environment.ts';
import type { DefinitionOptions } from './definitions/context.ts';
import { marathonFlags, type MarathonFlags } from './flags/table.ts';

export function optionsOf(flags: MarathonFlags): MarathonOptions {
  return {
    frameworkName: flags.framework_name,
    mesosRole: flags.mesos_role,
    principal: flags.mesos_authentication_principal,
    mesosUser: flags.mesos_user ?? userInfo().username,
    localPortMin: flags.local_port_min,
    localPortMax: flags.local_port_max,
    maxApps: flags.max_apps,
    maxRunningDeployments: flags.max_running_deployments,
    maxQueuedRootGroupUpdates: flags.max_queued_root_group_updates,
    groupManagerRequestTimeoutMs: flags.group_manager_request_timeout,
    maxVersions: flags.zk_max_versions,
    acceptedResourceRolesDefaultBehavior:
      flags.accepted_resource_roles_default_behavior as MarathonOptions['acceptedResourceRolesDefaultBehavior'],
    newGroupEnforceRole: flags.new_group_enforce_role as 'off' | 'top',
    envVarsPrefix: flags.env_vars_prefix,
    defaultExecutor: flags.executor,
    mesosBridgeName: flags.mesos_bridge_name,
    features: new Set(flags.enable_features),
    gpuSchedulingBehavior: flags.gpu_scheduling_behavior as 'restricted' | 'unrestricted',
    maintenanceMode: flags.maintenance_mode,
    drainingSeconds: flags.draining_seconds,
    offerMatchingTimeoutMs: flags.offer_matching_timeout,
    maxInstancesPerOffer: flags.max_instances_per_offer,
    launchTokens: flags.launch_tokens,
    launchTokenRefreshIntervalMs: flags.launch_token_refresh_interval,
    declineOfferDurationMs: flags.decline_offer_duration,
    minReviveOffersIntervalMs: flags.min_revive_offers_interval,
    suppressOffers: flags.suppress_offers,
    mesosOfferConstraints: flags.mesos_offer_constraints,
    minOfferConstraintsUpdateIntervalMs: flags.min_mesos_offer_constraints_update_interval,
    taskLaunchTimeoutMs: flags.task_launch_timeout,
    taskLaunchConfirmTimeoutMs: flags.task_launch_confirm_timeout,
    taskReservationTimeoutMs: flags.task_reservation_timeout,
    reconciliationInitialDelayMs: flags.reconciliation_initial_delay,
    reconciliationIntervalMs: flags.reconciliation_interval,
    scaleAppsInitialDelayMs: flags.scale_apps_initial_delay,
    scaleAppsIntervalMs: flags.scale_apps_interval,
    taskLostExpungeInitialDelayMs: flags.task_lost_expunge_initial_delay,
    taskLostExpungeIntervalMs: flags.task_lost_expunge_interval,
    killChunkSize: flags.kill_chunk_size,
    killRetryTimeoutMs: flags.kill_retry_timeout,
    maxConcurrentHealthChecks: flags.max_concurrent_marathon_health_checks,
  };
}

/** Of a Marathon that was given no flags, whoever runs it: for simulations and tests. */
export function defaultOptions(): MarathonOptions {
  const loaded = loadFlags(marathonFlags, { args: ['--master=master:5050'] });
  assert(loaded.kind === 'loaded', 'the defaults of the flags are valid');
  return { ...optionsOf(loaded.flags.values), mesosUser: 'nobody' };
}

export function definitionOptionsOf(flags: MarathonFlags): DefinitionOptions {
  return {
    features: new Set(flags.enable_features),
    defaultNetworkName: flags.default_network_name,
    mesosBridgeName: flags.mesos_bridge_name,
    mesosRole: flags.mesos_role,
    newGroupEnforceRole: flags.new_group_enforce_role as 'off' | 'top',
  };
}

/** `marathon_config`, `zookeeper_config` and `http_config` of GET /v2/info: shown, not obeyed here. */
export function configsOf(shown: MarathonFlags, port: number): Readonly<Record<string, object>> {
  const or = <T>(value: T | undefined): T | null => value ?? null;
  return {
    marathon_config: {
      access_control_allow_origin: or(shown.access_control_allow_origin),
      checkpoint: shown.checkpoint,
      decline_offer_duration: shown.decline_offer_duration,
      default_network_name: or(shown.default_network_name),
      env_vars_prefix: or(shown.env_vars_prefix),
      executor: shown.executor,
      failover_timeout: shown.failover_timeout,
      features: shown.enable_features,
      framework_name: shown.framework_name,
      ha: shown.ha,
      hostname: or(shown.hostname),
      launch_token: shown.launch_tokens,
      launch_token_refresh_interval: shown.launch_token_refresh_interval,
      leader_proxy_connection_timeout_ms: shown.leader_proxy_connection_timeout,
      leader_proxy_read_timeout_ms: shown.leader_proxy_read_timeout,
      local_port_max: shown.local_port_max,
      local_port_min: shown.local_port_min,
      maintenance_mode: shown.maintenance_mode,
      master: shown.master,
      max_instances_per_offer: shown.max_instances_per_offer,
      mesos_bridge_name: shown.mesos_bridge_name,
      mesos_heartbeat_failure_threshold: shown.mesos_heartbeat_failure_threshold,
      mesos_heartbeat_interval: shown.mesos_heartbeat_interval,
      mesos_leader_ui_url: or(shown.mesos_leader_ui_url),
      mesos_role: shown.mesos_role,
      mesos_user: or(shown.mesos_user),
      min_revive_offers_interval: shown.min_revive_offers_interval,
      new_group_enforce_role: shown.new_group_enforce_role,
      offer_matching_timeout: shown.offer_matching_timeout,
      on_elected_prepare_timeout: shown.on_elected_prepare_timeout,
      reconciliation_initial_delay: shown.reconciliation_initial_delay,
      reconciliation_interval: shown.reconciliation_interval,
      scale_apps_initial_delay: shown.scale_apps_initial_delay,
      scale_apps_interval: shown.scale_apps_interval,
      store_cache: shown.store_cache,
      task_launch_confirm_timeout: shown.task_launch_confirm_timeout,
      task_launch_timeout: shown.task_launch_timeout,
      task_lost_expunge_initial_delay: shown.task_lost_expunge_initial_delay,
      task_lost_expunge_interval: shown.task_lost_expunge_interval,
      task_reservation_timeout: shown.task_reservation_timeout,
      webui_url: or(shown.webui_url),
    },
    zookeeper_config: {
      zk: or(shown.zk?.replace(/\/\/[^@/]*@/, '//xxxxxxxx:xxxxxxxx@')),
      zk_compression: shown.zk_compression,
      zk_compression_threshold: shown.zk_compression_threshold,
      zk_connection_timeout: shown.zk_connection_timeout,
      zk_max_node_size: shown.zk_max_node_size,
      zk_max_versions: shown.zk_max_versions,
      zk_session_timeout: shown.zk_session_timeout,
      zk_timeout: shown.zk_timeout,
    },
    http_config: { http_port: port, https_port: shown.https_port },
  };
}
