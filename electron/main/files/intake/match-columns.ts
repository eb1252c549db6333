import {
  type HeadLanguage,
  type IntakeField,
  type KnownHead,
  knownHeads,
} from '../../../../shared/domain/intake/fields.ts';
import { plainWords } from '../../../../shared/domain/intake/plain-words.ts';
import { columnInSystem, type SystemName } from '../../../../shared/domain/intake/systems.ts';
import { allRequestFields, type CsvField } from '../../../../shared/domain/request-fields.ts';

/** What the columns of a table mean: for each field the places of its columns, the best first; the first that says something counts. */
export type Columns = ReadonlyMap<IntakeField, readonly number[]>;

/** What a head means that is a name as we know it: `ILL #` and `duedate` are written otherwise, and called the same. */
const knownAs = (head: string): readonly KnownHead[] | undefined => {
  const words = plainWords(head.replaceAll('#', ' number '));
  return knownHeads.get(words) ?? headsWithoutBlanks.get(words.replaceAll(' ', ''));
};

/** Names of two words and more, written as one; shorter ones could be anything. */
const headsWithoutBlanks: ReadonlyMap<string, readonly KnownHead[]> = new Map(
  [...knownHeads].flatMap(([words, heads]) => {
    const name = words.replaceAll(' ', '');
    return name === words || name.length < 6 ? [] : [[name, heads]];
  }),
);

/** The names that a column may go by here, the surest first. */
export const meaningsOf = (head: string): readonly KnownHead[] => {
  const words = plainWords(head);
  const known = knownAs(head);
  if (known) return known;
  // `Title (245)`, `Due Date [UTC]`: what stands in brackets says more, not else.
  const without = plainWords(head.replace(/[([{].*?[)\]}]/gs, ' '));
  if (without !== words && knownHeads.has(without)) return knownHeads.get(without) ?? [];
  return partsOf(words);
};

/** `Borrowing Item Due Date` names a due date: the longest known name of two words or more that it ends or begins with. */
const partsOf = (words: string): readonly KnownHead[] => {
  const list = words.split(' ');
  for (let length = Math.min(list.length - 1, 5); length >= 2; length -= 1)
    for (const part of [list.slice(-length), list.slice(0, length)]) {
      const known = knownHeads.get(part.join(' '));
      if (known) return known.map((head) => ({ ...head, rank: head.rank + 100 }));
    }
  return list.length > 1 ? aboutWhat(list) : [];
};

/** Words that say of a longer name what it is about, and with which they do not: a `Series title` is no title of what is wanted. */
const tellingWords: readonly (readonly [words: RegExp, field: IntakeField])[] = [
  [/^(?:title|titel|titre|titulo|titolo)$/u, 'title'],
  [/^(?:author|verfasser|autor|auteur|autore)$/u, 'author'],
];
const otherwise =
  /^(?:series|serie|reihe|sub|other|alternate|alternative|job|note|notes|type|id|number|level|former)$/u;

const aboutWhat = (list: readonly string[]): readonly KnownHead[] =>
  list.some((word) => otherwise.test(word))
    ? []
    : tellingWords
        .filter(([words]) => list.some((word) => words.test(word)))
        .map(([, field]) => ({ field, rank: 200, language: 'en' }));

/** How many of these cells are names of columns that mean different things: a line of heads has several. */
export const headsKnown = (cells: readonly string[]): number => {
  const fields = new Set<IntakeField>();
  for (const cell of cells) {
    if (cell.length > 80) continue;
    const [best] = knownAs(cell) ?? [];
    if (best) fields.add(best.field);
  }
  return fields.size;
};

/** Whether these are the names of our own files: one that only we write, and none of another. */
export const areOwnHeads = (cells: readonly string[]): boolean => {
  const heads = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const own = new Set<string>(allRequestFields.flatMap(([, { csv }]) => csv?.heads ?? []));
  const spelled = (head: string): string =>
    head
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .replace(/[\s-]+/g, '_');
  const isOurs = (head: string): boolean => own.has(head) && /_/.test(head);
  return heads.some(isOurs) && heads.every((head) => own.has(spelled(head)) || meaningsOf(head).length === 0);
};

/** The field of a column in a file of our own. */
export const ownField = (head: string): CsvField | null => {
  const words = plainWords(head);
  const found = allRequestFields.find(([, { csv }]) => csv?.heads.some((name) => plainWords(name) === words));
  return (found?.[1].csv?.name as CsvField | undefined) ?? null;
};

/**
 * By what each column is known in what a person says of it: the plain words of its head; where a head stands again, with its number.
 */
export const keysOfHeads = (heads: readonly string[]): readonly string[] => {
  const seen = new Map<string, number>();
  return heads.map((head) => {
    const words = plainWords(head);
    const times = (seen.get(words) ?? 0) + 1;
    seen.set(words, times);
    return times === 1 ? words : `${words} ${times}`;
  });
};

type Candidate = { readonly at: number; readonly rank: number; readonly language: HeadLanguage };

/**
 * What columns mean by their names. A name with several meanings has the one for which no better column is there.
 * @param own what a library has said of columns, by their places: a field, or nothing that is read (null).
 */
export const columnsByName = (
  heads: readonly string[],
  system: SystemName,
  own: readonly (IntakeField | null | undefined)[] = [],
): { readonly columns: Columns; readonly languages: readonly HeadLanguage[] } => {
  const candidates = new Map<IntakeField, Candidate[]>();
  const add = (field: IntakeField, candidate: Candidate): void =>
    void candidates.set(field, [...(candidates.get(field) ?? []), candidate]);
  const open: { readonly at: number; readonly meanings: readonly KnownHead[] }[] = [];
  heads.forEach((head, at) => {
    const given = own[at] === undefined ? columnInSystem(system, head) : own[at];
    if (given !== undefined) {
      if (given !== null) add(given, { at, rank: -1, language: 'en' });
      return;
    }
    const meanings = meaningsOf(head);
    if (meanings.length === 1 && meanings[0]) add(meanings[0].field, { at, ...meanings[0] });
    else if (meanings.length > 1) open.push({ at, meanings });
  });
  for (const { at, meanings } of open) {
    const best = meanings.find(({ field }) => !candidates.has(field)) ?? meanings[0];
    if (best) add(best.field, { at, ...best });
  }
  const columns = new Map<IntakeField, readonly number[]>();
  const languages = new Set<HeadLanguage>();
  for (const [field, list] of candidates) {
    columns.set(
      field,
      list.toSorted((one, other) => one.rank - other.rank || one.at - other.at).map(({ at }) => at),
    );
    for (const { language } of list) languages.add(language);
  }
  return { columns, languages: [...languages] };
};
