/**
 * All templates: what each is for, what it may name in braces, and the text that is taken when
 * nobody gives another. The texts are for HAProxy 2.2 and later.
 */
import { portTemplates } from './port-templates.ts';
import type { TemplateRow } from './row.ts';
import { sharedTemplates } from './shared-templates.ts';
import { vhostTemplates } from './vhost-templates.ts';

export const templateTable = {
  ...sharedTemplates,
  ...portTemplates,
  ...vhostTemplates,
} as const satisfies Readonly<Record<string, TemplateRow>>;

export type TemplateName = keyof typeof templateTable;

export const templateNames = Object.keys(templateTable) as readonly TemplateName[];

export function isTemplateName(name: string): name is TemplateName {
  return Object.hasOwn(templateTable, name);
}

/** Templates of the original that it never used. */
export const unusedTemplates: ReadonlySet<string> = new Set([
  'HTTPS_FRONTEND_AUTH_ACL_ONLY',
  'HTTPS_FRONTEND_AUTH_REQUEST_ONLY',
  'HTTPS_FRONTEND_ROUTING_ONLY_WITH_PATH_AND_AUTH',
]);
