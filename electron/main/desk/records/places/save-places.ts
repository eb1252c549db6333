import { affectedLibraries } from '../../../../../shared/domain/administration.ts';
import { deskOfSameName } from '../../../../../shared/domain/desk-names.ts';
import type { Instant, LibraryId, OpId } from '../../../../../shared/domain/ids.ts';
import { offByDefault } from '../../../../../shared/domain/letters/all-letters.ts';
import { byMail, type PartnerProfile } from '../../../../../shared/domain/partner-profile.ts';
import { firstDesk } from '../../../../../shared/domain/set-up.ts';
import type { PlaceKind } from '../../../../../shared/ipc/calls/places.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import { readPartnerProfile } from '../../../../../shared/ipc/partner-profile.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { WritableDB } from '../../../db/types.ts';
import type { DeskContext, Session } from '../../context.ts';
import {
  type DeskRow,
  findPlace,
  insertPlace,
  type LibraryRow,
  type PlaceRows,
  updatePlace,
} from '../../store/places.queries.ts';
import { authorizeAdministration } from '../operators/authorize-administration.ts';
import { freeCode, putLanguageOfLetters } from '../session/first-start.ts';
import { checkHomes, gone, hereRefusal, type Home, homesOf, wantedHome } from './home.ts';
import { placeWork } from './place-desk-work.ts';
import { cleanText, readAddress, readEmail, readName, readRecordCode } from './place-values.ts';
import { findCodeHolder, listDeskRecords } from './places.queries.ts';

/** The context for saving a record inside its transaction. */
export type Saving = {
  readonly db: WritableDB;
  readonly context: DeskContext;
  readonly session: Session;
  readonly opId: OpId;
  readonly at: Instant;
};
export type Stored = { readonly id: number };
type StoredDesk = Stored & { readonly moved: string };

type Wanted<Kind extends PlaceKind> = {
  readonly kind: Kind;
  /** Null: a new one. */
  readonly id: PlaceRows[Kind]['id'] | null;
  /** The unique value: a code, or the barcode of a card. */
  readonly code: string;
  /** The library that it will belong to, if its kind belongs to one. */
  readonly home?: Home;
  readonly row: Omit<PlaceRows[Kind], 'id'>;
  /** Another reason to refuse; checked after authorisation. */
  readonly refusal?: () => Result<never> | null;
};

const codeMissing = t('Enter a code, preferably letters and digits. Files and other programs use it.');

const taken = (kind: PlaceKind, field: string, code: string, holder: string | null): Result<never> =>
  refuse(
    'record-taken',
    holder === null
      ? t('This card belongs to a patron of another library. Check the card number.')
      : kind === 'patron'
        ? t('This card belongs to {holder}. Choose that patron, or correct the card number.', { holder })
        : t('The code “{code}” is already used by {holder}. Choose another one.', { code, holder }),
    { field },
  );

const store = <Kind extends PlaceKind>(
  { db, session }: Saving,
  { kind, id, code, home, row, refusal }: Wanted<Kind>,
): Result<Stored> => {
  const now = id === null ? null : homesOf(db, kind, id);
  if (now && !now.ok) return now;
  const checked = checkHomes(session, kind, affectedLibraries(now && now.value, home));
  if (!checked.ok) return checked;
  const refused = refusal?.();
  if (refused) return refused;
  const holder = findCodeHolder(db, kind, code, id, session.libraries());
  if (holder !== undefined) return taken(kind, kind === 'patron' ? 'barcode' : 'code', code, holder);
  if (id === null) return ok({ id: insertPlace(db, kind, row) });
  if (!findPlace(db, kind, id)) return gone(kind);
  updatePlace(db, kind, id, row);
  return ok({ id });
};

/** The stored code, name and contact details of a library or partner. */
const contactRow = (
  whose: string,
  values: Omit<Input<'places.saveLibrary'>['values'], 'barcodePrefix'>,
  at: Instant,
): Result<Omit<LibraryRow, 'id' | 'barcodePrefix' | 'lettersOff'>> => {
  const code = readRecordCode(values.code, 'code', codeMissing);
  const name = readName(whose, values.name);
  const email = readEmail(values.email);
  if (!code.ok) return code;
  if (!name.ok) return name;
  if (!email.ok) return email;
  return ok({
    code: code.value,
    name: name.value,
    address: readAddress(values.address),
    email: email.value,
    phone: cleanText(values.phone),
    editedAt: at,
  });
};

/** Inserts or updates a library. Refused, like all functions here: `record-unfit`, `record-taken`, `record-unknown`, `role-missing`. */
export const saveLibrary = (saving: Saving, { id, values }: Input<'places.saveLibrary'>): Result<Stored> => {
  const read = contactRow(t('A library'), values, saving.at);
  if (!read.ok) return read;
  const isOwn = cleanText(values.barcodePrefix) !== '';
  const prefix = isOwn ? readRecordCode(values.barcodePrefix, 'barcodePrefix', codeMissing) : ok('');
  if (!prefix.ok) return prefix;
  const before = id === null ? undefined : findPlace(saving.db, 'library', id);
  const lettersOff = before?.lettersOff ?? JSON.stringify(offByDefault);
  const row = { ...read.value, barcodePrefix: prefix.value, lettersOff };
  const saved = store(saving, { kind: 'library', id, code: row.code, row });
  if (saved.ok && id === null) putLanguageOfLetters(saving.db, saved.value.id as LibraryId);
  return saved;
};

/** Sets the letters that a library has switched off. It still follows its file, because files contain no such setting. */
export const saveLetters = (
  { db, session }: Saving,
  { libraryId, lettersOff }: Input<'places.saveLetters'>,
): Result<Stored> => {
  const library = findPlace(db, 'library', libraryId);
  if (!library) return gone('library');
  const checked = authorizeAdministration(session, t('Changing which letters to send'), library);
  if (!checked.ok) return checked;
  updatePlace(db, 'library', libraryId, { lettersOff: JSON.stringify([...new Set(lettersOff)]) });
  return ok({ id: libraryId });
};

/** Refuses a desk in use that gets the name of another one of its library: staff could not tell them apart. */
const sameNameRefusal = (
  db: WritableDB,
  row: Pick<DeskRow, 'name' | 'libraryId' | 'active'>,
  before: DeskRow | undefined,
): Result<never> | null => {
  const stays = before?.active === 1 && before.name === row.name && before.libraryId === row.libraryId;
  if (row.active === 0 || stays) return null;
  const same = deskOfSameName(listDeskRecords(db), { ...row, id: before?.id ?? null });
  if (same === undefined) return null;
  return refuse(
    'record-taken',
    t('This library already has a desk “{name}”. Choose another name.', { name: same.name }),
    { field: 'name' },
  );
};

/** Inserts or updates a desk. If the change affects items or requests, they go where `work` says (place-desk-work.ts). */
export const saveDesk = (
  saving: Saving,
  { id, values: wanted, work }: Input<'places.saveDesk'>,
): Result<StoredDesk> => {
  const given = wanted.code ?? freeCode(saving.db, 'desk', firstDesk.code);
  const code = readRecordCode(given, 'code', codeMissing);
  const name = readName(t('A desk'), wanted.name);
  const home = wantedHome(saving.db, wanted.libraryId);
  if (!code.ok) return code;
  if (!name.ok) return name;
  if (!home.ok) return home;
  const before = id === null ? undefined : findPlace(saving.db, 'desk', id);
  const closes = before?.active === 1 && !wanted.active;
  const row = {
    code: code.value,
    name: name.value,
    libraryId: wanted.libraryId,
    holdShelf: Number(wanted.holdShelf),
    receives: Number(wanted.receives),
    active: Number(wanted.active),
    editedAt: saving.at,
  };
  const saved = store(saving, {
    kind: 'desk',
    id,
    code: row.code,
    home: home.value,
    row,
    refusal: () =>
      closes ? hereRefusal(saving.session, before.id) : sameNameRefusal(saving.db, row, before),
  });
  if (!saved.ok || !before) return saved.ok ? ok({ ...saved.value, moved: '' }) : saved;
  const placed = placeWork(saving, before, work);
  return placed.ok ? ok({ ...saved.value, moved: placed.value }) : placed;
};

/** A profile of a newer version stays as it is, unless staff choose another way than what this version makes of it. */
const profileAfter = (before: string, profile: PartnerProfile | undefined): string =>
  profile === undefined || JSON.stringify(readPartnerProfile(before)) === JSON.stringify(profile)
    ? before
    : JSON.stringify(profile);

/** Inserts or updates a partner. */
export const savePartner = (
  saving: Saving,
  { id, values, profile }: Input<'places.savePartner'>,
): Result<Stored> => {
  const read = contactRow(t('A partner'), values, saving.at);
  if (!read.ok) return read;
  const before = id === null ? undefined : findPlace(saving.db, 'partner', id)?.profile;
  const flags = {
    renewsAutomatically: Number(values.renewsAutomatically),
    cancelNeedsConsent: Number(values.cancelNeedsConsent),
    profile: profileAfter(before ?? JSON.stringify(byMail), profile),
    active: Number(values.active),
  };
  return store(saving, {
    kind: 'partner',
    id,
    code: read.value.code,
    row: { ...read.value, ...flags },
  });
};

/** Inserts or updates a patron. */
export const savePatron = (
  saving: Saving,
  { id, values: wanted }: Input<'places.savePatron'>,
): Result<Stored> => {
  const barcode = readRecordCode(
    wanted.barcode,
    'barcode',
    t('A patron needs a card number. Scan the card.'),
  );
  const name = readName(t('A patron'), wanted.name);
  const email = readEmail(wanted.email);
  const home = wantedHome(saving.db, wanted.libraryId);
  if (!barcode.ok) return barcode;
  if (!name.ok) return name;
  if (!email.ok) return email;
  if (!home.ok) return home;
  const row = {
    barcode: barcode.value,
    name: name.value,
    email: email.value,
    libraryId: wanted.libraryId,
    editedAt: saving.at,
  };
  return store(saving, { kind: 'patron', id, code: row.barcode, home: home.value, row });
};
