/** Takes a deployment back, after showing what that does, or ends it as it stands. */
import { appsWords } from '../../texts/areas/marathon-apps.ts';
import { deploymentWords } from '../../texts/areas/marathon-deployments.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { Act } from '../act.tsx';
import { actions } from '../api.ts';
import { fatesOf } from './deployment-facts.ts';
import { type Deployment, podAsApp } from '../model.ts';
import { useMarathon } from '../store.ts';

interface DialogProps {
  readonly deployment: Deployment;
  readonly close: () => void;
}

const texts = {
  removed: 'previewStart',
  changed: 'previewChange',
  restarted: 'previewStop',
} as const;
const mostShown = 20;

export function RollBack({ deployment, close }: DialogProps) {
  const say = useSay();
  const own = useWords(deploymentWords);
  const { apps, pods } = useMarathon();
  const fates = [...fatesOf(deployment)];
  return (
    <Act
      title={say('rollBack')}
      text={own('preview')}
      action={say('rollBack')}
      isDangerous
      run={() => actions.rollBack(deployment.id)}
      close={close}
    >
      <ul className="bulk">
        {fates.slice(0, mostShown).map(([id, fate]) => {
          const pod = pods.get(id);
          const app = apps.get(id) ?? (pod === undefined ? undefined : podAsApp(pod));
          const counts = { running: app?.tasksRunning ?? 0, count: app?.instances ?? 0 };
          return <li key={id}>{own(texts[fate], { app: id, ...counts })}</li>;
        })}
        {fates.length > mostShown && <li>{own('more', { count: fates.length - mostShown })}</li>}
      </ul>
    </Act>
  );
}

export function Stop({ deployment, close }: DialogProps) {
  const own = useWords(deploymentWords);
  const apps = useWords(appsWords);
  const names = [...fatesOf(deployment).keys()];
  return (
    <Act
      title={own('stop')}
      text={own('stopText')}
      action={own('stop')}
      isDangerous
      run={() => actions.rollBack(deployment.id, true)}
      close={close}
    >
      <p className="mono" aria-label={apps('ids')}>
        {names.slice(0, mostShown).join(', ')}
      </p>
    </Act>
  );
}
