import { hash } from 'node:crypto';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { findFileSaid, putFileSaid } from '../../desk/store/file-said.queries.ts';
import type { RequestRow } from '../../desk/store/requests.queries.ts';
import { findRequestRowByExternalId } from '../../desk/store/requests.queries.ts';
import type { CheckedRequest } from '../checking/check-request.ts';
import type { FileRow } from './resolve-request.ts';
import type { Writing } from './write-places.ts';

/** A field of a request that a file can say, as it is stored. */
export type SaidField = keyof FileRow;
type Value = string | number | null;

/** What a file says of a request: its fields as they are stored, and digests of what is no single field. */
export type Said = {
  readonly fields: Partial<Readonly<Record<SaidField, Value>>>;
  readonly parts: Partial<Readonly<Record<SaidPart, string>>>;
};

const saidParts = ['rota', 'notes', 'condition', 'items', 'life'] as const;
export type SaidPart = (typeof saidParts)[number];

/** Digests of short texts: rotas, and lists that are empty, come again and again. */
const short = { longest: 64, kept: 4_096, digests: new Map<string, string>() } as const;

export const digestOf = (value: unknown): string => {
  const text = JSON.stringify(value) ?? '';
  if (text.length > short.longest) return digestOfText(text);
  let digest = short.digests.get(text);
  if (digest === undefined) {
    if (short.digests.size >= short.kept) short.digests.clear();
    short.digests.set(text, (digest = digestOfText(text)));
  }
  return digest;
};

const digestOfText = (text: string): string => hash('sha256', text, 'base64').slice(0, 22);

/** The number of what a code stands for; what is not there yet is nothing that was said before. */
const idOf = (id: number | undefined, code: string): Value => id ?? `new ${code}`;

const withoutUndefined = <Key extends string>(
  fields: Partial<Record<Key, Value | undefined>>,
): Partial<Record<Key, Value>> => {
  const said: Partial<Record<Key, Value>> = {};
  for (const key in fields) {
    const value = fields[key];
    if (value !== undefined) said[key] = value;
  }
  return said;
};

const partsOf = (request: CheckedRequest): Said['parts'] => {
  const digests: Partial<Record<SaidPart, string>> = {};
  for (const part of saidParts) {
    const value = request[part];
    if (value !== undefined && value !== null) digests[part] = digestOf(value);
  }
  return digests;
};

/** What a request of a file says. */
export const saidOf = ({ references, db }: Writing, request: CheckedRequest): Said => {
  const { patron, pickup, activePartner, againOf, citation, ...plain } = request;
  const fields: Partial<Record<SaidField, Value | undefined>> = {
    title: plain.title,
    author: plain.author,
    format: plain.format || undefined,
    patronId: patron && idOf(references.patronId(patron), patron),
    pickupDeskId: pickup && idOf(references.idOf('desk', pickup), pickup),
    activePartnerId: activePartner && idOf(references.idOf('partner', activePartner), activePartner),
    status: plain.status || undefined,
    dueOn: plain.dueOn,
    volumesExpected: plain.volumes,
    circulationNote: plain.circulationNote,
    cost: plain.cost,
    createdAt: plain.createdAt,
    againOf: againOf && idOf(findRequestRowByExternalId(db, againOf)?.id, againOf),
    ...citation,
  };
  return { fields: withoutUndefined(fields), parts: partsOf(request) };
};

/** What a source said of a request the last time. */
export type Before = { readonly digest: string; readonly said: Said };

export const findBefore = ({ db, source }: Writing, requestId: RequestId): Before | null => {
  const found = findFileSaid(db, requestId, source);
  return found ? { digest: found.digest, said: JSON.parse(found.said) as Said } : null;
};

/** Keeps what a file says of a request, for the next one of its source. */
export const keepSaid = (
  writing: Writing,
  requestId: RequestId,
  request: CheckedRequest,
  digest: string,
): void => {
  const said = JSON.stringify(saidOf(writing, request));
  putFileSaid(writing.db, requestId, writing.source, { digest, said }, writing.at);
};

/**
 * The request without what its source said the last time already: of that it says nothing new, whatever was made of it here or by
 * another source.
 */
export const onlyNews = (
  writing: Writing,
  request: CheckedRequest,
  stored: RequestRow,
  { said: before }: Before,
): CheckedRequest => {
  const now = saidOf(writing, request);
  const isNews = (field: SaidField): boolean => now.fields[field] !== before.fields[field];
  const isNewPart = (part: SaidPart): boolean => now.parts[part] !== before.parts[part];
  const { citation } = request;
  return {
    ...request,
    title: isNews('title') ? request.title : stored.title,
    author: isNews('author') ? request.author : undefined,
    format: isNews('format') ? request.format : undefined,
    patron: isNews('patronId') ? request.patron : undefined,
    pickup: isNews('pickupDeskId') ? request.pickup : undefined,
    activePartner: isNews('activePartnerId') ? request.activePartner : undefined,
    status: isNews('status') ? request.status : undefined,
    dueOn: isNews('dueOn') ? request.dueOn : undefined,
    volumes: isNews('volumesExpected') ? request.volumes : undefined,
    circulationNote: isNews('circulationNote') ? request.circulationNote : undefined,
    cost: isNews('cost') ? request.cost : undefined,
    createdAt: isNews('createdAt') ? request.createdAt : undefined,
    againOf: isNews('againOf') ? request.againOf : undefined,
    rota: isNewPart('rota') ? request.rota : undefined,
    notes: isNewPart('notes') ? request.notes : undefined,
    condition: isNewPart('condition') ? request.condition : undefined,
    items: isNewPart('items') ? request.items : undefined,
    life: isNewPart('life') ? request.life : null,
    citation:
      citation &&
      Object.fromEntries(Object.entries(citation).filter(([name]) => isNews(name as keyof typeof citation))),
  };
};
