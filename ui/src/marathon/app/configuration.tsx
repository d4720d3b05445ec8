/** An app's definition, its earlier versions, what differs between them, and the way back to one. */
import { useFetched, valueOf } from '../../base/fetching.ts';
import { appPath, base } from '../api.ts';
import { definitionOf } from '../edit/definition.ts';
import { DefinitionList } from './definition-list.tsx';
import { Versions } from './versions.tsx';
import type { ViewProps } from './view-props.ts';

export function Configuration({ app, edit }: ViewProps) {
  const path = `${appPath(app.id)}/versions`;
  const versions = valueOf(
    useFetched<{ readonly versions: readonly string[] }>(
      `${new URL(path, base).href}#${app.version}`,
    ),
  )?.versions;
  const current = definitionOf(app);
  return (
    <div className="editor">
      <div>
        <DefinitionList kind="app" definition={current} />
      </div>
      <div>
        <Versions
          versions={versions ?? []}
          version={app.version}
          pathOf={(version) => `${path}/${encodeURIComponent(version)}`}
          rollBack={(definition) => edit(definition, true)}
        />
      </div>
    </div>
  );
}
