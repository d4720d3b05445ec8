/** Several who follow the core: each hears of everything, in this order. */
import type { Observer } from '../core/environment.ts';

export function everyOf(observers: readonly Observer[]): Observer {
  const tell =
    <Method extends keyof Observer>(method: Method) =>
    (...heard: Parameters<Observer[Method]>): void => {
      for (const observer of observers) {
        (observer[method] as (...heard: Parameters<Observer[Method]>) => void)(...heard);
      }
    };
  return {
    agentAdded: tell('agentAdded'),
    agentRemoved: tell('agentRemoved'),
    frameworkAdded: tell('frameworkAdded'),
    frameworkUpdated: tell('frameworkUpdated'),
    frameworkRemoved: tell('frameworkRemoved'),
    taskAdded: tell('taskAdded'),
    taskUpdated: tell('taskUpdated'),
    taskRetold: tell('taskRetold'),
    taskEnded: tell('taskEnded'),
  };
}
