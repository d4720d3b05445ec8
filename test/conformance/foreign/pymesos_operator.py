"""The operator API through pymesos: prints what master and agent say of themselves as JSON.

usage: python3 pymesos_operator.py <master host:port> <agent host:port>
"""
import json
import sys

from pymesos import MesosOperatorAgentDriver, MesosOperatorMasterDriver

master_address, agent_address = sys.argv[1:]
master = MesosOperatorMasterDriver(master_address)
agent = MesosOperatorAgentDriver(agent_address)
print(
    json.dumps(
        {
            'health': master.getHealth(),
            'version': master.getVersion(),
            'agents': master.getAgents(),
            'state': master.getState(),
            'agentHealth': agent.getHealth(),
            'agentFlags': agent.getFlags(),
            'agentState': agent.getState(),
        }
    )
)
