/**
 * The function that writes a message as JSON, in Mesos' mapping; src/protocol/codec/json-write.ts has
 * the pieces that it is made of. A `module` knows what types are called in it, and which are its own.
 */
import protobuf from 'protobufjs';

/** What the functions are made of. */
export const jsonHelpers = ['base64Json', 'doubleJson', 'listJson', 'mapJson', 'quoted'];

/** What writes a scalar; the others are written as `String` does. */
const scalars = {
  string: 'quoted',
  bytes: 'base64Json',
  double: 'doubleJson',
  float: 'doubleJson',
};

/** @compat Mesos' JSON shows the defaults of absent fields, but not of deprecated ones. */
export function statedDefault(field) {
  return field.options?.deprecated === true ? undefined : field.options?.default;
}

/** The first field that is there has no comma before it. */
export function jsonFunction(type, name, module) {
  let text = `function json${name}(m: ${name}): string {\n`;
  if (type.fieldsArray.length === 0) return `${text}  void m;\n  return '{}';\n}\n`;
  text += "  let t = '{';\n";
  for (const [index, field] of type.fieldsArray.entries()) {
    const comma = index === 0 ? '' : "${t === '{' ? '' : ','}";
    const value = `m.${field.name}`;
    const stated = statedDefault(field);
    const condition = stated === undefined ? `if (${isThere(field, value)}) ` : '';
    const shown = condition === '' ? `(${value} ?? ${JSON.stringify(stated)})` : value;
    text += `  ${condition}t += \`${comma}"${field.name}":${fieldText(field, shown, module)}\`;\n`;
  }
  return `${text}  return \`\${t}}\`;\n}\n`;
}

/** Null counts as absent; so does an empty list or map. */
function isThere(field, value) {
  if (field.map) return `${value} != null && Object.keys(${value}).length > 0`;
  return field.repeated ? `${value} != null && ${value}.length > 0` : `${value} != null`;
}

/** Part of a template that writes a field. */
function fieldText(field, value, module) {
  const list = field.map ? 'mapJson' : 'listJson';
  if (field.map || field.repeated) return `\${${list}(${value}, ${writerOf(field, module)})}`;
  if (field.resolvedType instanceof protobuf.Enum) return `"\${${value}}"`;
  return `\${${valueOf(field, value, module)}}`;
}

/** A function that writes one value. */
function writerOf(field, module) {
  const { resolvedType } = field;
  if (resolvedType instanceof protobuf.Type && module.isOwn(resolvedType)) {
    return `json${module.reference(resolvedType)}`;
  }
  const isScalar = !resolvedType && scalars[field.type] !== undefined;
  return isScalar ? scalars[field.type] : `(one) => ${valueOf(field, 'one', module)}`;
}

/** An expression that writes one value. */
function valueOf(field, value, module) {
  const { resolvedType } = field;
  if (resolvedType instanceof protobuf.Enum) return `\`"\${${value}}"\``;
  if (resolvedType instanceof protobuf.Type) {
    const name = module.reference(resolvedType);
    return module.isOwn(resolvedType) ? `json${name}(${value})` : `${name}.toJson(${value})`;
  }
  const writer = scalars[field.type];
  return writer === undefined ? `String(${value})` : `${writer}(${value})`;
}
