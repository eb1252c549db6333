import { affectedLibraries } from '../../../../../shared/domain/administration.ts';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import type { LibraryRecord, PlaceKind } from '../../../../../shared/ipc/calls/places.ts';
import { readPartnerProfile } from '../../../../../shared/ipc/partner-profile.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import { codeOf } from '../../../db/errors.ts';
import type { RecordCommand } from '../../../db/hub-writes.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { deletePlace, findPlace, type PlaceRows, updatePlace } from '../../store/places.queries.ts';
import { runRecordCommand } from '../run-record-command.ts';
import { deskWork } from './desk-work.ts';
import { loadLibrarySettings } from '../settings/settings.service.ts';
import { checkHomes, gone, homesOf, removalRefusal } from './home.ts';
import { countMissing } from './missing.queries.ts';
import { listPatrons, searchPatrons } from './patron-search.queries.ts';
import { listDeskRecords, type ListedPartner, listLibraries, listPartners } from './places.queries.ts';
import {
  saveDesk,
  saveLetters,
  saveLibrary,
  savePartner,
  savePatron,
  type Saving,
  type Stored,
} from './save-places.ts';

/** The maximum number of patrons per search: after the first letter, the operator types more. */
const maxPatrons = 2_000;

/** `desk/output/letters/freed-letters.ts` decides what is sent once a change is saved. */
export type PlacesService = Omit<Answers<'places'>, 'wouldSend'>;

const lacksAddress = ({ active, email, profile }: ListedPartner): boolean =>
  active && email === '' && readPartnerProfile(profile).by === 'mail';

/**
 * Libraries, desks, partners and patrons. Patrons are found by prefixes of their names or card numbers; without a search, all are listed by
 * name.
 */
export const placesService = (context: DeskContext): PlacesService => {
  const { db, session } = context;

  const save = <I extends { readonly opId: OpId }, S extends Stored>(
    kind: RecordCommand,
    input: I,
    store: (saving: Saving, input: I) => Result<S>,
  ): Result<S> =>
    runRecordCommand(context, kind, input, (write, at) =>
      store({ db: write, context, session, opId: input.opId, at }, input),
    );

  const change = (
    kind: RecordCommand,
    input: Input<'places.remove'>,
    work: (write: WritableDB) => Result<Stored>,
  ): Result<Stored> =>
    runRecordCommand(context, kind, input, (write) => {
      const homes = homesOf(write, input.kind, input.id);
      if (!homes.ok) return homes;
      const checked = checkHomes(session, input.kind, affectedLibraries(homes.value));
      return checked.ok ? work(write) : checked;
    });

  return {
    libraries: () => ok(librariesOf(db)),
    desks: () => ok(listDeskRecords(db)),
    partners: (input) => ok(findPartners(db, input)),
    patrons: (input) => ok(findPatrons(context, input)),
    missing: () =>
      ok({
        partners: listPartners(db).filter(lacksAddress).length,
        ...countMissing(db, session.libraries()),
      }),
    saveLibrary: (input) => save('save-library', input, saveLibrary),
    saveLetters: (input) => save('save-letters', input, saveLetters),
    deskWork: (input) => deskWork(db, input),
    saveDesk: (input) => save('save-desk', input, saveDesk),
    savePartner: (input) => save('save-partner', input, savePartner),
    savePatron: (input) => save('save-patron', input, savePatron),
    remove: (input) =>
      change('remove-record', input, (write) => {
        const { kind, id } = input;
        const refusal = removalRefusal(write, kind, id, session);
        if (refusal) return refusal;
        return removed(write, kind, id);
      }),
    followFile: (input) =>
      change('follow-file', input, (write) => {
        const { kind, id } = input;
        if (!findPlace(write, kind, id)) return gone(kind);
        updatePlace(write, kind, id as PlaceRows[PlaceKind]['id'], { editedAt: null });
        return ok({ id });
      }),
  };
};

const findPartners = (
  db: ReadableDB,
  { search, withoutAddress = false, offset, limit }: Input<'places.partners'>,
): Output<'places.partners'> => {
  const all = listPartners(db);
  const found = placeSearch(withoutAddress ? all.filter(lacksAddress) : all, search);
  const rows = found.slice(offset, offset + limit);
  return {
    total: found.length,
    rows: rows.map((row) => ({ ...row, profile: readPartnerProfile(row.profile) })),
  };
};

const findPatrons = (
  { db, session }: DeskContext,
  { search, offset, limit }: Input<'places.patrons'>,
): Output<'places.patrons'> => {
  if (search.trim() === '')
    return { ...listPatrons(db, session.libraries(), { offset, limit }), more: false };
  const expression = searchExpression(search);
  return expression === null
    ? { total: 0, more: false, rows: [] }
    : searchPatrons(db, expression, maxPatrons, session.libraries(), { offset, limit });
};

const librariesOf = (db: ReadableDB): LibraryRecord[] =>
  listLibraries(db).map((row) => ({ ...row, settings: loadLibrarySettings(db, row.id) }));

const removed = (write: WritableDB, kind: PlaceKind, id: number): Result<Stored> => {
  try {
    return deletePlace(write, kind, id) ? ok({ id }) : gone(kind);
  } catch (error) {
    // References that are not counted above, such as from a newer table: the database knows all of them.
    if (codeOf(error) !== 'SQLITE_CONSTRAINT_FOREIGNKEY') throw error;
    return refuse('record-in-use', t('It cannot be deleted because other records refer to it.'));
  }
};

/** Folds a text for searches: accents and case are ignored. */
const folded = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase('en');

// A control character ends a word: NUL would end the whole expression.
const wordsOf = (search: string): readonly string[] =>
  search.split(/[\s\p{Cc}]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));

/**
 * Returns an FTS5 expression that matches every word of the search as a prefix.
 * @returns null if the search contains no word.
 */
const searchExpression = (search: string): string | null => {
  const words = wordsOf(search.normalize('NFC'));
  if (words.length === 0) return null;
  return words.map((word) => `"${word.replaceAll('"', '""')}" *`).join(' AND ');
};

/** The records whose name or code contains every word of the search. */
const placeSearch = <R extends { readonly name: string; readonly code: string }>(
  records: readonly R[],
  search: string,
): readonly R[] => {
  const words = folded(search)
    .split(/\s+/u)
    .filter((word) => word !== '');
  return words.length === 0
    ? records
    : records.filter(({ name, code }) => {
        const text = folded(`${name} ${code}`);
        return words.every((word) => text.includes(word));
      });
};
