/** The volumes of an app, by their kind. */
import { editWords } from '../../texts/areas/edit.ts';
import { useSay, useWords } from '../../texts/texts.ts';
import { type Json, type Path, valueAt } from './definition.ts';
import { withLocalVolume } from './local-volume.ts';
import { Choice, type FormProps, List, Numeric, Text } from './fields.tsx';

const path = ['container', 'volumes'];
const has = (name: string) => (row: Json) => valueAt(row, [name]) !== undefined;
const isKnown = (row: Json): boolean =>
  ['hostPath', 'persistent', 'external'].some((name) => has(name)(row));

export function VolumeLists(props: FormProps) {
  const say = useSay();
  const words = useWords(editWords);
  const all = valueAt(props.definition, path);
  const others = Array.isArray(all) ? all.filter((row) => !isKnown(row)).length : 0;
  const shared = (row: FormProps & { readonly path: Path }) => (
    <>
      <Text {...row} path={[...row.path, 'containerPath']} title={say('containerPath')} isKept />
      <Choice {...row} path={[...row.path, 'mode']} title={words('mode')} values={['RW', 'RO']} />
    </>
  );
  return (
    <>
      <List
        {...{ ...props, path }}
        title={words('hostVolumes')}
        empty={{ containerPath: '', hostPath: '', mode: 'RW' }}
        isShown={has('hostPath')}
      >
        {(row) => (
          <>
            {shared(row)}
            <Text {...row} path={[...row.path, 'hostPath']} title={say('hostPath')} isKept />
          </>
        )}
      </List>
      <List
        {...{ ...props, path }}
        title={words('localVolumes')}
        note={words('localNote')}
        empty={{ containerPath: '', mode: 'RW', persistent: { size: 128 } }}
        isShown={has('persistent')}
        add={withLocalVolume}
      >
        {(row) => (
          <>
            {shared(row)}
            <Numeric
              {...row}
              path={[...row.path, 'persistent', 'size']}
              title={say('sizeMib')}
              isKept
            />
          </>
        )}
      </List>
      <List
        {...{ ...props, path }}
        title={words('externalVolumes')}
        empty={{
          ...{ containerPath: '', mode: 'RW' },
          external: { name: '', provider: 'dvdi', options: { 'dvdi/driver': 'rexray' } },
        }}
        isShown={has('external')}
      >
        {(row) => (
          <>
            {shared(row)}
            <Text
              {...row}
              path={[...row.path, 'external', 'name']}
              title={say('volumeName')}
              isKept
            />
            <Text {...row} path={[...row.path, 'external', 'provider']} title={say('provider')} />
            <Text
              {...row}
              path={[...row.path, 'external', 'options', 'dvdi/driver']}
              title={words('driver')}
            />
          </>
        )}
      </List>
      {others > 0 && <p className="muted">{words('otherVolumes', { count: others })}</p>}
    </>
  );
}
