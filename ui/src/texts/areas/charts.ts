/** What stands beside a chart. */
import { words } from '../words.ts';

export const chartWords = words(
  {
    summary: '{line}: {last} now; within {time} from {first}, least {least}, most {most}.',
    summaryNow: '{line}: {last} now.',
    rule: '{rule}: {value}',
    numbers: 'Numbers',
    time: 'Time',
    mean: '{line}: mean',
    least: 'least',
    most: 'most',
    newestFirst: 'The newest first.',
  },
  {
    summary: '{line}：当前 {last}；{time} 内从 {first} 起，最小 {least}，最大 {most}。',
    summaryNow: '{line}：当前 {last}。',
    rule: '{rule}：{value}',
    numbers: '数值',
    time: '时间',
    mean: '{line}：平均',
    least: '最小',
    most: '最大',
    newestFirst: '最新的在前。',
  },
);
