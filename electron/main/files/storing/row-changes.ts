import { formatDate } from '../../../../shared/domain/dates.ts';
import type { DeskId, RequestId, LibraryId } from '../../../../shared/domain/ids.ts';
import { placesWords } from '../../../../shared/domain/item-places.ts';
import { marksNotInStatus } from '../../../../shared/domain/life/marks.ts';
import { type RowChange, maxRowChanges, maxRowText } from '../../../../shared/ipc/import-views.ts';
import { readPartnerProfile } from '../../../../shared/ipc/partner-profile.ts';
import { t } from '../../../../shared/words/words.ts';
import type { ReadableDB } from '../../db/types.ts';
import { isFieldOfFiles, labelOf, valueInWords } from '../../desk/steps/parts/conflict-words.ts';
import { openSinceOf } from '../../desk/queries/details/summary.ts';
import { listConditions } from '../../desk/store/conditions.queries.ts';
import { type StoredItem, listItems, volumeOf } from '../../desk/store/items.queries.ts';
import { listNotes } from '../../desk/store/notes.queries.ts';
import { findPlace } from '../../desk/store/places.queries.ts';
import { type RequestRow, findRequestRow, lifeOf } from '../../desk/store/requests.queries.ts';
import { listTurns, turnOf } from '../../desk/store/turns.queries.ts';
import type { Writing } from './writing.ts';
import { librarySwitches } from '../../../../shared/domain/letters/all-letters.ts';

// The changes that a row of a file makes, for the operator who decides whether to import it.

const cut = (text: string): string => (text.length > maxRowText ? `${text.slice(0, maxRowText)}…` : text);

/**
 * Returns the change of a field, with long values shortened.
 * @returns null if both are the same; empty and null are equal.
 */
const changeOf = (label: string, before: string | null, after: string | null): RowChange | null =>
  (before ?? '') === (after ?? '')
    ? null
    : { label, before: before ? cut(before) : null, after: after ? cut(after) : null };

const changes = (found: readonly (RowChange | null)[]): RowChange[] =>
  found.filter((change) => change !== null).slice(0, maxRowChanges);

/** The texts that are not among the others. */
const without = (texts: readonly string[], others: readonly string[]): string =>
  texts.filter((text) => !others.includes(text)).join(' · ');

const joined = (...words: readonly (string | null)[]): string =>
  words.filter((word) => word !== null && word !== '').join(', ');

const itemWords = (db: ReadableDB, item: StoredItem): string => {
  const nameOf = (deskId: DeskId | null): string => (deskId && findPlace(db, 'desk', deskId)?.name) ?? '';
  const place = {
    status: item.status,
    deskName: nameOf(item.deskId),
    destinationName: nameOf(item.destinationDeskId),
    count: 1,
  };
  return joined(item.barcode, item.label, placesWords([place]), item.loanDueOn && formatDate(item.loanDueOn));
};

/** The parts of a request outside its row, as texts. */
type Parts = Readonly<Record<'rota' | 'notes' | 'condition' | 'items' | 'marks', readonly string[]>>;
type Picture = { readonly row: RequestRow; readonly parts: Parts };

const pictureOf = ({ db, clock }: Writing, id: RequestId): Picture | null => {
  const row = findRequestRow(db, id);
  if (!row) return null;
  const items = listItems(db, id);
  const turns = listTurns(db, id);
  const life = lifeOf(row, turns.map(turnOf), items.map(volumeOf));
  const partner = row.partnerId && findPlace(db, 'partner', row.partnerId);
  const open = {
    life,
    openSince: openSinceOf(row, items),
    status: row.status,
    partnerName: partner?.name ?? '',
  };
  const condition = listConditions(db, id).at(-1);
  return {
    row,
    parts: {
      rota: turns.map(({ partnerName }) => partnerName),
      // Notes with an operator's name were written here, or belong to conflicts of this file.
      notes: listNotes(db, id).flatMap(({ operatorName, body }) => (operatorName === '' ? [body] : [])),
      condition: condition
        ? [joined(condition.reason, condition.note, condition.replyBy && formatDate(condition.replyBy))]
        : [],
      items: items.map((item) => itemWords(db, item)),
      marks: marksNotInStatus(open, { timeZone: clock.timeZone() }).map(({ words }) => words),
    },
  };
};

const differences = (db: ReadableDB, before: Picture, after: Picture): RowChange[] => {
  const fields = Object.keys(after.row).filter(isFieldOfFiles) as (keyof RequestRow)[];
  const part = (label: string, name: keyof Parts): RowChange | null =>
    changeOf(
      label,
      without(before.parts[name], after.parts[name]),
      without(after.parts[name], before.parts[name]),
    );
  return changes([
    ...fields.map((field) =>
      before.row[field] === after.row[field]
        ? null
        : changeOf(
            labelOf(field),
            valueInWords(db, field, before.row[field]),
            valueInWords(db, field, after.row[field]),
          ),
    ),
    changeOf(labelOf('rota'), before.parts.rota.join(', '), after.parts.rota.join(', ')),
    part(t('Items'), 'items'),
    part(t('Open issues'), 'marks'),
    part(t('Condition'), 'condition'),
    part(t('Notes'), 'notes'),
  ]);
};

/** Runs a change of a stored request, and reports the changed fields if requested. */
export const reportingChanges = <T>(writing: Writing, id: RequestId, work: () => T): T => {
  const { db, changed } = writing;
  const before = changed && pictureOf(writing, id);
  const result = work();
  const after = changed && pictureOf(writing, id);
  if (before && after) changed(differences(db, before, after));
  return result;
};

type Value = string | number | null;
type InWords = (value: Value, db: Writing['db']) => string;

const asText: InWords = (value) => String(value ?? '');
const asFlag: InWords = (value) => (value === 1 ? t('Yes') : t('No'));
const lines = (value: Value): readonly string[] => JSON.parse(String(value ?? '[]')) as readonly string[];
const letters = [...librarySwitches.patron, ...librarySwitches.partner];

/** The labels of record fields that files change, as in Settings. */
const fields: Readonly<Record<string, readonly [label: string, words: InWords]>> = {
  name: [t('Name'), asText],
  address: [t('Address'), (value) => lines(value).join(', ')],
  email: [t('E-mail'), asText],
  phone: [t('Phone'), asText],
  libraryId: [
    t('Library'),
    (value, db) => (value === null ? '' : (findPlace(db, 'library', value as LibraryId)?.name ?? '')),
  ],
  barcodePrefix: [t('Temporary barcodes begin with'), asText],
  holdShelf: [t('Hold shelf: items for this desk’s patrons wait here'), asFlag],
  receives: [t('Items are received here'), asFlag],
  renewsAutomatically: [t('Renews automatically: renewals need no answer'), asFlag],
  cancelNeedsConsent: [t('Must agree before a sent request is cancelled'), asFlag],
  active: [t('In use'), asFlag],
  profile: [t('How to contact this partner'), (value, db) => reachInWords(value, db)],
  lettersOff: [
    t('Letters not sent'),
    (value) =>
      lines(value)
        .map((letter) => letters.find(({ name }) => name === letter)?.label ?? letter)
        .join(', '),
  ],
};

/** How a partner is reached, in words. */
const reachInWords: InWords = (value) => {
  const profile = readPartnerProfile(String(value));
  switch (profile.by) {
    case 'mail':
      return t('by e-mail');
    case 'hand':
      return t('by hand');
    case 'iso18626':
      return profile.address === null
        ? t('ISO 18626, by the folder for messages')
        : `ISO 18626, ${profile.address}`;
  }
};

/** Reports the changes that a row makes to a stored record, if requested. */
export const reportRecordChanges = ({ changed, db }: Writing, stored: object, row: object): void => {
  if (!changed) return;
  const before = stored as Readonly<Record<string, Value>>;
  const changes = Object.entries(row as Readonly<Record<string, Value>>).map(([field, after]) => {
    const [label, words] = fields[field] ?? [field, asText];
    return changeOf(label, words(before[field] ?? null, db), words(after, db));
  });
  changed(changes.filter((change): change is RowChange => change !== null));
};
