/**
 * What each reason of a status means in plain words, and what can be done: `X` and `X_next` for
 * REASON_X of the protocol, all of them (reasons.test.ts).
 */
import { words } from '../words.ts';

export const reasonWords = words(
  {
    COMMAND_EXECUTOR_FAILED: 'The command of the task failed, or could not be started.',
    COMMAND_EXECUTOR_FAILED_next:
      'Read the last lines of stderr; run the same command in a terminal of that host.',
    CONTAINER_LAUNCH_FAILED:
      'The container could not be made: fetching, the image or isolation failed.',
    CONTAINER_LAUNCH_FAILED_next:
      'The message says what failed; check URIs, the name of the image and rights to pull it, and the log of the agent.',
    CONTAINER_LIMITATION: 'The container reached a limit of what it may use, and was ended.',
    CONTAINER_LIMITATION_next:
      'Compare what it may use with what it used; give it more, or make it need less.',
    CONTAINER_LIMITATION_DISK: 'It wrote more to its disk than it may.',
    CONTAINER_LIMITATION_DISK_next:
      'Give it more disk, or have it remove and rotate what it writes.',
    CONTAINER_LIMITATION_MEMORY: 'It needed more memory than it may have, and was killed.',
    CONTAINER_LIMITATION_MEMORY_next:
      'Give it more memory (or a higher limit), or find what holds so much; the message has the numbers.',
    CONTAINER_PREEMPTED:
      'It ran on resources that were only lent, and their owner wanted them back.',
    CONTAINER_PREEMPTED_next:
      'Nothing is wrong with it. For what must not be ended, use no revocable resources.',
    CONTAINER_UPDATE_FAILED: 'The agent could not change what its container may use.',
    CONTAINER_UPDATE_FAILED_next:
      'Look into the log of the agent: mostly cgroups or a Docker daemon that does not answer.',
    MAX_COMPLETION_TIME_REACHED:
      'It ran for longer than its framework allows (max_completion_time).',
    MAX_COMPLETION_TIME_REACHED_next: 'Give it a longer time, or find out why it took so long.',
    EXECUTOR_REGISTRATION_TIMEOUT: 'Its executor did not register with the agent in time.',
    EXECUTOR_REGISTRATION_TIMEOUT_next:
      'Slow fetching or pulling is the usual cause: raise --executor_registration_timeout of the agent, or make downloads smaller.',
    EXECUTOR_REREGISTRATION_TIMEOUT:
      'The agent restarted, and the executor did not come back to it in time.',
    EXECUTOR_REREGISTRATION_TIMEOUT_next:
      'See whether the executor still ran then; --executor_reregistration_timeout says how long the agent waits.',
    EXECUTOR_TERMINATED: 'Its executor ended before it told how the task went.',
    EXECUTOR_TERMINATED_next:
      'Read stderr and the log of the agent around that time: it crashed, or somebody killed it.',
    EXECUTOR_UNREGISTERED:
      'The executor was not registered with the agent when the task was to start.',
    EXECUTOR_UNREGISTERED_next:
      'The framework can launch it again; the log of the agent says what became of the executor.',
    FRAMEWORK_REMOVED: 'Its framework was removed, and all its tasks with it.',
    FRAMEWORK_REMOVED_next:
      'Somebody tore it down, or it stayed away longer than its failover timeout; see the page of the framework.',
    GC_ERROR: 'The sandbox of an earlier run could not be kept from garbage collection.',
    GC_ERROR_next: 'Look at the disk of the agent and its log; the framework can launch it again.',
    INVALID_FRAMEWORKID:
      'It was launched in the name of a framework that is not the one that asked.',
    INVALID_FRAMEWORKID_next:
      'A fault of the framework: the ids in its calls contradict each other.',
    INVALID_OFFERS: 'The offers that it was to be launched on were not there any more.',
    INVALID_OFFERS_next:
      'This is usual when an offer was rescinded meanwhile; frameworks try again with the next one.',
    IO_SWITCHBOARD_EXITED: 'The helper that passes on its input and output ended.',
    IO_SWITCHBOARD_EXITED_next: 'Look into the log of the agent; the task can be launched again.',
    MASTER_DISCONNECTED: 'The scheduler was not connected to a master when it launched the task.',
    MASTER_DISCONNECTED_next: 'Frameworks try again when they are connected.',
    RECONCILIATION: 'The framework asked how the task is, and this was the answer.',
    RECONCILIATION_next: 'Nothing to do: the state says how it is.',
    RESOURCES_UNKNOWN: 'It was to use reservations or volumes that the agent does not have.',
    RESOURCES_UNKNOWN_next:
      'Look at the reservations on the page of the agent; the volume may have been destroyed.',
    AGENT_DISCONNECTED: 'The agent was not connected when the task was to go there.',
    AGENT_DISCONNECTED_next:
      'See on its page whether the agent is back; frameworks launch elsewhere.',
    AGENT_DRAINING: 'Its agent is being drained: tasks there are asked to end.',
    AGENT_DRAINING_next: 'Nothing is wrong with it; its framework starts it elsewhere.',
    AGENT_REMOVED: 'Its agent has not been heard of, and was given up.',
    AGENT_REMOVED_next:
      'Look at the host and its network. When the agent comes back, tasks that still run are shown again.',
    AGENT_REMOVED_BY_OPERATOR: 'Somebody marked its agent as gone.',
    AGENT_REMOVED_BY_OPERATOR_next:
      'It is gone for ever; its framework starts another one elsewhere.',
    AGENT_REREGISTERED: 'The agent came back, and the task still runs there.',
    AGENT_REREGISTERED_next: 'Nothing to do.',
    AGENT_RESTARTED: 'The agent was restarted, and the task did not survive that.',
    AGENT_RESTARTED_next:
      'Without checkpointing of the framework tasks end with the agent; after a restart of the host all do.',
    AGENT_UNKNOWN: 'The master does not know that agent.',
    AGENT_UNKNOWN_next: 'It was removed long ago; its framework starts another one elsewhere.',
    TASK_KILLED_DURING_LAUNCH: 'It was killed before it had started.',
    TASK_KILLED_DURING_LAUNCH_next:
      'Its framework changed its mind, or somebody killed it; nothing is wrong with it.',
    TASK_CHECK_STATUS_UPDATED: 'A check has a new result.',
    TASK_CHECK_STATUS_UPDATED_next: 'The result stands below; its framework decides what follows.',
    TASK_HEALTH_CHECK_STATUS_UPDATED: 'A health check has a new result.',
    TASK_HEALTH_CHECK_STATUS_UPDATED_next:
      'When it fails, ask the address or run the command of the check in a terminal of the task.',
    TASK_GROUP_INVALID: 'The pod that it belongs to is not well-formed.',
    TASK_GROUP_INVALID_next: 'The message names the field; mend the definition.',
    TASK_GROUP_UNAUTHORIZED: 'The framework may not run this pod as that user.',
    TASK_GROUP_UNAUTHORIZED_next: 'Run it as another user, or allow the framework to.',
    TASK_INVALID: 'The definition of the task is not well-formed.',
    TASK_INVALID_next: 'The message names the field; mend the definition in its framework.',
    TASK_UNAUTHORIZED: 'The framework may not run tasks as that user.',
    TASK_UNAUTHORIZED_next: 'Run it as another user, or allow the framework to.',
    TASK_UNKNOWN: 'Nobody knows this task: neither the master nor the agent.',
    TASK_UNKNOWN_next: 'It ended long ago or never started; its framework may launch it again.',
  },
  {
    COMMAND_EXECUTOR_FAILED: '任务的命令失败了，或无法启动。',
    COMMAND_EXECUTOR_FAILED_next: '阅读 stderr 的最后几行；在该主机的终端里运行同一条命令。',
    CONTAINER_LAUNCH_FAILED: '容器无法创建：获取文件、镜像或隔离失败。',
    CONTAINER_LAUNCH_FAILED_next:
      '消息说明了失败之处；检查 URI、镜像名称及拉取权限，以及代理日志。',
    CONTAINER_LIMITATION: '容器达到了资源上限，已被终止。',
    CONTAINER_LIMITATION_next: '比较其上限与实际用量；给它更多资源，或减少它的需求。',
    CONTAINER_LIMITATION_DISK: '它写入的磁盘数据超过了上限。',
    CONTAINER_LIMITATION_DISK_next: '给它更多磁盘，或让它清理并轮转所写的文件。',
    CONTAINER_LIMITATION_MEMORY: '它需要的内存超过了上限，已被杀死。',
    CONTAINER_LIMITATION_MEMORY_next:
      '给它更多内存（或更高的上限），或查明是什么占用了这么多；消息中有数字。',
    CONTAINER_PREEMPTED: '它使用的是借用的资源，所有者已将其收回。',
    CONTAINER_PREEMPTED_next: '任务本身没有问题。不可中断的任务请勿使用可回收资源。',
    CONTAINER_UPDATE_FAILED: '代理无法更改其容器的资源。',
    CONTAINER_UPDATE_FAILED_next: '查看代理日志：多半是 cgroups 或 Docker 守护进程没有响应。',
    MAX_COMPLETION_TIME_REACHED: '它的运行时间超过了框架允许的上限（max_completion_time）。',
    MAX_COMPLETION_TIME_REACHED_next: '给它更长的时间，或查明为何这么慢。',
    EXECUTOR_REGISTRATION_TIMEOUT: '其执行器未能及时向代理注册。',
    EXECUTOR_REGISTRATION_TIMEOUT_next:
      '通常是下载或拉取太慢：调大代理的 --executor_registration_timeout，或减小下载量。',
    EXECUTOR_REREGISTRATION_TIMEOUT: '代理重启后，执行器未能及时重新连接。',
    EXECUTOR_REREGISTRATION_TIMEOUT_next:
      '查看执行器当时是否仍在运行；--executor_reregistration_timeout 是代理等待的时间。',
    EXECUTOR_TERMINATED: '其执行器在报告任务结果之前就结束了。',
    EXECUTOR_TERMINATED_next: '阅读 stderr 和当时的代理日志：它崩溃了，或被人杀死。',
    EXECUTOR_UNREGISTERED: '任务启动时，执行器未在代理上注册。',
    EXECUTOR_UNREGISTERED_next: '框架可以再次启动它；代理日志说明了执行器的情况。',
    FRAMEWORK_REMOVED: '其框架被移除，所有任务随之结束。',
    FRAMEWORK_REMOVED_next: '有人拆除了框架，或它离开的时间超过了故障转移时限；参见框架页面。',
    GC_ERROR: '无法阻止对旧沙箱的垃圾回收。',
    GC_ERROR_next: '检查代理的磁盘和日志；框架可以再次启动它。',
    INVALID_FRAMEWORKID: '它以另一个框架的名义启动。',
    INVALID_FRAMEWORKID_next: '这是框架的错误：其调用中的 ID 相互矛盾。',
    INVALID_OFFERS: '用于启动它的报价已不存在。',
    INVALID_OFFERS_next: '报价在此期间被撤回时很常见；框架会用下一个报价重试。',
    IO_SWITCHBOARD_EXITED: '负责转发输入输出的辅助进程已结束。',
    IO_SWITCHBOARD_EXITED_next: '查看代理日志；任务可以再次启动。',
    MASTER_DISCONNECTED: '调度器启动任务时未连接到主节点。',
    MASTER_DISCONNECTED_next: '框架重新连接后会重试。',
    RECONCILIATION: '框架询问了任务的状态，这是回答。',
    RECONCILIATION_next: '无需操作：状态即为现状。',
    RESOURCES_UNKNOWN: '它要使用代理没有的预留资源或卷。',
    RESOURCES_UNKNOWN_next: '查看代理页面上的预留资源；卷可能已被销毁。',
    AGENT_DISCONNECTED: '任务要启动时，代理未连接。',
    AGENT_DISCONNECTED_next: '在代理页面查看它是否已恢复；框架会在别处启动。',
    AGENT_DRAINING: '其代理正在排空：那里的任务被要求结束。',
    AGENT_DRAINING_next: '任务本身没有问题；框架会在别处启动它。',
    AGENT_REMOVED: '其代理失去联系，已被放弃。',
    AGENT_REMOVED_next: '检查主机及其网络。代理恢复后，仍在运行的任务会重新显示。',
    AGENT_REMOVED_BY_OPERATOR: '有人将其代理标记为永久离开。',
    AGENT_REMOVED_BY_OPERATOR_next: '它不会再回来；框架会在别处启动新的。',
    AGENT_REREGISTERED: '代理已恢复，任务仍在那里运行。',
    AGENT_REREGISTERED_next: '无需操作。',
    AGENT_RESTARTED: '代理重启，任务未能保留。',
    AGENT_RESTARTED_next: '框架未启用检查点时，任务随代理一起结束；主机重启后全部结束。',
    AGENT_UNKNOWN: '主节点不认识该代理。',
    AGENT_UNKNOWN_next: '它早已被移除；框架会在别处启动新的。',
    TASK_KILLED_DURING_LAUNCH: '它在启动之前就被杀死。',
    TASK_KILLED_DURING_LAUNCH_next: '框架改变了主意，或有人杀死了它；任务本身没有问题。',
    TASK_CHECK_STATUS_UPDATED: '检查有了新的结果。',
    TASK_CHECK_STATUS_UPDATED_next: '结果见下方；由框架决定后续。',
    TASK_HEALTH_CHECK_STATUS_UPDATED: '健康检查有了新的结果。',
    TASK_HEALTH_CHECK_STATUS_UPDATED_next: '若失败，请访问检查的地址，或在任务终端运行检查命令。',
    TASK_GROUP_INVALID: '它所属的 Pod 定义有误。',
    TASK_GROUP_INVALID_next: '消息指出了字段；请修正定义。',
    TASK_GROUP_UNAUTHORIZED: '框架无权以该用户运行此 Pod。',
    TASK_GROUP_UNAUTHORIZED_next: '换一个用户，或允许该框架这样做。',
    TASK_INVALID: '任务的定义有误。',
    TASK_INVALID_next: '消息指出了字段；请在其框架中修正定义。',
    TASK_UNAUTHORIZED: '框架无权以该用户运行任务。',
    TASK_UNAUTHORIZED_next: '换一个用户，或允许该框架这样做。',
    TASK_UNKNOWN: '没有人认识此任务：主节点和代理都不认识。',
    TASK_UNKNOWN_next: '它早已结束或从未启动；框架可以再次启动它。',
  },
);

export type ReasonKey = keyof (typeof reasonWords)['en'];
