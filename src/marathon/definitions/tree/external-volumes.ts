/** A volume that is not shared belongs to one app of the whole tree. */
import type { RootView } from '../../core/parts.ts';
import type { AppDefinition, AppVolume } from '../../model/app.ts';
import { rootId } from '../../model/ids.ts';
import type { Problems } from '../problems.ts';

type External = Extract<AppVolume, { kind: 'external' }>;

function ownVolumesOf({ container }: AppDefinition): readonly External[] {
  return (container?.volumes ?? []).filter(
    (volume): volume is External => volume.kind === 'external' && isOwn(volume),
  );
}

function isOwn({ mode, external: { csi, shared } }: External): boolean {
  if (csi === undefined) return !shared;
  const { accessMode } = csi.capability;
  const hasOneWriter = accessMode === 'MULTI_NODE_SINGLE_WRITER' && mode === 'RW';
  return hasOneWriter || !accessMode.startsWith('MULTI_NODE');
}

/** Goes through the tree, but only for an app that has such a volume. */
export function checkExternalVolumes(
  root: Pick<RootView, 'runSpecsBelow'>,
  app: AppDefinition,
  path: string,
  problems: Problems,
): void {
  const volumes = ownVolumesOf(app);
  if (volumes.length === 0) return;
  for (const { external } of volumes) {
    const others = [...root.runSpecsBelow(rootId)].filter(
      (other) =>
        other.kind === 'app' &&
        other.id !== app.id &&
        ownVolumesOf(other).some(
          (volume) =>
            volume.external.provider === external.provider &&
            volume.external.name === external.name,
        ),
    );
    problems.unless(
      others.length === 0,
      `${path}/container`,
      `Volume name '${external.name}' in ${app.id} conflicts with volume(s) of same name in app(s): ${others.map(({ id }) => id).join(', ')}`,
    );
  }
}
