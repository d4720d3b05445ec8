/** Titles of columns that not every table had before. */
import { words } from '../words.ts';

export const listWords = words(
  {
    cpuUse: 'CPUs used / allocated',
    memUse: 'Memory used / allocated',
    restarts: 'Restarts 1 h',
    restartsBound:
      'Runs of that name that ended within an hour, of the last {most} of its framework',
    lastOffer: 'Last offer',
    neverOffered: 'not since this master leads',
  },
  {
    cpuUse: 'CPU 已用 / 已分配',
    memUse: '内存 已用 / 已分配',
    restarts: '1 小时内重启',
    restartsBound: '一小时内结束的同名运行，取自其框架最近的 {most} 个',
    lastOffer: '最近报价',
    neverOffered: '自此主节点当选以来没有',
  },
);
