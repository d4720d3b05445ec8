/**
 * Names of things in Marathon. Like the ids of Mesos (protocol/ids.ts) they are strings at run time
 * and kinds of their own for the compiler.
 */
declare const kind: unique symbol;

type Id<Kind extends string> = string & { readonly [kind]?: Kind };

/** Absolute path of an app, a pod or a group: "/", "/shop", "/shop/db". Never ends with a slash. */
export type PathId = Id<'path'>;
/** "shop_db.instance-<uuid>" */
export type InstanceId = Id<'instance'>;
export type DeploymentId = Id<'deployment'>;

/**
 * Milliseconds since the Unix epoch, as the version of a definition or the moment of an event.
 * Versions grow: no two changes of the root group have the same one.
 */
export type Timestamp = number & { readonly [kind]?: 'timestamp' };

export const rootId: PathId = '/';

/**
 * The app or pod whose task it is: "/shop/v1.2/db" of "shop_v1.2_db.instance-<uuid>._app.1".
 * @compat Marathon before 1.5 called it "shop_v1.2_db.<uuid>".
 */
export function runSpecIdOfTask(taskId: string): PathId {
  const [, name = taskId] =
    /^(.+?)\.(?:(?:instance|marathon)-[^.]+|[0-9a-f-]{36}$)/.exec(taskId) ?? [];
  return `/${name.replaceAll('_', '/')}`;
}
