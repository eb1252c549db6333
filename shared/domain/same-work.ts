import { t } from '../words/words.ts';

/** What tells whether two requests ask for the same work. */
export type Work = { readonly title: string; readonly isbn: string; readonly doi: string };

/** By what two works were found to be the same. */
export const samenesses = {
  isbn: t('the same ISBN'),
  doi: t('the same DOI'),
  title: t('the same title'),
} as const;
export type Sameness = keyof typeof samenesses;

// Letters that Unicode does not take apart into a plain one and its accent.
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

// Words that are more than an article in some language (`a` is, `die` is, `i` is not) count as articles only in front.
const articles = new Set(
  'the an der das ein eine eines einer einem einen le la les un une el los las una uno il lo gli het een os um uma'.split(
    ' ',
  ),
);
const articlesInFront = new Set(['a', 'die', 'den', 'dem', 'des', 'de', 'o', 'as', 'en', 'et', 'ett', 'i']);

const withoutAccents = (text: string): string =>
  // Most titles of a long file have none.
  /^[ -~]*$/.test(text)
    ? text
    : text
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .replace(/[ßæœøłđðþı]/gu, (letter) => plainLetters[letter] ?? letter);

/** The words of a title without accents, case, punctuation and articles. A title of articles alone keeps them. */
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

/** The ISBNs in a text, without hyphens and check digits, those of ten digits as the ones of thirteen that they became. */
const isbnsIn = (text: string): string[] =>
  (text.match(/(?<!\d)(?:97[89][ -]?)?\d(?:[ -]?\d){8}[ -]?[\dXx](?!\d)/gu) ?? []).map((found) => {
    const digits = found.replace(/[ -]/gu, '');
    return digits.length === 13 ? digits.slice(0, 12) : `978${digits.slice(0, 9)}`;
  });

/** The DOI in a text, which may be a link; null where there is none. */
const doiIn = (text: string): string | null =>
  /10\.\d{4,9}\/\S+/u.exec(text.trim())?.[0].toLowerCase() ?? null;

/** What tells a work, the surest first: whichever of them two works share, they are the same. */
export const marksOfWork = ({
  title,
  isbn,
  doi,
}: Work): readonly { readonly by: Sameness; readonly mark: string }[] => {
  const plainDoi = doiIn(doi);
  const plain = plainTitle(title);
  return [
    ...isbnsIn(isbn).map((mark) => ({ by: 'isbn', mark: `isbn ${mark}` }) as const),
    ...(plainDoi === null ? [] : [{ by: 'doi', mark: `doi ${plainDoi}` } as const]),
    ...(plain === '' ? [] : [{ by: 'title', mark: `title ${plain}` } as const]),
  ];
};

/**
 * Whether two requests ask for the same work: one ISBN or DOI, or titles that are alike when accents, articles and punctuation are
 * left out. It is a reason to look, not to refuse.
 * @returns by what, the surest first; null where nothing says so
 */
export const sameWork = (one: Work, other: Work): Sameness | null => {
  const others = marksOfWork(other).map(({ mark }) => mark);
  return marksOfWork(one).find(({ mark }) => others.includes(mark))?.by ?? null;
};
