/** The large shape of the figures: a master with 10,000 pretend agents and 100,000 live tasks. */
export const loadedShape = { agents: 10_000, tasks: 100_000 };

/** Starts it in `cluster`; the tasks run until the tools are ended. */
export async function startLoaded(cluster, { agents, tasks } = loadedShape) {
  const master = await cluster.startMaster();
  const simulated = cluster.startTool(
    'simagents',
    ...['--master', master.address, '--agents', agents, '--finish', 'never'],
  );
  const registered = await simulated.said('registered');
  const scheduler = cluster.startTool(
    'loadsched',
    ...['--master', master.address, '--tasks', tasks, '--per-offer', Math.ceil(tasks / agents)],
    ...['--wait', 'running', '--failover-timeout', 3600, '--stay'],
  );
  const launched = await scheduler.said('done');
  return { master, simulated, scheduler, registered, launched };
}
