/** What is said of offers, and of taking them back. */
import { words } from '../words.ts';

export const offerWords = words(
  {
    none: 'Nothing is offered at this moment: frameworks answer soon, or they want nothing.',
    why: 'Why a framework gets what it gets stands on its page.',
    rescind: 'Rescind',
    rescindOffers: 'Rescind offers',
    rescindAsk: 'Rescind this offer?',
    rescindAllAsk: 'Rescind all offers of agent {name}?',
    rescindText:
      'Framework {framework} is told that it cannot use it any more, and what was offered is offered again, maybe to the same one. What runs runs on; a launch that is on its way with it fails as TASK_LOST.',
    rescindAllText:
      'Their frameworks are told that they cannot use them any more, and what was offered is offered again, maybe to the same ones. What runs runs on; a launch that is on its way with one fails as TASK_LOST.',
    onlyThis: 'This offer only',
    allOf: 'All offers of agent {name} ({count} are shown)',
    unavailability: 'Unavailable from',
    noWindow: 'no window',
    bound: 'The first {shown} of all {total} offers are shown.',
  },
  {
    none: '当前没有报价：框架很快会答复，或者不需要任何资源。',
    why: '框架为何得到这些，见其页面。',
    rescind: '撤回',
    rescindOffers: '撤回报价',
    rescindAsk: '撤回此报价？',
    rescindAllAsk: '撤回代理 {name} 的全部报价？',
    rescindText:
      '将告知框架 {framework} 不能再使用它，资源会再次提供，也可能给同一框架。正在运行的继续运行；正用它启动的任务会以 TASK_LOST 失败。',
    rescindAllText:
      '将告知各框架不能再使用它们，资源会再次提供，也可能给同样的框架。正在运行的继续运行；正用其中之一启动的任务会以 TASK_LOST 失败。',
    onlyThis: '仅此报价',
    allOf: '代理 {name} 的全部报价（显示了 {count} 个）',
    unavailability: '不可用起始',
    noWindow: '无窗口',
    bound: '显示全部 {total} 个报价中的前 {shown} 个。',
  },
);
