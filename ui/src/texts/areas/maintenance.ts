/** What only the page of maintenance says. */
import { words } from '../words.ts';

export const maintenanceWords = words(
  {
    scheduled: 'scheduled',
    draining: 'draining',
    down: 'down',
    inverseOffers: 'Inverse offers answered',
    answers: '({accepted} accepted, {declined} declined)',
    waiting: 'not yet: {names}',
    noHosts: 'Name at least one host.',
    twiceHost: 'A host stands there twice.',
    threeWords: 'A line has a host name and at most an IP address.',
    noBegin: 'When does it begin?',
    badHours: 'Hours have to be more than 0, or empty for an open end.',
  },
  {
    scheduled: '已计划',
    draining: '排空中',
    down: '停机',
    inverseOffers: '已答复的反向报价',
    answers: '（{accepted} 个接受，{declined} 个拒绝）',
    waiting: '尚未答复：{names}',
    noHosts: '请至少填写一个主机。',
    twiceHost: '有主机重复。',
    threeWords: '每行一个主机名，至多再加一个 IP 地址。',
    noBegin: '何时开始？',
    badHours: '小时数必须大于 0，或留空表示无结束时间。',
  },
);
