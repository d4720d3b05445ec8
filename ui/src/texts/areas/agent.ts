/** What only the page of an agent says. */
import { words } from '../words.ts';

export const agentWords = words(
  {
    used: 'Used',
    available: 'Available',
    resource: 'Resource',
    notMeasured: 'not measured',
    drainEnds: 'Its tasks have ended at the latest',
    drainOpen: 'No longest time was given: it ends with the last task.',
    drainSince: 'Draining since',
    drainDone: 'It is drained. Reactivate it to have it offered again.',
    tasksLeft: '{count} tasks left',
    away: 'This agent is not connected now, so what only it knows (executors, use, log) cannot be shown. What the master knows of it stands here.',
    unreachable:
      'It is unreachable since {since}. When it comes back, its tasks may still run; mark it gone to give them up.',
    noAnswer: 'The master reaches agents under the address that they registered with.',
    reservations: 'Reservations',
    allocatedOf: '{allocated} of {total}',
    usedCpus: 'CPUs used',
    usedMem: 'Memory used',
    completedFrameworks: 'Completed frameworks',
  },
  {
    used: '已使用',
    available: '可用',
    resource: '资源',
    notMeasured: '未测量',
    drainEnds: '其任务最迟结束于',
    drainOpen: '未给定最长时间：最后一个任务结束时完成。',
    drainSince: '开始排空',
    drainDone: '已排空。重新激活后会再次提供其资源。',
    tasksLeft: '剩余 {count} 个任务',
    away: '该代理当前未连接，因此只有它知道的内容（执行器、使用量、日志）无法显示。这里是主节点所知道的。',
    unreachable: '自 {since} 起不可达。它回来时任务可能仍在运行；标记为永久离开则放弃它们。',
    noAnswer: '主节点通过代理注册时的地址访问它。',
    reservations: '预留',
    allocatedOf: '{allocated} / {total}',
    usedCpus: '已用 CPU',
    usedMem: '已用内存',
    completedFrameworks: '已完成的框架',
  },
);
