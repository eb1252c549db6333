import { formatDate, formatDateInFull, isCalendarDate } from './dates.ts';
import { allRequestFields, type CitationField, citationLabels } from './request-fields.ts';
import { type Speaker, t, type Translate } from '../words/words.ts';

/** What identifies a work, besides its title, author and format, so that a partner can find it. Each part is empty if not given. */
export type Citation = Readonly<Record<CitationField, string>>;

/** The parts of a citation, in the order of the form, the details and the letter. */
export const citationFields: readonly {
  readonly name: CitationField;
  readonly label: string;
  /** The maximum number of characters. */
  readonly longest: number;
}[] = allRequestFields.flatMap(([name, { label, citation }]) =>
  citation ? [{ name: name as CitationField, label, longest: citation.longest }] : [],
);

const names = citationFields.map(({ name }) => name);

/** Whether a field of a request is a part of its citation. */
export const isCitationField = (name: string): name is CitationField => names.some((each) => each === name);

const citationFrom = (valueOf: (name: CitationField) => string): Citation =>
  Object.fromEntries(citationFields.map(({ name }) => [name, valueOf(name)])) as Citation;

/** An empty citation. */
export const noCitation: Citation = citationFrom(() => '');

/** Extracts the citation from a row or a form with other fields. */
export const citationOf = (values: Citation): Citation => citationFrom((name) => values[name]);

/** Returns the stored citation with what the operator typed; omitted parts keep their values. */
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

/** The material types that staff can choose; a file may contain any other, which is shown unchanged. */
export const materialTypes = materialTypesIn(t);

const formatNamesIn = (t: Translate): Readonly<Record<string, string>> => ({
  physical: t('Physical'),
  digital: t('Digital'),
});

/** The formats that staff can choose; any other is shown unchanged. */
export const formatNames = formatNamesIn(t);

/** Returns a part of a citation as staff read it. */
export const citationWords = (name: CitationField, value: string): string => {
  if (name === 'materialType') return materialTypes[value] ?? value;
  return name === 'neededBy' && isCalendarDate(value) ? formatDate(value) : value;
};

/** Returns the parts that are not empty, as staff read them. */
export const filledParts = (
  citation: Citation,
): readonly { readonly name: CitationField; readonly label: string; readonly words: string }[] =>
  citationFields.flatMap(({ name, label }) =>
    citation[name] === '' ? [] : [{ name, label, words: citationWords(name, citation[name]) }],
  );

/** Returns the citation for a letter to the partner, one line per part. The physical format is the default and left out. */
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
