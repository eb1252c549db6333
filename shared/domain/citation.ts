import { formatDate, formatDateInFull, isCalendarDate } from './dates.ts';
import { allRequestFields, type CitationField, citationLabels } from './request-fields.ts';
import { type Speaker, t, type Translate } from '../words/words.ts';

/** What tells a work, beside its title, author and format, so that a partner finds it. Each part is empty where nobody said. */
export type Citation = Readonly<Record<CitationField, string>>;

/** The parts of a citation, in the order of the form, the details and the letter. */
export const citationFields: readonly {
  readonly name: CitationField;
  readonly label: string;
  /** So many characters at most. */
  readonly longest: number;
}[] = allRequestFields.flatMap(([name, { label, citation }]) =>
  citation ? [{ name: name as CitationField, label, longest: citation.longest }] : [],
);

const names = citationFields.map(({ name }) => name);

/** Whether a field of a request is a part of its citation. */
export const isCitationField = (name: string): name is CitationField => names.some((each) => each === name);

const citationFrom = (valueOf: (name: CitationField) => string): Citation =>
  Object.fromEntries(citationFields.map(({ name }) => [name, valueOf(name)])) as Citation;

/** A citation of which nothing is known. */
export const noCitation: Citation = citationFrom(() => '');

/** The citation alone, out of a row or a form that holds it among other fields. */
export const citationOf = (values: Citation): Citation => citationFrom((name) => values[name]);

/** The citation that a person typed over the one that is stored: what they say nothing about stays. */
export const citationAfter = (
  before: Citation,
  typed: { readonly [F in CitationField]?: string | undefined },
): Citation => citationFrom((name) => (typed[name] ?? before[name]).trim());

const materialTypesIn = (t: Translate): Readonly<Record<string, string>> => ({
  book: t('Book'),
  article: t('Article'),
  chapter: t('Chapter'),
  other: t('Other'),
});

/** Material types as people choose them; a file may bring any other, which is shown as it came. */
export const materialTypes = materialTypesIn(t);

const formatNamesIn = (t: Translate): Readonly<Record<string, string>> => ({
  physical: t('Physical'),
  digital: t('Digital'),
});

/** Physical or digital, as people choose it; any other stands as it came. */
export const formatNames = formatNamesIn(t);

/** A part of a citation as people read it. */
export const citationWords = (name: CitationField, value: string): string => {
  if (name === 'materialType') return materialTypes[value] ?? value;
  return name === 'neededBy' && isCalendarDate(value) ? formatDate(value) : value;
};

/** The parts that are filled, as people read them. */
export const filledParts = (
  citation: Citation,
): readonly { readonly name: CitationField; readonly label: string; readonly words: string }[] =>
  citationFields.flatMap(({ name, label }) =>
    citation[name] === '' ? [] : [{ name, label, words: citationWords(name, citation[name]) }],
  );

/** What a letter to the partner says of the citation, one line a part. That a thing is lent as a thing need not be said. */
export const citationLines = (
  format: string,
  citation: Citation,
  { t, locale }: Speaker,
): readonly string[] => {
  const labels = { ...citationLabels(t), partnerNote: t.in('letter', 'Note') };
  const wordsOf = (name: CitationField): string => {
    const value = citation[name];
    if (name === 'materialType') return materialTypesIn(t)[value] ?? value;
    return name === 'neededBy' && isCalendarDate(value) ? formatDateInFull(value, locale) : value;
  };
  return [
    ...(format === 'physical' || format === ''
      ? []
      : [`${t('Format')}: ${formatNamesIn(t)[format] ?? format}`]),
    ...names.filter((name) => citation[name] !== '').map((name) => `${labels[name]}: ${wordsOf(name)}`),
  ];
};
