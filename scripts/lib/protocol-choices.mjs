/** What the generator of src/protocol/generated is told beside the .proto files. */

/** Messages whose `value` is a text with a type of its own, of src/protocol/ids.ts. */
export const idTypes = {
  AgentID: 'AgentId',
  FrameworkID: 'FrameworkId',
  ExecutorID: 'ExecutorId',
  TaskID: 'TaskId',
  OfferID: 'OfferId',
  OperationID: 'OperationId',
  ContainerID: 'ContainerId',
};

/**
 * Packages and messages that no program here speaks or is to speak, and why. Whoever needs one takes
 * it out of the list; what a generated message has as a field cannot be in it.
 */
export const notSpoken = {
  'mesos.internal.log': "between replicas of Mesos' log; the registry is in LevelDB (decision 6)",
  'mesos.internal.state': "records in Mesos' log",
  'mesos.v1.resource_provider': 'resource providers within an agent; there is none to speak to',
  'mesos.internal.ResourceProviderCallMessage': 'the same, in libprocess',
  'mesos.internal.ResourceProviderEventMessage': 'the same, in libprocess',
  'mesos.internal.TaskHealthStatus': 'within an executor, of its health checker',
  'mesos.internal.HookExecuted': "for tests of Mesos' own hooks",
  'mesos.v1.ResourceUsage': 'between modules of an agent: estimators and QoS controllers',
};
