/** Attributes of an agent as the older endpoints show them: {"rack":"r1","cores":8.0,"span":"[1-2]"} */
import { doubleJson, quoted } from '../../protocol/codec/json-write.ts';
import type { Attribute } from '../../protocol/generated/mesos.ts';

export function attributesJson(attributes: readonly Attribute[] | undefined): string {
  if (attributes === undefined) return '{}';
  return `{${attributes.map((one) => `${quoted(one.name)}:${attributeJson(one)}`).join()}}`;
}

function attributeJson({ type, scalar, ranges, set, text }: Attribute): string {
  switch (type) {
    case 'SCALAR':
      return doubleJson(scalar?.value ?? 0);
    case 'RANGES': {
      const pairs = (ranges?.range ?? []).map(({ begin, end }) => `${begin}-${end}`);
      return quoted(`[${pairs.join(', ')}]`);
    }
    case 'SET':
      return quoted(`{${(set?.item ?? []).join(', ')}}`);
    case 'TEXT':
    default:
      return quoted(text?.value ?? '');
  }
}
