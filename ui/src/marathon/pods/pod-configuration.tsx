/** A pod's definition, its earlier versions, what differs between them, and the way back to one. */
import { useFetched, valueOf } from '../../base/fetching.ts';
import { base, idPath } from '../api.ts';
import { DefinitionList } from '../app/definition-list.tsx';
import { Versions } from '../app/versions.tsx';
import { type Definition, definitionOf } from '../edit/definition.ts';
import type { PodDetails } from './pod-details.ts';

export function PodConfiguration({
  pod: { id, spec },
  edit,
}: {
  readonly pod: PodDetails;
  readonly edit: (start: Definition, isReviewed?: boolean) => void;
}) {
  const path = `v2/pods${idPath(id)}::versions`;
  const now = spec.version ?? '';
  const versions = valueOf(useFetched<readonly string[]>(`${new URL(path, base).href}#${now}`));
  return (
    <div className="editor">
      <div>
        <DefinitionList kind="pod" definition={definitionOf(spec)} />
      </div>
      <div>
        <Versions
          versions={versions ?? []}
          version={now}
          pathOf={(version) => `${path}/${encodeURIComponent(version)}`}
          rollBack={(definition) => edit(definition, true)}
        />
      </div>
    </div>
  );
}
