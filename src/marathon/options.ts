/** From flags to what the core and the definitions want to know. */
import { userInfo } from 'node:os';
import type { MarathonOptions } from './core/environment.ts';
import type { DefinitionOptions } from './definitions/context.ts';
import type { MarathonFlags } from './flags/table.ts';

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

export function definitionOptionsOf(flags: MarathonFlags): DefinitionOptions {
  return {
    features: new Set(flags.enable_features),
    defaultNetworkName: flags.default_network_name,
    mesosBridgeName: flags.mesos_bridge_name,
    mesosRole: flags.mesos_role,
    newGroupEnforceRole: flags.new_group_enforce_role as 'off' | 'top',
  };
}

/** `marathon_config`, `zookeeper_config` and `http_config` of GET /v2/info. */
export function configsOf(flags: MarathonFlags, port: number): Readonly<Record<string, object>> {
  const or = <T>(value: T | undefined): T | null => value ?? null;
  return {
    marathon_config: {
      access_control_allow_origin: or(flags.access_control_allow_origin),
      checkpoint: flags.checkpoint,
      decline_offer_duration: flags.decline_offer_duration,
      default_network_name: or(flags.default_network_name),
      env_vars_prefix: or(flags.env_vars_prefix),
      executor: flags.executor,
      failover_timeout: flags.failover_timeout,
      features: flags.enable_features,
      framework_name: flags.framework_name,
      ha: flags.ha,
      hostname: or(flags.hostname),
      launch_token: flags.launch_tokens,
      launch_token_refresh_interval: flags.launch_token_refresh_interval,
      leader_proxy_connection_timeout_ms: flags.leader_proxy_connection_timeout,
      leader_proxy_read_timeout_ms: flags.leader_proxy_read_timeout,
      local_port_max: flags.local_port_max,
      local_port_min: flags.local_port_min,
      maintenance_mode: flags.maintenance_mode,
      master: flags.master,
      max_instances_per_offer: flags.max_instances_per_offer,
      mesos_bridge_name: flags.mesos_bridge_name,
      mesos_heartbeat_failure_threshold: flags.mesos_heartbeat_failure_threshold,
      mesos_heartbeat_interval: flags.mesos_heartbeat_interval,
      mesos_leader_ui_url: or(flags.mesos_leader_ui_url),
      mesos_role: flags.mesos_role,
      mesos_user: or(flags.mesos_user),
      min_revive_offers_interval: flags.min_revive_offers_interval,
      new_group_enforce_role: flags.new_group_enforce_role,
      offer_matching_timeout: flags.offer_matching_timeout,
      on_elected_prepare_timeout: flags.on_elected_prepare_timeout,
      reconciliation_initial_delay: flags.reconciliation_initial_delay,
      reconciliation_interval: flags.reconciliation_interval,
      scale_apps_initial_delay: flags.scale_apps_initial_delay,
      scale_apps_interval: flags.scale_apps_interval,
      store_cache: flags.store_cache,
      task_launch_confirm_timeout: flags.task_launch_confirm_timeout,
      task_launch_timeout: flags.task_launch_timeout,
      task_lost_expunge_initial_delay: flags.task_lost_expunge_initial_delay,
      task_lost_expunge_interval: flags.task_lost_expunge_interval,
      task_reservation_timeout: flags.task_reservation_timeout,
      webui_url: or(flags.webui_url),
    },
    zookeeper_config: {
      zk: or(flags.zk?.replace(/\/\/[^@/]*@/, '//xxxxxxxx:xxxxxxxx@')),
      zk_compression: flags.zk_compression,
      zk_compression_threshold: flags.zk_compression_threshold,
      zk_connection_timeout: flags.zk_connection_timeout,
      zk_max_node_size: flags.zk_max_node_size,
      zk_max_versions: flags.zk_max_versions,
      zk_session_timeout: flags.zk_session_timeout,
      zk_timeout: flags.zk_timeout,
    },
    http_config: { http_port: port, https_port: flags.https_port },
  };
}
