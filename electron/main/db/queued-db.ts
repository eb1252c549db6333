import { KeyFilter } from './key-filter.ts';
import type { Asked, QueuedRows } from './queued-writer.ts';
import type { ReadableDB } from './types.ts';

// A database whose transaction another thread holds: the rows that are added by the million are handed to it in large pieces, and
// everything else is asked of it, one question after the other. Whoever works with it sees one database.

/** The way to the thread that writes. */
export type WayToWriter = {
  /** Hands rows over. It may wait for the writer. @throws as `ask`. */
  readonly send: (rows: QueuedRows) => void;
  /** Waits for the answer; what was sent before is written first. @throws SqliteError of the question, or of rows that were sent before. */
  readonly ask: (asked: Asked) => unknown;
};

/** A table whose rows are handed over. */
export type QueuedTable = {
  /** Whether SQLite numbers its rows. */
  readonly hasId: boolean;
  /** The column by which rows are looked up that are not there mostly, whatever the case of its letters. */
  readonly key: string | null;
};

type Value = string | number | null;

/** So many values, or letters of texts, go over in one piece. */
const atOnce = { values: 16_000, letters: 1_000_000 } as const;
const mostRemembered = 5_000;

const filters = new WeakMap<ReadableDB, ReadonlyMap<string, KeyFilter>>();

/** Whether nothing with this key is in the table: known without looking, where rows of it are handed over to another thread. */
export const isSurelyAbsent = (db: ReadableDB, table: string, key: string): boolean =>
  filters.get(db)?.get(table)?.mayHave(key) === false;

type Kind =
  | { readonly is: 'rows'; readonly table: string; readonly idAt: number; readonly keyAt: number }
  | { readonly is: 'reads'; readonly remembers: boolean }
  | { readonly is: 'writes' };

class Queued {
  readonly inTransaction = true;
  readonly open = true;
  readonly name: string;
  private readonly way: WayToWriter;
  private readonly tables: ReadonlyMap<string, QueuedTable>;
  private readonly mentions: RegExp;
  readonly keys: ReadonlyMap<string, KeyFilter>;
  private readonly numbers = new Map<string, number>();
  private readonly remembered = new Map<string, unknown>();
  private texts: string[] = [];
  private values: unknown[] = [];
  private letters = 0;
  /** The last id that was given in each table. */
  private readonly lastIds = new Map<string, number>();

  constructor(name: string, way: WayToWriter, tables: ReadonlyMap<string, QueuedTable>) {
    this.name = name;
    this.way = way;
    this.tables = tables;
    this.mentions = new RegExp(`\\b(?:${[...tables.keys()].join('|')})\\b`);
    this.keys = new Map(
      [...tables].flatMap(([table, { key }]) => (key === null ? [] : [[table, new KeyFilter()] as const])),
    );
  }

  prepare(text: string): Statement {
    return new Statement(this, text, this.kindOf(text));
  }

  pragma(text: string, options?: { readonly simple?: boolean }): unknown {
    return this.ask({ how: 'pragma', text, params: options?.simple === true ? [true] : [] });
  }

  exec(text: string): this {
    this.wrote(text);
    this.ask({ how: 'exec', text, params: [] });
    return this;
  }

  transaction<T>(work: () => T): () => T {
    return () => {
      this.put('SAVEPOINT queued', []);
      try {
        const result = work();
        this.put('RELEASE queued', []);
        return result;
      } catch (error) {
        this.put('ROLLBACK TO queued', []);
        this.put('RELEASE queued', []);
        this.forget();
        throw error;
      }
    };
  }

  ask(asked: Asked): unknown {
    this.flush();
    return this.way.ask(asked);
  }

  /** The answer to a question that was asked before, as long as nothing was written that it may be about. */
  remember(asked: Asked): unknown {
    const key = `${asked.how} ${asked.text} ${JSON.stringify(asked.params)}`;
    if (this.remembered.has(key)) return this.remembered.get(key);
    if (this.remembered.size >= mostRemembered) this.remembered.clear();
    const answer = this.ask(asked);
    this.remembered.set(key, answer);
    return answer;
  }

  /** Something else than rows was written. */
  wrote(text: string): void {
    this.forget();
    for (const [table, filter] of this.keys) {
      const key = this.tables.get(table)?.key ?? '';
      const isAbout = new RegExp(`\\b${table}\\b`).test(text) && new RegExp(`\\b${key}\\b`).test(text);
      if (isAbout && !/^\s*DELETE\b/.test(text)) filter.goBlind();
    }
  }

  /** Adds a row. @returns its id. */
  add(
    text: string,
    { table, idAt, keyAt }: Kind & { readonly is: 'rows' },
    params: readonly Value[],
  ): number {
    const key = params[keyAt];
    if (typeof key === 'string') this.keys.get(table)?.add(key);
    const given = params[idAt] ?? null;
    let id = Number.NaN;
    if (this.tables.get(table)?.hasId === true) {
      const last = this.lastIds.get(table) ?? this.lastIdOf(table);
      id = given === null ? last + 1 : Number(given);
      this.lastIds.set(table, Math.max(last, id));
    }
    this.put(text, params);
    return id;
  }

  private put(text: string, params: readonly unknown[]): void {
    let number = this.numbers.get(text);
    if (number === undefined) {
      this.numbers.set(text, (number = this.numbers.size));
      this.texts.push(text);
    }
    this.values.push(number, params.length);
    for (const value of params) {
      this.values.push(value);
      if (typeof value === 'string') this.letters += value.length;
    }
    if (this.values.length >= atOnce.values || this.letters >= atOnce.letters) this.flush();
  }

  flush(): void {
    if (this.values.length === 0) return;
    const { texts, values } = this;
    this.texts = [];
    this.values = [];
    this.letters = 0;
    this.way.send({ texts, values });
  }

  private forget(): void {
    this.lastIds.clear();
    this.remembered.clear();
  }

  private lastIdOf(table: string): number {
    const text = `SELECT max(ifnull((SELECT max(id) FROM ${table}), 0),
      ifnull((SELECT seq FROM sqlite_sequence WHERE name = '${table}'), 0)) AS last`;
    const { last } = this.ask({ how: 'get', text, params: [] }) as { readonly last: number };
    return last;
  }

  private kindOf(text: string): Kind {
    const [, table = '', columns = ''] = /^\s*INSERT INTO (\w+) \(([^)]*)\)\s*VALUES\b/.exec(text) ?? [];
    const queued = this.tables.get(table);
    if (
      queued !== undefined &&
      !/\bRETURNING\b/.test(text) &&
      !(queued.hasId && /\bON CONFLICT\b/.test(text))
    ) {
      const names = columns.split(',').map((name) => name.trim());
      return {
        is: 'rows',
        table,
        idAt: names.indexOf('id'),
        keyAt: queued.key === null ? -1 : names.indexOf(queued.key),
      };
    }
    if (/^\s*SELECT\b/.test(text)) return { is: 'reads', remembers: !this.mentions.test(text) };
    return { is: 'writes' };
  }
}

class Statement {
  private readonly db: Queued;
  private readonly text: string;
  private readonly kind: Kind;
  private shape: 'pluck' | 'raw' | undefined;

  constructor(db: Queued, text: string, kind: Kind) {
    this.db = db;
    this.text = text;
    this.kind = kind;
  }

  pluck(): this {
    this.shape = 'pluck';
    return this;
  }

  raw(): this {
    this.shape = 'raw';
    return this;
  }

  get(...params: readonly unknown[]): unknown {
    return this.read('get', params);
  }

  all(...params: readonly unknown[]): unknown {
    return this.read('all', params);
  }

  *iterate(...params: readonly unknown[]): Generator<unknown> {
    yield* this.all(...params) as readonly unknown[];
  }

  run(...params: readonly unknown[]): { readonly changes: number; readonly lastInsertRowid: number } {
    const { db, kind, text } = this;
    const byPlace = params.every((value) => typeof value !== 'object' || value === null);
    if (kind.is === 'rows' && byPlace)
      return { changes: 1, lastInsertRowid: db.add(text, kind, params as readonly Value[]) };
    db.wrote(text);
    return db.ask({ how: 'run', text, params }) as ReturnType<Statement['run']>;
  }

  private read(how: 'get' | 'all', params: readonly unknown[]): unknown {
    const { db, kind, text, shape } = this;
    const asked = { how, text, params, ...(shape && { shape }) };
    if (kind.is === 'reads') return kind.remembers ? db.remember(asked) : db.ask(asked);
    db.wrote(text);
    return db.ask(asked);
  }
}

/**
 * A database whose transaction another thread holds.
 * @param name its path.
 * @param tables those whose rows are handed over, by their names. They have no triggers meanwhile.
 * @param stored what is in the tables already, for the keys that they have.
 * @returns it, and `flush`, which hands over what was written last.
 */
export const queuedDatabase = (
  name: string,
  way: WayToWriter,
  tables: ReadonlyMap<string, QueuedTable>,
  stored: (table: string, key: string) => Iterable<string>,
): { readonly db: ReadableDB; readonly flush: () => void } => {
  const queued = new Queued(name, way, tables);
  for (const [table, filter] of queued.keys)
    for (const key of stored(table, tables.get(table)?.key ?? '')) filter.add(key);
  // It is one as far as `sql`, `inTransaction` and their callers use it.
  const db = queued as unknown as ReadableDB;
  filters.set(db, queued.keys);
  return { db, flush: () => queued.flush() };
};
