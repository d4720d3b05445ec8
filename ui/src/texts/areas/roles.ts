/** What the pages of roles, offers and frameworks say. */
import { words } from '../words.ts';

export const roleWords = words(
  {
    columns: 'Columns',
    open: 'Show what is below {name}',
    close: 'Hide what is below {name}',
    faultWeight: 'A weight is a number above 0.',
    faultAmount: 'This is a number, 0 or more, or empty.',
    faultGuarantee: 'No more can be guaranteed than the limit allows.',
    faultsFirst: 'Something is not right yet: see the fields.',
    overcommit:
      'All guarantees together are more than the cluster has. Lower this one or another, add agents, or set it anyway: then not every guarantee can be kept.',
    force: 'Set it anyway',
    filled: '{name}: {percent} % of the limit',
    offersOut: 'Offers it holds now',
    offersNone: 'It holds no offers now.',
    offersBound: 'Counted of the first {shown} of all {total} offers.',
    lastOffer: 'Last offer',
    neverOffered: 'not since this master leads',
    suppressedText: 'It asked for no offers in: {roles}. It has to revive them itself.',
    findRole: 'Find a role',
  },
  {
    columns: '列',
    open: '显示 {name} 之下的角色',
    close: '隐藏 {name} 之下的角色',
    faultWeight: '权重是大于 0 的数字。',
    faultAmount: '这里应为 0 或更大的数字，或留空。',
    faultGuarantee: '保证量不能超过上限。',
    faultsFirst: '还有不正确之处：请看各字段。',
    overcommit:
      '所有保证量之和超过了集群的容量。请降低此项或其他项，增加代理，或仍然设置：那样并非所有保证都能兑现。',
    force: '仍然设置',
    filled: '{name}：上限的 {percent} %',
    offersOut: '当前持有的报价',
    offersNone: '当前没有持有报价。',
    offersBound: '统计自全部 {total} 个报价中的前 {shown} 个。',
    lastOffer: '最近报价',
    neverOffered: '自此主节点当选以来没有',
    suppressedText: '它不要以下角色的报价：{roles}。须由它自己恢复。',
    findRole: '查找角色',
  },
);
