import { affectedLibraries } from '../../../../../shared/domain/administration.ts';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import type { PlaceKind } from '../../../../../shared/ipc/calls/places.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import { codeOf } from '../../../db/errors.ts';
import type { RecordCommand } from '../../../db/hub-writes.ts';
import type { WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { runRecordCommand } from '../../kernel/run-record-command.ts';
import type { PlaceRows } from '../../store/places.queries.ts';
import { deletePlace, findPlace, updatePlace } from '../../store/places.queries.ts';
import { gone, homesOf, checkHomes } from './home.ts';
import { listPatrons, searchPatrons } from './patron-search.queries.ts';
import { listDeskRecords, listLibraries, listPartners } from './places.queries.ts';
import { removalRefusal } from './removal.ts';
import type { Saving, Stored } from './save-places.ts';
import { saveDesk, saveLetters, saveLibrary, savePartner, savePatron } from './save-places.ts';
import { placeSearch, searchExpression } from './search.ts';
import { t } from '../../../../../shared/words/words.ts';

/** More patrons than this are not looked at for one search: whoever types one letter types another. */
const mostPatrons = 2_000;

export type PlacesService = {
  readonly libraries: () => Result<Output<'places.libraries'>>;
  readonly desks: () => Result<Output<'places.desks'>>;
  readonly partners: (input: Input<'places.partners'>) => Result<Output<'places.partners'>>;
  /** Patrons by the beginning of any word of their name or of their card; without a search, all by name. */
  readonly patrons: (input: Input<'places.patrons'>) => Result<Output<'places.patrons'>>;
  readonly saveLibrary: (input: Input<'places.saveLibrary'>) => Result<Stored>;
  readonly saveLetters: (input: Input<'places.saveLetters'>) => Result<Stored>;
  readonly saveDesk: (input: Input<'places.saveDesk'>) => Result<Stored>;
  readonly savePartner: (input: Input<'places.savePartner'>) => Result<Stored>;
  readonly savePatron: (input: Input<'places.savePatron'>) => Result<Stored>;
  readonly remove: (input: Input<'places.remove'>) => Result<Stored>;
  readonly followFile: (input: Input<'places.followFile'>) => Result<Stored>;
};

export const placesService = (context: DeskContext): PlacesService => {
  const { db, session } = context;

  const save = <I extends { readonly opId: OpId }>(
    kind: RecordCommand,
    input: I,
    store: (saving: Saving, input: I) => Result<Stored>,
  ): Result<Stored> =>
    runRecordCommand(context, kind, input, (write, at) => store({ db: write, session, at }, input));

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
    libraries: () => ok(listLibraries(db)),
    desks: () => ok(listDeskRecords(db)),
    partners: ({ search, offset, limit }) => {
      const found = placeSearch(listPartners(db), search);
      return ok({ total: found.length, rows: found.slice(offset, offset + limit) });
    },
    patrons: ({ search, offset, limit }) => {
      if (search.trim() === '')
        return ok({ ...listPatrons(db, session.libraries(), { offset, limit }), more: false });
      const expression = searchExpression(search);
      return ok(
        expression === null
          ? { total: 0, more: false, rows: [] }
          : searchPatrons(db, expression, mostPatrons, session.libraries(), { offset, limit }),
      );
    },
    saveLibrary: (input) => save('save-library', input, saveLibrary),
    saveLetters: (input) => save('save-letters', input, saveLetters),
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

const removed = (write: WritableDB, kind: PlaceKind, id: number): Result<Stored> => {
  try {
    return deletePlace(write, kind, id) ? ok({ id }) : gone(kind);
  } catch (error) {
    // What is not counted before, such as a table that came later: the database knows all that refers to it.
    if (codeOf(error) !== 'SQLITE_CONSTRAINT_FOREIGNKEY') throw error;
    return refuse('record-in-use', t('places.otherRecordsReferToItSo'));
  }
};
