"""An executor of pymesos: says that its task runs, then that it is finished."""
import sys
import time
from threading import Thread

from addict import Dict
from pymesos import Executor, MesosExecutorDriver


class QuickExecutor(Executor):
    def launchTask(self, driver, task):
        def run():
            for state in ('TASK_RUNNING', 'TASK_FINISHED'):
                update = Dict()
                update.task_id.value = task.task_id.value
                update.state = state
                update.timestamp = time.time()
                driver.sendStatusUpdate(update)
                time.sleep(0.5)

        Thread(target=run).start()


driver = MesosExecutorDriver(QuickExecutor(), use_addict=True)
driver.run()
