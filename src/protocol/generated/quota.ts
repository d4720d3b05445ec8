/**
 * Messages of package mesos.v1.quota.
 * Generated from proto/mesos/v1/quota/quota.proto by scripts/generate-protocol.mjs. Do not edit.
 */
import { MessageType } from '../codec/message.ts';
import type { Reader } from '../codec/reader.ts';
import type { Writer } from '../codec/writer.ts';
import { listJson, mapJson, quoted } from '../codec/json-write.ts';
import { Resource, Value_Scalar } from './mesos.ts';

/** The older form: a guarantee alone. */
export interface QuotaInfo {
  role?: string;
  principal?: string;
  guarantee?: Resource[];
}
function writeQuotaInfo(w: Writer, m: QuotaInfo): void {
  if (m.guarantee !== undefined) {
    for (let i = m.guarantee.length - 1; i >= 0; i--) {
      const value = m.guarantee[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.principal !== undefined) { w.string(m.principal); w.byte(18); }
  if (m.role !== undefined) { w.string(m.role); w.byte(10); }
}
function readQuotaInfo(r: Reader, end: number): QuotaInfo {
  const m = {} as QuotaInfo;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.role = r.string(); break;
      case 18: m.principal = r.string(); break;
      case 26: (m.guarantee ??= []).push(Resource.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonQuotaInfo(m: QuotaInfo): string {
  let t = '{';
  if (m.role != null) t += `"role":${quoted(m.role)}`;
  if (m.principal != null) t += `${t === '{' ? '' : ','}"principal":${quoted(m.principal)}`;
  if (m.guarantee != null && m.guarantee.length > 0) t += `${t === '{' ? '' : ','}"guarantee":${listJson(m.guarantee, (one) => Resource.toJson(one))}`;
  return `${t}}`;
}
export const QuotaInfo: MessageType<QuotaInfo> = new MessageType<QuotaInfo>({
  typeName: 'mesos.v1.quota.QuotaInfo',
  fields: [
    { name: 'role', number: 1, label: 'optional', type: 'string' },
    { name: 'principal', number: 2, label: 'optional', type: 'string' },
    { name: 'guarantee', number: 3, label: 'repeated', type: () => Resource },
  ],
  write: writeQuotaInfo,
  read: readQuotaInfo,
  json: jsonQuotaInfo,
});

/** Sets the older form. */
export interface QuotaRequest {
  /** Even if the cluster has less than is guaranteed. */
  force?: boolean;
  role?: string;
  guarantee?: Resource[];
}
function writeQuotaRequest(w: Writer, m: QuotaRequest): void {
  if (m.guarantee !== undefined) {
    for (let i = m.guarantee.length - 1; i >= 0; i--) {
      const value = m.guarantee[i]!;
      const size = w.size(); Resource.write(w, value); w.varint32(w.size() - size); w.byte(26);
    }
  }
  if (m.role !== undefined) { w.string(m.role); w.byte(18); }
  if (m.force !== undefined) { w.bool(m.force); w.byte(8); }
}
function readQuotaRequest(r: Reader, end: number): QuotaRequest {
  const m = {} as QuotaRequest;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 8: m.force = r.bool(); break;
      case 18: m.role = r.string(); break;
      case 26: (m.guarantee ??= []).push(Resource.read(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonQuotaRequest(m: QuotaRequest): string {
  let t = '{';
  if (m.force != null) t += `"force":${String(m.force)}`;
  if (m.role != null) t += `${t === '{' ? '' : ','}"role":${quoted(m.role)}`;
  if (m.guarantee != null && m.guarantee.length > 0) t += `${t === '{' ? '' : ','}"guarantee":${listJson(m.guarantee, (one) => Resource.toJson(one))}`;
  return `${t}}`;
}
export const QuotaRequest: MessageType<QuotaRequest> = new MessageType<QuotaRequest>({
  typeName: 'mesos.v1.quota.QuotaRequest',
  fields: [
    { name: 'force', number: 1, label: 'optional', type: 'bool' },
    { name: 'role', number: 2, label: 'optional', type: 'string' },
    { name: 'guarantee', number: 3, label: 'repeated', type: () => Resource },
  ],
  write: writeQuotaRequest,
  read: readQuotaRequest,
  json: jsonQuotaRequest,
});

/** By resource name; a name that is missing has no guarantee, or no limit. */
export interface QuotaConfig {
  role: string;
  guarantees?: Record<string, Value_Scalar>;
  limits?: Record<string, Value_Scalar>;
}
function writeQuotaConfig(w: Writer, m: QuotaConfig): void {
  if (m.limits !== undefined) {
    for (const [key, value] of Object.entries(m.limits).reverse()) {
      const entry = w.size();
      { const size = w.size(); Value_Scalar.write(w, value); w.varint32(w.size() - size); w.byte(18); }
      w.string(key); w.byte(10); w.varint32(w.size() - entry); w.byte(26);
    }
  }
  if (m.guarantees !== undefined) {
    for (const [key, value] of Object.entries(m.guarantees).reverse()) {
      const entry = w.size();
      { const size = w.size(); Value_Scalar.write(w, value); w.varint32(w.size() - size); w.byte(18); }
      w.string(key); w.byte(10); w.varint32(w.size() - entry); w.byte(18);
    }
  }
  if (m.role !== undefined) { w.string(m.role); w.byte(10); }
  else w.incomplete = true;
}
function readQuotaConfig(r: Reader, end: number): QuotaConfig {
  const m = {} as QuotaConfig;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: m.role = r.string(); break;
      case 18: {
        const stop = r.span(); let key = ''; let value: Value_Scalar | undefined;
        while (r.pos < stop) { const inner = r.uint32();
          if (inner === 10) key = r.string(); else if (inner === 18) value = Value_Scalar.read(r, r.span()); else r.skip(inner); }
        r.close(stop); value ??= Value_Scalar.read(r, r.pos);
        Object.defineProperty(m.guarantees ??= {}, key, { value, enumerable: true, configurable: true, writable: true }); break;
      }
      case 26: {
        const stop = r.span(); let key = ''; let value: Value_Scalar | undefined;
        while (r.pos < stop) { const inner = r.uint32();
          if (inner === 10) key = r.string(); else if (inner === 18) value = Value_Scalar.read(r, r.span()); else r.skip(inner); }
        r.close(stop); value ??= Value_Scalar.read(r, r.pos);
        Object.defineProperty(m.limits ??= {}, key, { value, enumerable: true, configurable: true, writable: true }); break;
      }
      default: r.skip(tag);
    }
  }
  r.close(end);
  if (m.role === undefined) r.incomplete = true;
  return m;
}
function jsonQuotaConfig(m: QuotaConfig): string {
  let t = '{';
  if (m.role != null) t += `"role":${quoted(m.role)}`;
  if (m.guarantees != null && Object.keys(m.guarantees).length > 0) t += `${t === '{' ? '' : ','}"guarantees":${mapJson(m.guarantees, (one) => Value_Scalar.toJson(one))}`;
  if (m.limits != null && Object.keys(m.limits).length > 0) t += `${t === '{' ? '' : ','}"limits":${mapJson(m.limits, (one) => Value_Scalar.toJson(one))}`;
  return `${t}}`;
}
export const QuotaConfig: MessageType<QuotaConfig> = new MessageType<QuotaConfig>({
  typeName: 'mesos.v1.quota.QuotaConfig',
  fields: [
    { name: 'role', number: 1, label: 'required', type: 'string' },
    { name: 'guarantees', number: 2, label: 'map', type: () => Value_Scalar },
    { name: 'limits', number: 3, label: 'map', type: () => Value_Scalar },
  ],
  write: writeQuotaConfig,
  read: readQuotaConfig,
  json: jsonQuotaConfig,
});

/** All quotas, in both forms. */
export interface QuotaStatus {
  infos?: QuotaInfo[];
  configs?: QuotaConfig[];
}
function writeQuotaStatus(w: Writer, m: QuotaStatus): void {
  if (m.configs !== undefined) {
    for (let i = m.configs.length - 1; i >= 0; i--) {
      const value = m.configs[i]!;
      const size = w.size(); writeQuotaConfig(w, value); w.varint32(w.size() - size); w.byte(18);
    }
  }
  if (m.infos !== undefined) {
    for (let i = m.infos.length - 1; i >= 0; i--) {
      const value = m.infos[i]!;
      const size = w.size(); writeQuotaInfo(w, value); w.varint32(w.size() - size); w.byte(10);
    }
  }
}
function readQuotaStatus(r: Reader, end: number): QuotaStatus {
  const m = {} as QuotaStatus;
  while (r.pos < end) {
    const tag = r.uint32();
    switch (tag) {
      case 10: (m.infos ??= []).push(readQuotaInfo(r, r.span())); break;
      case 18: (m.configs ??= []).push(readQuotaConfig(r, r.span())); break;
      default: r.skip(tag);
    }
  }
  r.close(end);
  return m;
}
function jsonQuotaStatus(m: QuotaStatus): string {
  let t = '{';
  if (m.infos != null && m.infos.length > 0) t += `"infos":${listJson(m.infos, jsonQuotaInfo)}`;
  if (m.configs != null && m.configs.length > 0) t += `${t === '{' ? '' : ','}"configs":${listJson(m.configs, jsonQuotaConfig)}`;
  return `${t}}`;
}
export const QuotaStatus: MessageType<QuotaStatus> = new MessageType<QuotaStatus>({
  typeName: 'mesos.v1.quota.QuotaStatus',
  fields: [
    { name: 'infos', number: 1, label: 'repeated', type: () => QuotaInfo },
    { name: 'configs', number: 2, label: 'repeated', type: () => QuotaConfig },
  ],
  write: writeQuotaStatus,
  read: readQuotaStatus,
  json: jsonQuotaStatus,
});
