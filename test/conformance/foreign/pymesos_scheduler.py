"""A scheduler of pymesos: runs some tasks on an executor of pymesos and prints their states.

usage: python3 pymesos_scheduler.py <master host:port> <path of the executor> <python> <tasks>
"""
import getpass
import sys
from threading import Thread

from addict import Dict
from pymesos import MesosSchedulerDriver, Scheduler

master, executor_path, python, tasks = sys.argv[1:]
wanted = int(tasks)

executor = Dict()
executor.executor_id.value = 'pymesos-executor'
executor.name = 'pymesos executor'
executor.command.value = '%s %s' % (python, executor_path)
executor.resources = [
    dict(name='mem', type='SCALAR', scalar={'value': 32}),
    dict(name='cpus', type='SCALAR', scalar={'value': 0.1}),
]


class FewTasks(Scheduler):
    launched = 0
    finished = 0

    def registered(self, driver, framework_id, master_info):
        print('SUBSCRIBED', flush=True)

    def resourceOffers(self, driver, offers):
        for offer in offers:
            if self.launched == wanted:
                driver.declineOffer(offer.id, {'refuse_seconds': 60})
                continue
            task = Dict()
            task.task_id.value = 'py-%d' % self.launched
            task.agent_id.value = offer.agent_id.value
            task.name = task.task_id.value
            task.executor = executor
            task.resources = [
                dict(name='cpus', type='SCALAR', scalar={'value': 0.1}),
                dict(name='mem', type='SCALAR', scalar={'value': 32}),
            ]
            self.launched += 1
            driver.launchTasks(offer.id, [task], {'refuse_seconds': 0})

    def statusUpdate(self, driver, update):
        print(update.task_id.value, update.state, update.get('message', ''), flush=True)
        if update.state == 'TASK_FINISHED':
            self.finished += 1
        if self.finished == wanted:
            Thread(target=driver.stop).start()


framework = Dict()
framework.user = getpass.getuser()
framework.name = 'pymesos'
framework.hostname = 'localhost'
driver = MesosSchedulerDriver(FewTasks(), framework, master, use_addict=True)
driver.run()
