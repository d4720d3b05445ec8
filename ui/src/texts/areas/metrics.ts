/** What the page of flags and metrics says. */
import { words } from '../words.ts';

export const metricWords = words(
  {
    flags: 'Flags',
    group: 'Group',
    groups: 'Groups of metrics',
    all: 'All',
    live: 'Asked for every {seconds} seconds while this page is seen.',
    raw: 'As JSON',
    prometheus: 'For Prometheus',
    rawFlags: 'Flags as JSON',
    exact: 'Exactly {value}',
    noMetrics: 'There is no metric in this group any more.',
  },
  {
    flags: '启动参数',
    group: '组',
    groups: '指标分组',
    all: '全部',
    live: '查看此页时每 {seconds} 秒查询一次。',
    raw: 'JSON 格式',
    prometheus: 'Prometheus 格式',
    rawFlags: '启动参数的 JSON',
    exact: '准确值 {value}',
    noMetrics: '该组中已没有指标。',
  },
);
