/** On which tab of the form a place of the definition is. */
export const tabNames = [
  'general',
  'container',
  'ports',
  'environment',
  'labels',
  'healthChecks',
  'volumes',
  'optional',
] as const;
export type TabName = (typeof tabNames)[number];

const placesOfTabs: readonly (readonly [start: RegExp, tab: TabName])[] = [
  [/^\/?container\W*volumes|^\/?residency/, 'volumes'],
  [/^\/?container\W*portMappings|^\/?(ports|portDefinitions|requirePorts)/, 'ports'],
  [/^\/?(container|networks|ipAddress)/, 'container'],
  [/^\/?(env|secrets)/, 'environment'],
  [/^\/?labels/, 'labels'],
  [/^\/?(healthChecks|readinessChecks|check)/, 'healthChecks'],
  [/^\/?(constraints|fetch|uris|user|executor|acceptedResourceRoles|upgradeStrategy)/, 'optional'],
];

/** Also in the form in which Marathon names it: "/container/docker/image". */
export function tabOfPath(path: string): TabName {
  return placesOfTabs.find(([start]) => start.test(path))?.[1] ?? 'general';
}
