import {
  affectedLibraries,
  recordRefusal,
  type RecordKind,
} from '../../../../shared/domain/administration.ts';
import type { LibraryId, PatronId } from '../../../../shared/domain/ids.ts';
import { askForRoles, librariesOf } from '../../../../shared/domain/roles.ts';
import type { ReadableDB } from '../../db/types.ts';
import { homesOf, type Home } from '../../desk/records/places/home.ts';
import { isPatronInScope } from '../../desk/steps/frame/authorize.queries.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import type { Importer } from '../importer.ts';
import { RowFault } from '../row-fault.ts';
import { t } from '../../../../shared/words/words.ts';

const maxHomesKept = 250_000;

/** Checks row by row what the importer of a file may change. The rule: shared/domain/administration.ts. */
export class RowRights {
  readonly importer: Importer;
  private readonly db: ReadableDB;
  /** Libraries already checked that the importer may change. Nearly every row belongs to one of these. */
  private readonly allowed = new Set<number | null>();
  /** Patrons the importer may know of. Valid only while no one else writes to the database. */
  private readonly known = new Set<number>();

  /** The libraries of patrons that this import wrote. */
  private readonly homes = new Map<number, number | null>();

  constructor(db: ReadableDB, importer: Importer) {
    this.db = db;
    this.importer = importer;
  }

  /**
   * Checks that the importer may add or change a row, before it is stored.
   * @param field the field that the refusal names.
   * @param now and `wanted`: ids of libraries, as for `affectedLibraries`.
   * @throws RowFault that names the first library which the importer may not change.
   */
  authorize(
    kind: Exclude<RecordKind, 'partner'>,
    field: string,
    now: readonly (number | null)[] | null,
    wanted?: number | null,
  ): void {
    for (const id of affectedLibraries(now, wanted)) {
      if (this.allowed.has(id)) continue;
      this.refuse(kind, field, [this.libraryOf(id)]);
      this.allowed.add(id);
    }
  }

  /** Like `authorize`, for a partner. @param id null for a new one. */
  authorizePartner(id: number | null): void {
    const homes = id === null ? null : homesOf(this.db, 'partner', id);
    this.refuse('partner', 'code', affectedLibraries(homes?.ok ? homes.value : null));
  }

  /**
   * Checks that the importer may know of an existing patron, before a request is given to them. Same rule as for choosing a patron on a
   * page.
   * @throws RowFault if they may not.
   */
  authorizePatron(id: number, barcode: string): void {
    if (this.known.has(id)) return;
    const { operator, operators } = this.importer;
    const at = this.homes.get(id);
    const homes = at === undefined ? homesOf(this.db, 'patron', id) : ok([this.libraryOf(at)]);
    // A library that the file itself added belongs to no operator yet.
    const mayChange = homes.ok && recordRefusal('patron', operator, operators, homes.value) === null;
    if (mayChange || isPatronInScope(this.db, id as PatronId, librariesOf(operator.grants))) {
      this.known.add(id);
      return;
    }
    throw new RowFault(
      'patron',
      t('“{barcode}” is the card of another library’s patron, who has no request here. {askForRoles}', {
        barcode,
        askForRoles,
      }),
    );
  }

  /** Records the library of a patron that was just written. */
  notePatron(id: number, libraryId: number | null): void {
    if (this.homes.size >= maxHomesKept) this.homes.clear();
    this.homes.set(id, libraryId);
  }

  /** Clears the cache of patrons after another process may have written to the database. */
  forgetPatrons(): void {
    this.known.clear();
    this.homes.clear();
  }

  /** Whether the importer may read a library's requests. Null: the requests belong to no known library. */
  mayRead(libraryId: LibraryId | null): boolean {
    const libraries = librariesOf(this.importer.operator.grants);
    return libraryId === null || libraries.includes(libraryId);
  }

  private refuse(kind: RecordKind, field: string, libraries: readonly Home[]): void {
    const { operator, operators } = this.importer;
    const refusal = recordRefusal(kind, operator, operators, libraries);
    if (refusal !== null) throw new RowFault(field, refusal);
  }

  private libraryOf(id: number | null): Home {
    if (id === null) return null;
    const found = homesOf(this.db, 'library', id);
    return found.ok ? (found.value[0] ?? null) : null;
  }
}
