/**
 * Writes src/protocol/generated/*.ts from proto/**.proto: an interface, a table of fields and the
 * protobuf reader and writer of every message. Run it after changing a .proto (`npm run generate`);
 * a test regenerates everything and compares, so that nobody edits the output by hand. proto/ is the
 * whole of Mesos; what no program here speaks (`notSpoken`) is read from it and not written.
 *
 * usage: node scripts/generate-protocol.mjs [output directory]
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const protoDirectory = join(root, 'proto');
const output = process.argv[2] ?? join(root, 'src/protocol/generated');

/** Messages whose `value` is a text with a type of its own, of src/protocol/ids.ts. */
const idTypes = {
  AgentID: 'AgentId',
  FrameworkID: 'FrameworkId',
  ExecutorID: 'ExecutorId',
  TaskID: 'TaskId',
  OfferID: 'OfferId',
  OperationID: 'OperationId',
  ContainerID: 'ContainerId',
};

/**
 * Packages and messages that no program here speaks or is to speak, and why. Whoever needs one takes
 * it out of the list; what a generated message has as a field cannot be in it.
 */
const notSpoken = {
  'mesos.internal.log': "between replicas of Mesos' log; the registry is in LevelDB (decision 6)",
  'mesos.internal.state': "records in Mesos' log",
  'mesos.v1.resource_provider': 'resource providers within an agent; there is none to speak to',
  'mesos.internal.ResourceProviderCallMessage': 'the same, in libprocess',
  'mesos.internal.ResourceProviderEventMessage': 'the same, in libprocess',
  'mesos.internal.TaskHealthStatus': 'within an executor, of its health checker',
  'mesos.internal.HookExecuted': "for tests of Mesos' own hooks",
  'mesos.v1.ResourceUsage': 'between modules of an agent: estimators and QoS controllers',
};

function byText(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

const scalarTypes = {
  string: 'string',
  bytes: 'Uint8Array',
  bool: 'boolean',
  int32: 'number',
  uint32: 'number',
  int64: 'Long',
  uint64: 'Long',
  double: 'number',
  float: 'number',
};
const wireTypes = { string: 2, bytes: 2, double: 1, float: 5 };

const protoFiles = readdirSync(protoDirectory, { recursive: true })
  .filter((name) => name.endsWith('.proto'))
  .sort(byText);

const all = new protobuf.Root();
all.resolvePath = (_, target) =>
  target.startsWith('/') || target.startsWith('google/protobuf/')
    ? target
    : join(protoDirectory, target);
all.loadSync(
  protoFiles.map((name) => join(protoDirectory, name)),
  { keepCase: true, alternateCommentMode: true },
);
all.resolveAll();

function isSpoken(type) {
  for (let at = type; at.parent; at = at.parent) {
    if (notSpoken[at.fullName.slice(1)] !== undefined) return false;
  }
  return true;
}

for (const name of Object.keys(notSpoken)) {
  if (all.lookup(name) === null) throw new Error(`There is no ${name} to leave out`);
}

/** package name -> module: mesos.v1 -> mesos, mesos.internal -> internal, mesos.v1.master -> master */
function moduleOf(packageName) {
  const module = {
    'mesos.v1': 'mesos',
    'mesos.internal': 'internal',
    'google.protobuf': 'google',
  }[packageName];
  if (module !== undefined) return module;
  const parts = packageName.split('.');
  return packageName.startsWith('mesos.internal.') ? `internal_${parts.at(-1)}` : parts.at(-1);
}

function packageOf(type) {
  let at = type.parent;
  while (at instanceof protobuf.Type) at = at.parent;
  return at.fullName.slice(1);
}

/** Offer.Operation.Launch -> Offer_Operation_Launch */
function localName(type) {
  return type.fullName.slice(packageOf(type).length + 2).replaceAll('.', '_');
}

function typesIn(namespace) {
  const found = [];
  for (const nested of namespace.nestedArray) {
    if (nested instanceof protobuf.Enum) found.push(nested);
    else if (nested instanceof protobuf.Type) found.push(nested, ...typesIn(nested));
  }
  return found;
}

function nestsInItself(type) {
  const seen = new Set();
  const walk = (at) =>
    at.fieldsArray.some(({ resolvedType }) => {
      if (!(resolvedType instanceof protobuf.Type)) return false;
      if (resolvedType === type) return true;
      if (seen.has(resolvedType)) return false;
      seen.add(resolvedType);
      return walk(resolvedType);
    });
  return walk(type);
}

class Module {
  constructor(packageName) {
    this.packageName = packageName;
    this.imports = new Map();
    this.ids = new Set();
    this.body = '';
  }

  reference(type) {
    if (!isSpoken(type)) throw new Error(`${type.fullName} is in use: take it out of notSpoken`);
    const from = packageOf(type);
    if (from === this.packageName) return localName(type);
    const module = moduleOf(from);
    if (!this.imports.has(module)) this.imports.set(module, new Set());
    this.imports.get(module).add(localName(type));
    return localName(type);
  }

  valueType(field) {
    if (field.resolvedType) return this.reference(field.resolvedType);
    const idType = field.name === 'value' ? idTypes[field.parent.name] : undefined;
    if (idType === undefined) return scalarTypes[field.type];
    this.ids.add(idType);
    return idType;
  }

  fieldType(field) {
    if (field.map) return `Record<string, ${this.valueType(field)}>`;
    return field.repeated ? `${this.valueType(field)}[]` : this.valueType(field);
  }

  add(type) {
    if (type instanceof protobuf.Enum) this.addEnum(type);
    else this.addMessage(type);
  }

  addEnum(type) {
    const name = localName(type);
    const values = Object.entries(type.values);
    this.body += `\n${comment(type.comment, '')}export type ${name} =\n`;
    this.body += `${values.map(([label]) => `  | '${label}'`).join('\n')};\n`;
    this.body += `export const ${name} = new EnumType<${name}>('${type.fullName.slice(1)}', {\n`;
    this.body += `${values.map(([label, number]) => `  ${label}: ${number},`).join('\n')}\n});\n`;
  }

  addMessage(type) {
    const name = localName(type);
    this.body += `\n${comment(type.comment, '')}export interface ${name} {\n`;
    for (const field of type.fieldsArray) {
      const optional = field.required ? '' : '?';
      const stated = field.options?.default;
      const note =
        stated === undefined ? field.comment : `${field.comment ?? ''} Default: ${stated}.`;
      this.body += comment(note?.trim(), '  ');
      this.body += `  ${field.name}${optional}: ${this.fieldType(field)};\n`;
    }
    this.body += '}\n';
    this.body += this.writeFunction(type, name) + this.readFunction(type, name);
    this.body += `export const ${name}: MessageType<${name}> = new MessageType<${name}>({\n`;
    this.body += `  typeName: '${type.fullName.slice(1)}',\n  fields: [\n`;
    for (const field of type.fieldsArray) this.body += `    ${this.descriptor(field)},\n`;
    this.body += `  ],\n  write: write${name},\n  read: read${name},\n});\n`;
  }

  descriptor(field) {
    const label = field.map
      ? 'map'
      : field.repeated
        ? 'repeated'
        : field.required
          ? 'required'
          : 'optional';
    const { resolvedType } = field;
    const type = !resolvedType
      ? `'${field.type}'`
      : resolvedType instanceof protobuf.Enum
        ? this.reference(resolvedType)
        : `() => ${this.reference(resolvedType)}`;
    const stated = field.options?.default;
    // @compat Mesos' JSON shows the defaults of absent fields, but not of deprecated ones.
    const isShown = stated !== undefined && field.options.deprecated !== true;
    const fallback = isShown ? `, default: ${JSON.stringify(stated)}` : '';
    const oneof = field.partOf ? `, oneof: '${field.partOf.name}'` : '';
    return `{ name: '${field.name}', number: ${field.id}, label: '${label}', type: ${type}${fallback}${oneof} }`;
  }

  /** Statements that write one value (its tag last: writing goes backwards). */
  writeValue(field, value) {
    const { resolvedType } = field;
    const tag = (wire) => tagStatement(field.id, wire);
    if (resolvedType instanceof protobuf.Type) {
      const name = this.reference(resolvedType);
      const writer =
        packageOf(resolvedType) === this.packageName ? `write${name}` : `${name}.write`;
      return `const size = w.size(); ${writer}(w, ${value}); w.varint32(w.size() - size); ${tag(2)}`;
    }
    if (resolvedType instanceof protobuf.Enum) {
      return `w.int32(${this.reference(resolvedType)}.numberOf(${value})); ${tag(0)}`;
    }
    return `w.${field.type}(${value}); ${tag(wireTypes[field.type] ?? 0)}`;
  }

  writeFunction(type, name) {
    let text = `function write${name}(w: Writer, m: ${name}): void {\n`;
    const fields = [...type.fieldsArray].sort((a, b) => b.id - a.id);
    if (fields.length === 0) text += '  void w;\n  void m;\n';
    for (const field of fields) {
      const value = `m.${field.name}`;
      if (field.map) text += this.writeMap(field, value);
      else if (field.repeated) {
        text += `  if (${value} !== undefined) {\n`;
        text += `    for (let i = ${value}.length - 1; i >= 0; i--) {\n`;
        text += `      const value = ${value}[i]!;\n      ${this.writeValue(field, 'value')}\n    }\n  }\n`;
      } else {
        text += `  if (${value} !== undefined) { ${this.writeValue(field, value)} }\n`;
        if (field.required) text += '  else w.incomplete = true;\n';
      }
    }
    return `${text}}\n`;
  }

  writeMap(field, value) {
    let text = `  if (${value} !== undefined) {\n    for (const [key, value] of Object.entries(${value}).reverse()) {\n`;
    text += '      const entry = w.size();\n';
    text += `      { ${this.writeValue({ ...field, id: 2, type: field.type, resolvedType: field.resolvedType }, 'value')} }\n`;
    text += `      w.string(key); ${tagStatement(1, 2)} w.varint32(w.size() - entry); ${tagStatement(field.id, 2)}\n`;
    return `${text}    }\n  }\n`;
  }

  /** An expression that reads one value. */
  readValue(field) {
    const { resolvedType } = field;
    if (resolvedType instanceof protobuf.Type) {
      const name = this.reference(resolvedType);
      const reader = packageOf(resolvedType) === this.packageName ? `read${name}` : `${name}.read`;
      return `${reader}(r, r.span())`;
    }
    if (resolvedType instanceof protobuf.Enum) {
      return `${this.reference(resolvedType)}.nameOf(r.uint32())`;
    }
    return `r.${field.type}()`;
  }

  readFunction(type, name) {
    const recursive = nestsInItself(type);
    let text = `function read${name}(r: Reader, end: number): ${name} {\n`;
    text += `  const m = {} as ${name};\n`;
    if (recursive) text += '  r.enter();\n';
    text += '  while (r.pos < end) {\n    const tag = r.uint32();\n';
    if (type.fieldsArray.length === 0) text += '    r.skip(tag);\n';
    else {
      text += '    switch (tag) {\n';
      for (const field of type.fieldsArray) text += this.readCase(field);
      text += '      default: r.skip(tag);\n    }\n';
    }
    text += '  }\n  r.close(end);\n';
    if (recursive) text += '  r.leave();\n';
    const required = type.fieldsArray.filter((field) => field.required);
    if (required.length > 0) {
      const missing = required.map((field) => `m.${field.name} === undefined`).join(' || ');
      text += `  if (${missing}) r.incomplete = true;\n`;
    }
    return `${text}  return m;\n}\n`;
  }

  readCase(field) {
    const target = `m.${field.name}`;
    const isEnum = field.resolvedType instanceof protobuf.Enum;
    const wire = field.resolvedType ? (isEnum ? 0 : 2) : (wireTypes[field.type] ?? 0);
    if (field.map) return this.readMapCase(field, target);
    const read = this.readValue(field);
    const known = (then) =>
      isEnum
        ? `{ const value = ${read}; if (value !== undefined) ${then('value')}; break; }`
        : `${then(read)}; break;`;
    // A oneof holds the field that came last.
    const others = field.partOf?.oneof.filter((name) => name !== field.name) ?? [];
    const drop = others.map((name) => `delete m.${name}; `).join('');
    if (!field.repeated)
      return `      case ${(field.id << 3) | wire}: ${drop}${known((v) => `${target} = ${v}`)}\n`;
    const push = (v) => `(${target} ??= []).push(${v})`;
    let text = `      case ${(field.id << 3) | wire}: ${known(push)}\n`;
    if (wire !== 2) {
      text += `      case ${(field.id << 3) | 2}: { const stop = r.span(); while (r.pos < stop) `;
      text += isEnum
        ? `{ const value = ${read}; if (value !== undefined) ${push('value')}; }`
        : `${push(read)};`;
      text += ' r.close(stop); break; }\n';
    }
    return text;
  }

  readMapCase(field, target) {
    const { resolvedType } = field;
    const isMessage = resolvedType instanceof protobuf.Type;
    const wire = isMessage ? 2 : (wireTypes[field.type] ?? 0);
    const absent = isMessage ? `${this.reference(resolvedType)}.read(r, r.pos)` : "''";
    let text = `      case ${(field.id << 3) | 2}: {\n        const stop = r.span(); let key = ''; let value: ${this.valueType(field)} | undefined;\n`;
    text += '        while (r.pos < stop) { const inner = r.uint32();\n';
    text += `          if (inner === 10) key = r.string(); else if (inner === ${16 | wire}) value = ${this.readValue(field)}; else r.skip(inner); }\n`;
    text += `        r.close(stop); value ??= ${absent};\n`;
    text += `        Object.defineProperty(${target} ??= {}, key, { value, enumerable: true, configurable: true, writable: true }); break;\n      }\n`;
    return text;
  }

  text(source) {
    const used = ['EnumType', 'Long', 'MessageType', 'Reader', 'Writer'].filter((name) =>
      new RegExp(`\\b${name}\\b`).test(this.body),
    );
    const codec = {
      EnumType: "import { EnumType } from '../codec/schema.ts';",
      Long: "import type { Long } from '../codec/long.ts';",
      MessageType: "import { MessageType } from '../codec/message.ts';",
      Reader: "import type { Reader } from '../codec/reader.ts';",
      Writer: "import type { Writer } from '../codec/writer.ts';",
    };
    let text = `/**\n * Messages of package ${this.packageName}.\n * Generated from ${source} by scripts/generate-protocol.mjs. Do not edit.\n */\n`;
    text += used.map((name) => `${codec[name]}\n`).join('');
    const ids = [...this.ids].sort(byText).join(', ');
    if (ids !== '') text += `import type { ${ids} } from '../ids.ts';\n`;
    for (const [module, names] of [...this.imports].sort(([a], [b]) => byText(a, b))) {
      text += `import { ${[...names].sort(byText).join(', ')} } from './${module}.ts';\n`;
    }
    return text + this.body;
  }
}

function tagStatement(id, wire) {
  const tag = (id << 3) | wire;
  return tag < 128 ? `w.byte(${tag});` : `w.varint32(${tag});`;
}

function comment(text, indent) {
  return text ? `${indent}/** ${text.replaceAll('\n', `\n${indent} * `)} */\n` : '';
}

mkdirSync(output, { recursive: true });
for (const name of ['google', ...protoFiles]) {
  const packageName =
    name === 'google' ? 'google.protobuf' : dirname(name).replaceAll('/', '.') + suffixOf(name);
  const namespace = all.lookup(packageName);
  const module = new Module(packageName);
  // Enums first: the tables of fields refer to them when the module is loaded.
  const isEnum = (type) => type instanceof protobuf.Enum;
  const types = typesIn(namespace);
  for (const type of [...types.filter(isEnum), ...types.filter((one) => !isEnum(one))]) {
    if (type.filename !== null && inOtherFile(type, name)) continue;
    if (isSpoken(type)) module.add(type);
  }
  if (module.body === '') continue;
  const source = name === 'google' ? 'google/protobuf/duration.proto' : join('proto', name);
  const file = name === 'google' ? 'google' : moduleOf(packageName);
  writeFileSync(join(output, `${file}.ts`), module.text(source));
}

/** Some files hold packages of their own inside the folder of another. */
function suffixOf(name) {
  if (name === 'altiplano/registry.proto') return '.registry';
  return /internal\/(log|state)\.proto$/.test(name) ? `.${name.match(/(\w+)\.proto$/)[1]}` : '';
}

function inOtherFile(type, name) {
  return name !== 'google' && relative(protoDirectory, type.filename ?? '') !== name;
}
