"""Takes apps and groups through their lives with marathon-python; prints what it saw as JSON.

Arguments: URL of Marathon. See ../marathon-clients.test.ts for what it should see.
"""
import collections
import collections.abc
import json
import sys
import threading
import time

from marathon import MarathonClient, MarathonHttpError, NotFoundError
from marathon.models import MarathonApp, MarathonGroup

# It was written for Python before 3.10.
collections.Iterable = collections.abc.Iterable

client = MarathonClient(sys.argv[1])
seen = {}
events = []
statuses = []


def listen():
    """Raw: its own reading wants the trees of groups in deployment events, which 1.7 and later leave out."""
    for event in client.event_stream(raw=True):
        events.append(json.loads(event)['eventType'])


def follow_statuses():
    for event in client.event_stream(event_types=['status_update_event']):
        statuses.append((event.app_id, event.task_status))


def until(what, probe):
    deadline = time.monotonic() + 40
    while True:
        found = probe()
        if found:
            return found
        if time.monotonic() > deadline:
            raise Exception('It did not happen: ' + what)
        time.sleep(0.1)


def settled():
    until('no deployments', lambda: not client.list_deployments())


def running(count):
    def probe():
        tasks = client.list_tasks('/python/web')
        return len(tasks) == count and all(t.state == 'TASK_RUNNING' for t in tasks) and tasks

    return {task.id for task in until('%d tasks' % count, probe)}


for follow in (listen, follow_statuses):
    threading.Thread(target=follow, daemon=True).start()
until('attached', lambda: 'event_stream_attached' in events)

seen['ping'] = json.loads(client.ping())
seen['leader'] = client.get_leader()['leader']
seen['framework'] = client.get_info().name

app = MarathonApp(cmd='sleep 1000', cpus=0.1, mem=16, instances=2, labels={'by': 'python'})
seen['created'] = client.create_app('/python/web', app).id
settled()
before = running(2)
seen['listed'] = [app.id for app in client.list_apps(label='by==python')]
got = client.get_app(
    '/python/web', embed_tasks=True, embed_counts=True, embed_deployments=True,
    embed_readiness=True, embed_last_task_failure=True, embed_task_stats=True)
seen['embedded'] = [len(got.tasks), got.tasks_running, len(got.deployments)]

client.scale_app('/python/web', instances=3)
settled()
scaled = running(3)
seen['keptByScale'] = before <= scaled

client.update_app('/python/web', MarathonApp(cmd='sleep 2000'))
settled()
upgraded = running(3)
seen['keptByUpgrade'] = len(scaled & upgraded)
seen['upgradedTo'] = client.get_app('/python/web').cmd

one = sorted(upgraded)[0]
killed = client.kill_task('/python/web', one)
seen['killed'] = killed.id == one
until('another in its place', lambda: one not in running(3))
client.kill_given_tasks([sorted(running(3))[0]], scale=True)
settled()
seen['killedAndScaled'] = len(running(2))

versions = client.list_versions('/python/web')
first = versions[-1]
seen['firstVersion'] = client.get_version('/python/web', first).cmd
client.rollback_app('/python/web', first)
settled()
seen['rolledBackTo'] = client.get_app('/python/web').cmd
client.restart_app('/python/web')
settled()

client.create_group(MarathonGroup(id='/python/shop', apps=[
    MarathonApp(id='db', cmd='sleep 1000', cpus=0.1, mem=16),
    MarathonApp(id='front', cmd='sleep 1000', cpus=0.1, mem=16, dependencies=['../shop/db']),
]))
settled()
group = client.get_group('/python/shop')
seen['group'] = sorted(app.id for app in group.apps)
seen['dependsOn'] = client.get_app('/python/shop/front').dependencies
client.scale_group('/python/shop', 2)
settled()
seen['scaledGroup'] = [len(client.list_tasks(app.id)) for app in group.apps]

client.create_app('/python/big', MarathonApp(cmd='true', cpus=1000, mem=16))
# Its own list_queue() knows no `role`, which queues have since 1.9.
queued = until('queued', lambda: client._do_request('GET', '/v2/queue').json()['queue'])
seen['queued'] = [[item['app']['id'], item['count']] for item in queued]
[deployment] = client.list_deployments()
seen['deploying'] = deployment.affected_apps
client.reset_delay('/python/big')
try:
    client.update_app('/python/big', MarathonApp(cmd='false'))
except MarathonHttpError as error:
    seen['locked'] = error.status_code
client.delete_deployment(deployment.id)
settled()
try:
    client.get_app('/python/big')
except NotFoundError as error:
    seen['afterCancel'] = error.status_code

client.delete_group('/python', force=True)
settled()
seen['left'] = [app.id for app in client.list_apps() if app.id.startswith('/python')]
until('the last event', lambda: 'app_terminated_event' in events)
seen['statuses'] = sorted({status for app, status in statuses if app == '/python/web'})
seen['events'] = sorted(set(events))
print(json.dumps(seen))
