import type { LibraryId } from '../../../../shared/domain/ids.ts';
import { librarySwitches } from '../../../../shared/domain/letters/all-letters.ts';
import type { RowChange } from '../../../../shared/ipc/import-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { findPlace } from '../../desk/store/places.queries.ts';
import { changeOf } from './request-changes.ts';
import type { Writing } from './write-places.ts';

type Value = string | number | null;
type InWords = (value: Value, db: Writing['db']) => string;

const asText: InWords = (value) => String(value ?? '');
const asFlag: InWords = (value) => (value === 1 ? t('common.yes') : t('common.no'));
const lines = (value: Value): readonly string[] => JSON.parse(String(value ?? '[]')) as readonly string[];
const letters = [...librarySwitches.patron, ...librarySwitches.partner];

/** The fields of records that files change, as the forms of Settings call them. */
const fields: Readonly<Record<string, readonly [label: string, words: InWords]>> = {
  name: [t('common.name'), asText],
  address: [t('common.address'), (value) => lines(value).join(', ')],
  email: [t('settings.eMail'), asText],
  phone: [t('common.phone'), asText],
  libraryId: [
    t('settings.library'),
    (value, db) => (value === null ? '' : (findPlace(db, 'library', value as LibraryId)?.name ?? '')),
  ],
  barcodePrefix: [t('settings.temporaryBarcodesBeginWith'), asText],
  holdShelf: [t('settings.holdShelfItemsForPatronsOf'), asFlag],
  receives: [t('settings.itemsAreReceivedHere'), asFlag],
  renewsAutomatically: [t('settings.renewsAutomaticallyARenewalNeedsNo'), asFlag],
  cancelNeedsConsent: [t('settings.mustAgreeBeforeARequestThat'), asFlag],
  active: [t('storing.isOffered'), asFlag],
  lettersOff: [
    t('storing.lettersThatAreNotWritten'),
    (value) =>
      lines(value)
        .map((letter) => letters.find(({ name }) => name === letter)?.label ?? letter)
        .join(', '),
  ],
};

/** Tells what a row changes of a stored record, where somebody asks for that. */
export const tellRecordChanges = ({ changed, db }: Writing, stored: object, row: object): void => {
  if (!changed) return;
  const before = stored as Readonly<Record<string, Value>>;
  const changes = Object.entries(row as Readonly<Record<string, Value>>).map(([field, after]) => {
    const [label, words] = fields[field] ?? [field, asText];
    return changeOf(label, words(before[field] ?? null, db), words(after, db));
  });
  changed(changes.filter((change): change is RowChange => change !== null));
};
