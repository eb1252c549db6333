import {
  type HeadLanguage,
  type IntakeField,
  type KnownHead,
  knownHeads,
} from '../../../../shared/domain/intake/fields.ts';
import { plainWords } from '../../../../shared/domain/intake/plain-words.ts';
import { columnInSystem, type SystemName } from '../../../../shared/domain/intake/systems.ts';
import { allRequestFields, type CsvField } from '../../../../shared/domain/request-fields.ts';

/** The column positions for each field, the best first. The first nonempty cell counts. */
export type Columns = ReadonlyMap<IntakeField, readonly number[]>;

/** The meanings of a head that is a known name, written with or without spaces: `ILL #`, `duedate`. */
const knownAs = (head: string): readonly KnownHead[] | undefined => {
  const words = plainWords(head.replaceAll('#', ' number '));
  return knownHeads.get(words) ?? headsWithoutBlanks.get(words.replaceAll(' ', ''));
};

/** Known names of two or more words, without spaces. Short ones are left out, because they could mean anything. */
const headsWithoutBlanks: ReadonlyMap<string, readonly KnownHead[]> = new Map(
  [...knownHeads].flatMap(([words, heads]) => {
    const name = words.replaceAll(' ', '');
    return name === words || name.length < 6 ? [] : [[name, heads]];
  }),
);

/** Returns the possible meanings of a head, the most likely first. */
const meaningsOf = (head: string): readonly KnownHead[] => {
  const words = plainWords(head);
  const known = knownAs(head);
  if (known) return known;
  // `Title (245)`, `Due Date [UTC]`: brackets only add detail.
  const without = plainWords(head.replace(/[([{].*?[)\]}]/gs, ' '));
  if (without !== words && knownHeads.has(without)) return knownHeads.get(without) ?? [];
  return partsOf(words);
};

/** `Borrowing Item Due Date` means a due date: the longest known name of two or more words at its end or beginning. */
const partsOf = (words: string): readonly KnownHead[] => {
  const list = words.split(' ');
  for (let length = Math.min(list.length - 1, 5); length >= 2; length -= 1)
    for (const part of [list.slice(-length), list.slice(0, length)]) {
      const known = knownHeads.get(part.join(' '));
      if (known) return known.map((head) => ({ ...head, rank: head.rank + 100 }));
    }
  return list.length > 1 ? aboutWhat(list) : [];
};

/** Words that give a longer name its meaning, unless it also has a word of `otherwise`: a `Series title` is not the item's title. */
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

/** Counts the known heads with different meanings among these cells. A head line has several. */
export const headsKnown = (cells: readonly string[]): number => {
  const fields = new Set<IntakeField>();
  for (const cell of cells) {
    if (cell.length > 80) continue;
    const [best] = knownAs(cell) ?? [];
    if (best) fields.add(best.field);
  }
  return fields.size;
};

/** Whether these are the heads of our own files: at least one that only we write, and none of another system. */
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

/** The field of a column in our own files. */
export const ownField = (head: string): CsvField | null => {
  const words = plainWords(head);
  const found = allRequestFields.find(([, { csv }]) => csv?.heads.some((name) => plainWords(name) === words));
  return (found?.[1].csv?.name as CsvField | undefined) ?? null;
};

/** Returns the key of each column for mappings: the plain words of its head, with a number if the head is repeated. */
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
 * Maps columns to fields by name. A name with several meanings gets the one for which there is no better column.
 * @param own a saved mapping by column position: a field, or null for a column that is not read.
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
