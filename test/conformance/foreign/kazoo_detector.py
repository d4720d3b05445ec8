"""Finds the leading master as Python programs do: the lowest json.info_ node, read with kazoo.

usage: python3 kazoo_detector.py <host:port> <path>
"""
import json
import sys

from kazoo.client import KazooClient

hosts, path = sys.argv[1:]
client = KazooClient(hosts=hosts)
client.start(timeout=20)
nodes = [name for name in client.get_children(path) if name.startswith('json.info_')]
leader = min(nodes, key=lambda name: int(name.rsplit('_', 1)[1]))
value, _ = client.get(path + '/' + leader)
print(json.dumps(json.loads(value)))
client.stop()
