"""A scheduler of pymesos that is given zk://…: prints the leader that it subscribed at, and ends.

usage: python3 pymesos_detector.py <zk://host:port/path>
"""
import getpass
import sys

from addict import Dict
from pymesos import MesosSchedulerDriver, Scheduler


class Finder(Scheduler):
    def registered(self, driver, framework_id, master_info):
        print('registered at', master_info['port'], flush=True)
        driver.stop()


framework = Dict(user=getpass.getuser(), name='pymesos by zk', hostname='localhost')
MesosSchedulerDriver(Finder(), framework, sys.argv[1], use_addict=True).run()
