"""Takes apps and groups through their lives with the command line of DC/OS; prints what it saw as JSON.

Arguments: URL of Marathon. DCOS_CONFIG names a file that has it. See ../marathon-clients.test.ts for
what it should see.
"""
import collections
import collections.abc
import contextlib
import io
import json
import sys
import tempfile
import time

# It was written for Python before 3.10.
for name in ('Callable', 'Iterable', 'Mapping', 'MutableMapping', 'Sequence'):
    setattr(collections, name, getattr(collections.abc, name))

from dcoscli.marathon.main import main as marathon  # noqa: E402

seen = {}


def dcos(*words):
    """What `dcos marathon …` prints; an exception when its exit code is not 0."""
    out, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        code = marathon(['marathon', *words])
    if code not in (0, None):
        raise Exception('%s: %s %s%s' % (' '.join(words), code, out.getvalue(), errors.getvalue()))
    return out.getvalue()


def told(*words):
    text = dcos(*words)
    try:
        return json.loads(text)
    except ValueError:
        raise Exception('%s printed %s' % (' '.join(words), text))


def given(*words, definition):
    with tempfile.NamedTemporaryFile('w', suffix='.json') as file:
        json.dump(definition, file)
        file.flush()
        return dcos(*words, file.name)


def piped(*words, definition):
    sys.stdin = io.StringIO(json.dumps(definition))
    return dcos(*words)


def written(definition):
    file = tempfile.NamedTemporaryFile('w', suffix='.json', delete=False)
    with file:
        json.dump(definition, file)
    return file.name


def refusal(*words):
    try:
        return dcos(*words)
    except Exception as error:
        return str(error)


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
    until('no deployments', lambda: not any(app['deployments'] for app in told('app', 'list', '--json')))


def running(count):
    def probe():
        tasks = told('task', 'list', '--json', '/dcos/web')
        return len(tasks) == count and all(t['state'] == 'TASK_RUNNING' for t in tasks) and tasks

    return sorted(task['id'] for task in until('%d tasks' % count, probe))


def podInstances(count):
    [pod] = told('pod', 'list', '--json')
    ids = sorted(instance['id'] for instance in pod['instances'])
    return pod['status'] == 'STABLE' and len(ids) == count and ids


small = {'cpus': 0.1, 'mem': 16}

dcos('ping', '--once')
seen['framework'] = told('about')['name']

given('app', 'add', definition={'id': '/dcos/web', 'cmd': 'sleep 1000', 'instances': 2, **small})
settled()
before = running(2)
seen['listed'] = [app['id'] for app in told('app', 'list', '--json') if app['id'].startswith('/dcos/')]
seen['table'] = '/dcos/web' in dcos('app', 'list')
app = told('app', 'show', '/dcos/web')
seen['embedded'] = [len(app['tasks']), app['tasksRunning'], len(app['deployments'])]

dcos('app', 'update', '/dcos/web', 'instances=3')
settled()
scaled = running(3)
seen['keptByScale'] = set(before) <= set(scaled)

# NAME=text would become a URL here.
piped('app', 'update', '/dcos/web', definition={'cmd': 'sleep 2000'})
settled()
upgraded = running(3)
seen['keptByUpgrade'] = len(set(scaled) & set(upgraded))
seen['upgradedTo'] = told('app', 'show', '/dcos/web')['cmd']
seen['task'] = told('task', 'show', upgraded[0])['state']

dcos('task', 'stop', upgraded[0])
until('another in its place', lambda: upgraded[0] not in running(3))
dcos('task', 'kill', '--scale', running(3)[0])
settled()
seen['killedAndScaled'] = len(running(2))

versions = told('app', 'version', 'list', '/dcos/web')
seen['firstVersion'] = told('app', 'show', '--app-version=' + versions[-1], '/dcos/web')['cmd']
seen['noVersion'] = 'Expecting ISO-8601' in refusal(
    'app', 'show', '--app-version=20:39:32.972Z', '/dcos/web')
seen['twice'] = 'already exists' in refusal('app', 'add', written({'id': '/dcos/web', 'cmd': 'true'}))
dcos('app', 'restart', '/dcos/web')
settled()
restarted = running(2)
dcos('app', 'kill', '/dcos/web')
until('others in their place', lambda: not set(restarted) & set(running(2)))
dcos('app', 'stop', '/dcos/web')
settled()
seen['stopped'] = told('app', 'show', '/dcos/web')['instances']
dcos('app', 'start', '/dcos/web', '1')
settled()
seen['started'] = len(running(1))
dcos('app', 'remove', '/dcos/web')
settled()
seen['removed'] = "App '/dcos/web' does not exist" in refusal('app', 'show', '/dcos/web')

given('group', 'add', definition={'id': '/dcos/shop', 'apps': [
    {'id': 'db', 'cmd': 'sleep 1000', **small},
    {'id': 'front', 'cmd': 'sleep 1000', 'dependencies': ['../shop/db'], **small},
]})
settled()
seen['group'] = sorted(app['id'] for app in told('group', 'show', '/dcos/shop')['apps'])
dcos('group', 'scale', '/dcos/shop', '2')
settled()
seen['scaledGroup'] = [len(told('task', 'list', '--json', app)) for app in seen['group']]
piped('group', 'update', '/dcos/shop', definition={'apps': [
    {'id': 'db', 'cmd': 'sleep 1000', **small}]})
settled()
seen['updatedGroup'] = [app['id'] for app in told('group', 'show', '/dcos/shop')['apps']]
seen['groups'] = '/dcos' in [group['id'] for group in told('group', 'list', '--json')]

given('pod', 'add', definition={'id': '/dcos/pod', 'containers': [
    {'name': 'one', 'exec': {'command': {'shell': 'sleep 1000'}}, 'resources': {'cpus': 0.1, 'mem': 32}},
    {'name': 'two', 'exec': {'command': {'shell': 'sleep 1000'}}, 'resources': {'cpus': 0.1, 'mem': 32}},
]})
pod = until('the pod is stable', lambda: [
    pod for pod in told('pod', 'list', '--json') if pod['status'] == 'STABLE'])
seen['pod'] = [pod[0]['id'], [len(instance['containers']) for instance in pod[0]['instances']]]
spec = told('pod', 'show', '/dcos/pod')['spec']
seen['kept'] = [container['name'] for container in spec['containers']]
piped('pod', 'update', '/dcos/pod', definition={**spec, 'scaling': {'kind': 'fixed', 'instances': 2}})
instances = until('two instances', lambda: podInstances(2))
dcos('pod', 'kill', '/dcos/pod', instances[0])
until('another in its place', lambda: instances[0] not in (podInstances(2) or instances))
dcos('pod', 'remove', '/dcos/pod')

given('app', 'add', definition={'id': '/dcos/big', 'cmd': 'true', 'cpus': 1000, 'mem': 16})
queued = until('queued', lambda: told('debug', 'list', '--json'))
seen['queued'] = [[item['app']['id'], item['count']] for item in queued]
seen['summary'] = dcos('debug', 'summary', '/dcos/big')
[offer, *_] = until('an offer of no use', lambda: told(
    'debug', 'details', '--json', '/dcos/big')['lastUnusedOffers'])
seen['details'] = offer['reason']
[deployment] = told('deployment', 'list', '--json', '/dcos/big')
seen['deploying'] = deployment['affectedApps']
seen['locked'] = 'locked' in refusal('app', 'update', '/dcos/big', 'mem=32').lower()
dcos('deployment', 'rollback', deployment['id'])
settled()
seen['afterCancel'] = "App '/dcos/big' does not exist" in refusal('app', 'show', '/dcos/big')

given('app', 'add', definition={'id': '/dcos/stuck', 'cmd': 'true', 'cpus': 1000, 'mem': 16})
[deployment] = told('deployment', 'list', '--json', '/dcos/stuck')
dcos('deployment', 'stop', deployment['id'])
settled()
seen['leftBehind'] = told('app', 'show', '/dcos/stuck')['instances']
seen['plugins'] = told('plugin', 'list', '--json')['plugins']

dcos('group', 'remove', '--force', '/dcos')
until('all gone', lambda: not [app for app in told('app', 'list', '--json') if app['id'].startswith('/dcos/')])
print(json.dumps(seen))
