import {
  beginsStatusName,
  isStatusName,
  otherNames,
  type QueryPart,
  type SearchField,
  searchFields,
} from './request-query-fields.ts';
import { searchWords } from './search-words.ts';
import { t } from '../words/words.ts';

type ParsedQuery = {
  readonly parts: readonly QueryPart[];
  /** All plain words, split as the search index splits them. */
  readonly words: readonly string[];
  readonly unknown: readonly Extract<QueryPart, { readonly kind: 'unknown' }>[];
};

/** More pieces than anyone types; the rest of a pasted text is ignored. */
const partLimit = 200;

/**
 * Parses the text in `Search requests`: words, and parts such as `status:conditional back<2026-12-01 partner:north`. A value with blanks is
 * quoted (`partner:"North University"`), unless it is a status as staff see it (`status:on loan`). A part with an unknown key filters nothing and is reported; `Medicine: a history`, with a blank,
 * is words. Never throws, whatever the text.
 */
export const parseRequestQuery = (typed: string): ParsedQuery => {
  const pieces = withWholeStatus(piecesOf(typed));
  const parts = pieces.flatMap((piece) => partOf(piece, piece === typed));
  return {
    parts,
    words: parts.flatMap((part) => (part.kind === 'words' ? part.words : [])),
    unknown: parts.filter((part) => part.kind === 'unknown'),
  };
};

/** Says how to find what is overdue, where a query has only the word: that looks for it in titles and names. Null if it has not. */
export const overdueHint = (typed: string): string | null => {
  const asked = [t('Overdue').toLowerCase(), 'overdue'];
  const word = piecesOf(typed).find((piece) => asked.includes(piece.toLowerCase()));
  return word === undefined
    ? null
    : t(
        '“{word}” searches titles and names for that word. To find overdue requests, type due:overdue (from the patron) or back:overdue (to the partner).',
        { word },
      );
};

/** Splits at blanks, except inside quotes that begin a piece or a value. An unclosed quote extends to the end of the text. */
const piecesOf = (typed: string): string[] => {
  const pieces: string[] = [];
  const piece = /(?:[\p{L}]+(?::|<=|>=|=|<|>))?"[^"]*(?:"|$)|\S+/gu;
  for (const [text] of typed.matchAll(piece)) {
    pieces.push(text);
    if (pieces.length === partLimit) break;
  }
  return pieces;
};

const statusPiece = /^status[:=](?=[^"])/iu;

/** The most words of a status. */
const statusWords = 6;

/** Joins a status of several words to one piece: the longest that is one or, at the end of the text, that could become one. */
const withWholeStatus = (pieces: readonly string[]): readonly string[] => {
  const joined: string[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    const most = statusPiece.test(pieces[at] ?? '') ? Math.min(statusWords, pieces.length - at) : 1;
    let count = most;
    while (count > 1 && !isWhole(pieces.slice(at, at + count).join(' '), at + count === pieces.length))
      count -= 1;
    joined.push(pieces.slice(at, at + count).join(' '));
    at += count - 1;
  }
  return joined;
};

const isWhole = (text: string, isLast: boolean): boolean => {
  const value = text.replace(statusPiece, '');
  return isStatusName(value) || (isLast && beginsStatusName(value));
};

/** Whether the next word may belong to a part that ends with a blank: `status:on ` may become `status:on loan`. */
export const mayGoOn = (part: string): boolean =>
  statusPiece.test(part) && beginsStatusName(`${part.replace(statusPiece, '')} `);

const unknown = (text: string, why: string, settled: boolean): QueryPart => ({
  kind: 'unknown',
  text,
  why,
  settled,
});

const partOf = (text: string, isAll: boolean): QueryPart[] => {
  const [, name = '', operator = '', rest = ''] = /^(\p{L}+)(:|<=|>=|=|<|>)(.*)$/su.exec(text) ?? [];
  const field = fieldOf(name);
  const value = rest.replaceAll('"', '').trim();
  if (field) {
    const part = value === '' ? null : field.read(text, operator, value);
    return [part ?? unknown(text, field.usage, false)];
  }
  if (looksLikeKey(name, value, isAll)) return [unknown(text, noSuchKey(name), value !== '')];
  const words = searchWords(withoutPrefix(text));
  return words.length === 0 ? [] : [{ kind: 'words', text, words }];
};

const keys = Object.keys(searchFields) as readonly (keyof typeof searchFields)[];

const isKey = (name: string): name is keyof typeof searchFields => Object.hasOwn(searchFields, name);

/** Returns the search key with a name, or with it as an alias; undefined if there is none. */
export const fieldOf = (typed: string): SearchField | undefined => {
  const name = typed.toLowerCase();
  const key = Object.hasOwn(otherNames, name) ? otherNames[name] : name;
  return key !== undefined && isKey(key) ? searchFields[key] : undefined;
};

/** Prefixes of numbers and addresses. */
const dresses: readonly string[] = ['doi', 'isbn', 'issn', 'http', 'https'];

/** Titles have a blank after a colon, and formulas have one letter before it. */
const looksLikeKey = (name: string, value: string, isAll: boolean): boolean =>
  name.length > 1 && (value !== '' || isAll) && !dresses.includes(name.toLowerCase());

const noSuchKey = (typed: string): string => {
  const name = typed.toLowerCase();
  const alike = (key: string): number => [...`${key} `].findIndex((letter, at) => letter !== name[at]);
  const byLikeness = keys.toSorted((one, other) => alike(other) - alike(one));
  return t('“{key}” isn’t a search key. Try {keys}. To search for these words, put them in quotes.', {
    key: `${typed}:`,
    keys: byLikeness.map((key) => `${key}:`).join(', '),
  });
};

// With or without hyphens, an ISBN is one number; a DOI is the same in a link.
const isbnWithHyphens = /^(?:97[89]-(?:\d+-){3}|(?:\d+-){3})[\dXx]$/;
const doiPrefix = /^(?:doi:|(?:https?:\/\/)?(?:dx\.)?doi\.org\/)(?=10\.)/i;
const numberPrefix = /^is[bs]n:/i;

/** Returns a number as the search index stores it. */
const withoutPrefix = (typed: string): string => {
  const text = typed.replace(numberPrefix, '');
  const digits = text.replaceAll('-', '');
  return isbnWithHyphens.test(text) && (digits.length === 10 || digits.length === 13)
    ? digits
    : text.replace(doiPrefix, '');
};
