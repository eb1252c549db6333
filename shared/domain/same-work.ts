import { t } from '../words/words.ts';

/** The data that determines whether two requests ask for the same work. */
type Work = { readonly title: string; readonly isbn: string; readonly doi: string };

/** Why two works were found to be the same. */
export const matchReasons = {
  isbn: t('the same ISBN'),
  doi: t('the same DOI'),
  title: t('the same title'),
} as const;
export type MatchReason = keyof typeof matchReasons;

// Letters that Unicode does not decompose into a plain letter and its accent.
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

// Words that are articles in one language but not in another (`a`, `die`, `i`) count as articles only at the beginning.
const articles = new Set(
  'the an der das ein eine eines einer einem einen le la les un une el los las una uno il lo gli het een os um uma'.split(
    ' ',
  ),
);
const articlesInFront = new Set(['a', 'die', 'den', 'dem', 'des', 'de', 'o', 'as', 'en', 'et', 'ett', 'i']);

const withoutAccents = (text: string): string =>
  // Most titles of a long file have no accents.
  /^[ -~]*$/.test(text)
    ? text
    : text
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .replace(/[ßæœøłđðþı]/gu, (letter) => plainLetters[letter] ?? letter);

/** Returns the words of a title without accents, case, punctuation and articles. A title consisting only of articles keeps them. */
export const plainTitle = (title: string): string => {
  const words =
    withoutAccents(title.toLowerCase())
      // An elided article and an apostrophe within a word: l’été, Foucault’s.
      .replace(/(^|\s)[ld]['’]/gu, '$1')
      .replace(/['’]/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const kept = words.filter((word, at) => !articles.has(word) && !(at === 0 && articlesInFront.has(word)));
  return (kept.length > 0 ? kept : words).join(' ');
};

/** Returns the ISBNs in a text, without hyphens and check digits; ISBN-10s are converted to ISBN-13s. */
const isbnsIn = (text: string): string[] =>
  (text.match(/(?<!\d)(?:97[89][ -]?)?\d(?:[ -]?\d){8}[ -]?[\dXx](?!\d)/gu) ?? []).map((found) => {
    const digits = found.replace(/[ -]/gu, '');
    return digits.length === 13 ? digits.slice(0, 12) : `978${digits.slice(0, 9)}`;
  });

/** Returns the DOI in a text, which may be a link; null if there is none. */
const doiIn = (text: string): string | null =>
  /10\.\d{4,9}\/\S+/u.exec(text.trim())?.[0].toLowerCase() ?? null;

/** Returns the identifying marks of a work, most reliable first: two works that share any of them are the same. */
export const marksOfWork = ({
  title,
  isbn,
  doi,
}: Work): readonly { readonly by: MatchReason; readonly mark: string }[] => {
  const plainDoi = doiIn(doi);
  const plain = plainTitle(title);
  return [
    ...isbnsIn(isbn).map((mark) => ({ by: 'isbn', mark: `isbn ${mark}` }) as const),
    ...(plainDoi === null ? [] : [{ by: 'doi', mark: `doi ${plainDoi}` } as const]),
    ...(plain === '' ? [] : [{ by: 'title', mark: `title ${plain}` } as const]),
  ];
};

/**
 * Checks whether two requests ask for the same work: a shared ISBN or DOI, or titles that match without accents, articles and punctuation.
 * A match is a reason to look, not to refuse.
 * @returns the most reliable shared mark; null if there is none
 */
export const matchWorks = (one: Work, other: Work): MatchReason | null => {
  const others = marksOfWork(other).map(({ mark }) => mark);
  return marksOfWork(one).find(({ mark }) => others.includes(mark))?.by ?? null;
};
