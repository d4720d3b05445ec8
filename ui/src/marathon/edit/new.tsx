/** `#/new`: makes an app, or with `?kind=pod` a pod; `?group=` says where. */
import { go, usePlace } from '../../base/router.ts';
import Apps from '../apps/apps.tsx';
import { groupAddress } from '../addresses.ts';
import { Edit } from './edit.tsx';
import { expectChange } from '../store.ts';

export default function New() {
  const { query } = usePlace();
  const group = query.get('group') ?? '/';
  const kind = query.get('kind') === 'pod' ? 'pod' : 'app';
  return (
    <>
      <Apps group={group} />
      <Edit
        kind={kind}
        group={group}
        close={() => go(groupAddress(group).slice(1))}
        done={(id) => {
          expectChange(id);
          go(`/apps/${encodeURIComponent(id)}`);
        }}
      />
    </>
  );
}
