/** What stands beside a chart. */
import { words } from '../words.ts';

export const chartWords = words(
  {
    summary: '{line}: {last} now; within {time} from {first}, least {least}, most {most}.',
    summaryNow: '{line}: {last} now.',
    summaryLimit: 'Limit: {limit}.',
    numbers: 'Numbers',
    time: 'Time',
    mean: '{line}: mean',
    least: 'least',
    most: 'most',
    limit: 'limit',
    newestFirst: 'The newest first.',
  },
  {
    summary: '{line}：当前 {last}；{time} 内从 {first} 起，最小 {least}，最大 {most}。',
    summaryNow: '{line}：当前 {last}。',
    summaryLimit: '限制：{limit}。',
    numbers: '数值',
    time: '时间',
    mean: '{line}：平均',
    least: '最小',
    most: '最大',
    limit: '限制',
    newestFirst: '最新的在前。',
  },
);
