import { hash } from 'node:crypto';
import type { Citation } from '../../../../shared/domain/citation.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { findFileSaid, putFileSaid } from '../../desk/store/file-said.queries.ts';
import { type RequestRow, findRequestRowByExternalId } from '../../desk/store/requests.queries.ts';
import type { CheckedRequest } from '../checking/check-request.ts';
import type { Writing } from './writing.ts';

/** The fields of a file that the database stores in one column of a request. */
const columns = {
  title: 'title',
  author: 'author',
  format: 'format',
  patron: 'patronId',
  pickup: 'pickupDeskId',
  activePartner: 'partnerId',
  status: 'status',
  dueOn: 'dueOn',
  volumes: 'volumesExpected',
  circulationNote: 'circulationNote',
  cost: 'cost',
  createdAt: 'createdAt',
  againOf: 'againOf',
} as const satisfies Partial<Readonly<Record<keyof CheckedRequest, keyof RequestRow>>>;
type PlainField = keyof typeof columns;

/** The fields of a request that a file can set, as stored. */
export type FileRow = Pick<RequestRow, (typeof columns)[PlainField]> & Citation;
export type FileField = keyof FileRow;
type Value = string | number | null;

const parts = ['rota', 'turns', 'notes', 'condition', 'items', 'life'] as const;
type Part = (typeof parts)[number];

const ofLife: readonly Part[] = ['turns', 'items', 'life'];

/** A source's values for a request: fields as stored, and digests of lists. */
export type SourceValues = {
  readonly fields: Partial<Readonly<Record<FileField, Value>>>;
  readonly parts: Partial<Readonly<Record<Part, string>>>;
};

/** A cache of digests of short texts, such as rotas and empty lists, which recur. */
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

/** Resolves the codes in fields to ids. */
const numbers: Partial<Readonly<Record<PlainField, (writing: Writing, code: string) => number | undefined>>> =
  {
    patron: ({ references }, code) => references.patronId(code),
    pickup: ({ references }, code) => references.idOf('desk', code),
    activePartner: ({ references }, code) => references.idOf('partner', code),
    againOf: ({ db }, code) => findRequestRowByExternalId(db, code)?.id,
  };

/** The value of a field as stored; undefined: absent. A code without a record gets a marked value that no earlier file had. */
const valueOf = (writing: Writing, request: CheckedRequest, field: PlainField): Value | undefined => {
  const value = request[field];
  const numberOf = numbers[field];
  if (numberOf) return value && (numberOf(writing, String(value)) ?? `new ${value}`);
  return (field === 'format' || field === 'status') && value === '' ? undefined : value;
};

/** Returns the values of a request in a file. */
export const valuesInFile = (writing: Writing, request: CheckedRequest): SourceValues => {
  const fields: Partial<Record<FileField, Value>> = {};
  for (const field in columns) {
    const value = valueOf(writing, request, field as PlainField);
    if (value !== undefined) fields[columns[field as PlainField]] = value;
  }
  for (const [name, value] of Object.entries(request.citation ?? {}))
    if (value !== undefined) fields[name as FileField] = value;
  const digests: Partial<Record<Part, string>> = {};
  for (const part of parts) {
    const value = request[part];
    if (value !== undefined && value !== null) digests[part] = digestOf(value);
  }
  return { fields, parts: digests };
};

/** A source's last values for a request. */
export type EarlierValues = { readonly digest: string; readonly values: SourceValues };

export const findEarlier = ({ db, source }: Writing, requestId: RequestId): EarlierValues | null => {
  const found = findFileSaid(db, requestId, source);
  return found ? { digest: found.digest, values: JSON.parse(found.said) as SourceValues } : null;
};

/** Stores the values in a file, to compare the source's next file with. */
export const storeSourceValues = (
  writing: Writing,
  requestId: RequestId,
  request: CheckedRequest,
  digest: string,
): void => {
  const said = JSON.stringify(valuesInFile(writing, request));
  putFileSaid(writing.db, requestId, writing.source, { digest, said }, writing.at);
};

/**
 * Returns the request without the values that its source had last time: these are no news, whatever changed here or came from
 * another source since.
 */
export const onlyChanges = (
  writing: Writing,
  request: CheckedRequest,
  stored: RequestRow,
  { values: before }: EarlierValues,
): CheckedRequest => {
  const now = valuesInFile(writing, request);
  const changes: Record<string, unknown> = { ...request };
  for (const field in columns) {
    const column = columns[field as PlainField];
    if (now.fields[column] === before.fields[column]) changes[field] = undefined;
  }
  const isSame = (part: Part): boolean => now.parts[part] === before.parts[part];
  for (const part of parts) if (isSame(part)) changes[part] = undefined;
  // If the volumes have changed, the turns are still needed to interpret them.
  if (request.turns && !ofLife.every(isSame)) changes['turns'] = request.turns;
  return {
    ...(changes as CheckedRequest),
    title: (changes['title'] as string | undefined) ?? stored.title,
    life: (changes['life'] as CheckedRequest['life'] | undefined) ?? null,
    citation:
      request.citation &&
      Object.fromEntries(
        Object.entries(request.citation).filter(
          ([name]) => now.fields[name as FileField] !== before.fields[name as FileField],
        ),
      ),
  };
};
