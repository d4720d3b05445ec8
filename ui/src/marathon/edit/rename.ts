/** A name in a definition put right; the order of what is around it stays. */
import { type Definition, type Json, type Path, valueAt, withValue } from './definition.ts';

export function renamed(value: Definition, path: Path, to: string): Definition {
  const around = path.slice(0, -1);
  const from = path.at(-1);
  const holder: Json | undefined = around.length === 0 ? value : valueAt(value, around);
  if (holder === null || typeof holder !== 'object' || Array.isArray(holder)) return value;
  // What is there under the right name is not overwritten.
  if (to in holder) return value;
  const entries = Object.entries(holder).map(([name, held]) => [name === from ? to : name, held]);
  const made = Object.fromEntries(entries) as Definition;
  return around.length === 0 ? made : withValue(value, around, made);
}
