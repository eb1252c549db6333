import { plainWords } from '../../../../shared/domain/intake/plain-words.ts';
import type { ReadableDB } from '../../db/types.ts';
import { findPlaceByCode, listDesksOfLibraries, listNames } from '../../desk/store/places.queries.ts';

type Kind = 'desk' | 'partner' | 'patron';

/** The mark of a name that several records share: it matches none. */
const several = null;

/** Finds records by code or name, ignoring case, accents and punctuation. Names are loaded on first use. */
export class NamesOfRecords {
  private readonly db: ReadableDB;
  private readonly known = new Map<Kind, Map<string, string | typeof several>>();
  private libraries: Map<string, string> | null = null;

  constructor(db: ReadableDB) {
    this.db = db;
  }

  /** Returns the code of the only record with this code or name. */
  find(kind: Kind, text: string): string | undefined {
    if (kind !== 'patron') {
      const exact = findPlaceByCode(this.db, kind, text)?.code;
      if (exact !== undefined) return exact;
    }
    return this.of(kind).get(plainWords(text)) ?? undefined;
  }

  /** Whether the record with a code has this name. */
  isNameOf(kind: Kind, code: string, name: string): boolean {
    const record = findPlaceByCode(this.db, kind, code);
    return record !== undefined && plainWords(record.name) === plainWords(name);
  }

  /** The desk where a library's patrons collect items: the first one with a hold shelf. */
  deskOfLibrary(text: string): string | undefined {
    if (this.libraries === null) {
      this.libraries = new Map();
      for (const { code, libraryCode, libraryName } of listDesksOfLibraries(this.db))
        for (const name of [libraryCode, libraryName].map(plainWords))
          if (!this.libraries.has(name)) this.libraries.set(name, code);
    }
    return this.libraries.get(plainWords(text));
  }

  /** Returns the code, or the next free one. */
  free(kind: Kind, code: string): string {
    let free = code;
    for (let number = 2; findPlaceByCode(this.db, kind, free) !== undefined; number += 1)
      free = `${code.slice(0, 58)}-${number}`;
    return free;
  }

  /** Adds a record that was written. */
  add(kind: Kind, code: string, name: string): void {
    const names = this.known.get(kind);
    if (names) note(names, code, name, kind);
  }

  /** Clears the cache, because what was added may not be stored. */
  forget(): void {
    this.known.clear();
    this.libraries = null;
  }

  private of(kind: Kind): ReadonlyMap<string, string | typeof several> {
    let names = this.known.get(kind);
    if (names) return names;
    this.known.set(kind, (names = new Map<string, string | typeof several>()));
    for (const { code, name } of listNames(this.db, kind)) note(names, code, name, kind);
    return names;
  }
}

const note = (names: Map<string, string | typeof several>, code: string, name: string, kind: Kind): void => {
  const words = plainWords(name);
  const other = names.get(words);
  // If partners or desks share a name, the first one counts: they are places, and staff can see which one it is.
  if (other === undefined) names.set(words, code);
  else if (other !== code && kind === 'patron') names.set(words, several);
  if (kind !== 'patron' && !names.has(plainWords(code))) names.set(plainWords(code), code);
};
