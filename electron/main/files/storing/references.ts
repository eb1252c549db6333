import type { DeskId, LibraryId, PartnerId, PatronId } from '../../../../shared/domain/ids.ts';
import type { ReadableDB } from '../../db/types.ts';
import { findDesk, findPlaceByCode } from '../../desk/store/places.queries.ts';
import { NamesOfRecords } from './names-of-records.ts';
import { type Section, sections } from '../sections.ts';

/** The id types of records with a code. */
export type IdOf = { readonly library: LibraryId; readonly desk: DeskId; readonly partner: PartnerId };

/** The most patrons cached; then the cache is cleared. */
const maxPatronsKept = 250_000;

/** The database rows that this file has already named: a bit per row id, so that a million take little memory. */
class SeenIds {
  private readonly blocks = new Map<number, Uint32Array>();
  private recent: number[] = [];

  /** Marks a row. Returns false if the file had named it before. */
  mark(id: number): boolean {
    const key = Math.floor(id / 32_768);
    let block = this.blocks.get(key);
    if (!block) this.blocks.set(key, (block = new Uint32Array(1_024)));
    const word = (id >>> 5) & 1_023;
    const bit = 1 << (id & 31);
    if (((block[word] ?? 0) & bit) !== 0) return false;
    block[word] = (block[word] ?? 0) | bit;
    this.recent.push(id);
    return true;
  }

  /** Confirms the marks since the last call. */
  keep(): void {
    this.recent = [];
  }

  /** Removes the marks since the last `keep`. */
  forget(): void {
    for (const id of this.recent) {
      const block = this.blocks.get(Math.floor(id / 32_768));
      const word = (id >>> 5) & 1_023;
      if (block) block[word] = (block[word] ?? 0) & ~(1 << (id & 31));
    }
    this.recent = [];
  }
}

/** Resolves references: row ids by code, cached during an import (they do not change in that time). */
export class References {
  private readonly db: ReadableDB;
  private readonly ids = {
    library: new Map<string, number>(),
    desk: new Map<string, number>(),
    partner: new Map<string, number>(),
    patron: new Map<string, number>(),
  };
  private readonly deskLibraries = new Map<number, LibraryId>();
  /** Records by the names that other systems' files use. */
  readonly names: NamesOfRecords;
  private readonly withActivePartner = new SeenIds();
  private readonly seen = new Map<Section, SeenIds>(sections.map((section) => [section, new SeenIds()]));

  constructor(db: ReadableDB) {
    this.db = db;
    this.names = new NamesOfRecords(db);
  }

  /** The row id of a library, desk or partner, if it exists. */
  idOf<T extends keyof IdOf>(table: T, code: string): IdOf[T] | undefined {
    const known = this.ids[table].get(code) ?? findPlaceByCode(this.db, table, code)?.id;
    if (known !== undefined) this.ids[table].set(code, known);
    return known as IdOf[T] | undefined;
  }

  patronId(barcode: string): PatronId | undefined {
    const kept = this.ids.patron.get(barcode);
    if (kept !== undefined) return kept as PatronId;
    const id = findPlaceByCode(this.db, 'patron', barcode)?.id;
    if (id !== undefined) this.addPatron(barcode, id);
    return id as PatronId | undefined;
  }

  /** The library of a desk; null for no desk. Looked up again in each transaction, because a user may move a desk in between. */
  libraryOfDesk(deskId: number | null): LibraryId | null {
    if (deskId === null) return null;
    const kept = this.deskLibraries.get(deskId);
    if (kept !== undefined) return kept;
    const id = findDesk(this.db, deskId as DeskId)?.libraryId ?? null;
    if (id !== null) this.deskLibraries.set(deskId, id);
    return id;
  }

  addPatron(barcode: string, id: number): void {
    if (this.ids.patron.size >= maxPatronsKept) this.ids.patron.clear();
    this.ids.patron.set(barcode, id);
  }

  /** Marks a stored row as named. Returns false if the file had named it before. */
  mark(section: Section, id: number): boolean {
    return this.seen.get(section)?.mark(id) ?? true;
  }

  /** Records that the file has named the active partner of a request. Returns false if it had done so before. */
  markActivePartner(id: number): boolean {
    return this.withActivePartner.mark(id);
  }

  committed(): void {
    this.deskLibraries.clear();
    this.withActivePartner.keep();
    for (const ids of this.seen.values()) ids.keep();
  }

  rolledBack(): void {
    this.deskLibraries.clear();
    this.names.forget();
    this.withActivePartner.forget();
    for (const ids of this.seen.values()) ids.forget();
    for (const ids of Object.values(this.ids)) ids.clear();
  }
}
