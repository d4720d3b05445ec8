/** What the frame says, beside the words of the first page. */
import { words } from '../words.ts';

export const shellWords = words(
  {
    settings: 'Settings',
    contrast: 'High contrast',
    more: 'More',
    asOf: 'As of {time}',
    told_seen: 'Shown is what was seen last',
    catchingUp: 'Catching up …',
    stale: 'Stale {seconds} s',
    offline: 'Offline',
    told_first: 'Connecting',
    told_catchingUp: 'Catching up',
    told_stale: 'The connection is lost',
    told_offline: 'There is no connection',
    trying: 'Trying now …',
    nextTry: 'Next try in {seconds} s.',
  },
  {
    settings: '设置',
    contrast: '高对比度',
    more: '更多',
    asOf: '截至 {time}',
    told_seen: '显示上次看到的内容',
    catchingUp: '正在追赶 …',
    stale: '已过期 {seconds} 秒',
    offline: '离线',
    told_first: '正在连接',
    told_catchingUp: '正在追赶',
    told_stale: '连接已断开',
    told_offline: '没有连接',
    trying: '正在重试 …',
    nextTry: '{seconds} 秒后重试。',
  },
);
