import {
  citationFields,
  citationWords,
  formatNames,
  isCitationField,
} from '../../../../../shared/domain/citation.ts';
import { formatDate, isCalendarDate } from '../../../../../shared/domain/dates.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { systemNames, systems } from '../../../../../shared/domain/intake/systems.ts';
import { allRequestFields } from '../../../../../shared/domain/request-fields.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { findPlace } from '../../store/places.queries.ts';
import { findRequestRow } from '../../store/requests.queries.ts';

/** Fields that refer to records by id. */
const placeKinds = { patronId: 'patron', pickupDeskId: 'desk', partnerId: 'partner' } as const;

/** Returns a value of a request field as staff read it; null for null and empty values. */
export const valueInWords = (
  db: ReadableDB,
  field: string,
  value: string | number | null | undefined,
): string | null => {
  if (value === undefined || value === null || value === '') return null;
  const kind = Object.hasOwn(placeKinds, field) ? placeKinds[field as keyof typeof placeKinds] : undefined;
  if (kind !== undefined) return findPlace(db, kind, Number(value))?.name ?? '';
  if (field === 'againOf') return findRequestRow(db, Number(value) as RequestId)?.externalId ?? '';
  const text = String(value);
  if (field === 'status') return statusLabel(text);
  if (field === 'format') return formatNames[text] ?? text;
  if (isCitationField(field)) return citationWords(field, text);
  return isCalendarDate(text) ? formatDate(text) : text;
};

const names: Readonly<Record<string, string>> = {
  patronId: 'patron',
  pickupDeskId: 'pickup',
  partnerId: 'activePartner',
  volumesExpected: 'volumes',
};

/** Returns the name of a field in a row of a file. */
export const pathOf = (field: string): string =>
  citationFields.some(({ name }) => name === field) ? `citation.${field}` : (names[field] ?? field);

const factsOf = (field: string) =>
  allRequestFields.find(([, { csv }]) => csv?.name === (names[field] ?? field))?.[1];

/** Whether files contain this field of a stored request. */
export const isFieldOfFiles = (field: string): boolean => factsOf(field) !== undefined;

/** Returns the label of a request field. */
export const labelOf = (field: string): string => factsOf(field)?.label ?? field;

/** Returns the name of the system that a file came from; null for an unknown system. */
export const systemLabel = (source: string): string | null => {
  const system = systemNames.find((name) => name === source);
  return system === undefined || system === 'other' ? null : systems[system].label;
};
