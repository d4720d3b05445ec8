/** The SDK for custom executors. */
export {
  MesosExecutor,
  type ExecutorHandler,
  type MesosExecutorOptions,
} from './sdk/mesos-executor.ts';
export { readExecutorEnvironment, type ExecutorEnvironment } from './sdk/environment.ts';
