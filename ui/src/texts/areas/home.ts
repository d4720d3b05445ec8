/** What only the first page says. */
import { words } from '../words.ts';

export const homeWords = words(
  {
    worst: 'First: {what}.',
    agentsUnreachable: '{count} agents are unreachable: {name}, …',
    agentsDisconnected: '{count} agents are disconnected: {name}, …',
    agentsDraining: '{count} agents drain for longer than they should: {name}, …',
    agentLate: 'Agent {name} drains for longer than it should; {count} tasks left',
    quota: 'Role {name} is at its limit of {what}',
    show: 'Show',
    looks: 'Look',
    used: 'Used',
    usedUnknown:
      'What is really used is known to agents only; with more than {most} it stands on their pages.',
    numbers: 'In numbers',
    firstSteps: 'What to do first',
    firstAgent: 'Agents offer what machines have. Start one on each:',
    firstFramework: 'Then a framework which runs something on them, such as Marathon:',
    copy: 'Copy the command',
    copied: 'Copied',
    allActivity: 'All',
  },
  {
    worst: '首先:{what}。',
    agentsUnreachable: '{count} 个代理不可达:{name} 等',
    agentsDisconnected: '{count} 个代理已断开:{name} 等',
    agentsDraining: '{count} 个代理排空超时:{name} 等',
    agentLate: '代理 {name} 排空超时;剩余 {count} 个任务',
    quota: '角色 {name} 已达到 {what} 上限',
    show: '显示',
    looks: '查看',
    used: '已使用',
    usedUnknown: '实际使用量只有代理知道;超过 {most} 个代理时请看各代理页面。',
    numbers: '数字',
    firstSteps: '首先做什么',
    firstAgent: '代理提供机器的资源。在每台机器上启动一个:',
    firstFramework: '然后启动一个在其上运行任务的框架,例如 Marathon:',
    copy: '复制命令',
    copied: '已复制',
    allActivity: '全部',
  },
);
