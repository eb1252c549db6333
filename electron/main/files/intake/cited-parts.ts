import { citationFields } from '../../../../shared/domain/citation.ts';
import type { CitationField } from '../../../../shared/domain/request-fields.ts';
import type { Cells } from './cells.ts';
import { dateOf } from './cells.ts';
import { t } from '../../../../shared/words/words.ts';

/** The parts of the citation that a row says. @param remarks takes what was cut or left out, for staff. */
export const citationOf = (
  cells: Cells,
  timeZone: string,
  remarks: string[],
): Record<string, string> | undefined => {
  const citation: Record<string, string> = {};
  for (const { name, longest } of citationFields) {
    const text = partOf(cells, name, remarks);
    if (text === '') continue;
    if (name === 'neededBy') {
      const day = cells.day('neededBy');
      if (day !== null && typeof day === 'object') citation[name] = dateOf(day, timeZone);
      else remarks.push(t('intake.importedNeededBySaysWhichIs', { text: text.slice(0, 60) }));
      continue;
    }
    citation[name] = text.slice(0, longest);
    if (text.length > longest) remarks.push(t('intake.importedTheTextOfWasLonger', { name, longest }));
  }
  return Object.keys(citation).length === 0 ? undefined : citation;
};

const isbnText = /^(?:97[89][- ]?)?(?:\d[- ]?){9}[\dx]\b/i;

/** A part of the citation, whichever column says it. */
const partOf = (cells: Cells, name: CitationField, remarks: string[]): string => {
  const isNumber = name === 'isbn' || name === 'issn';
  const text = isNumber ? cells.codeIfWhole(name, remarks) : cells.text(name);
  switch (name) {
    case 'journal':
      // What an article stands in is called a title by some.
      return text || (cells.text('articleTitle') === '' ? '' : cells.text('title'));
    case 'year':
      // A day of publication is kept for its year.
      return /^\d{4}-\d{2}-\d{2}/.test(text) ? text.slice(0, 4) : text;
    // Some systems have one column for both numbers.
    case 'isbn':
      return text || (isbnText.test(cells.text('issn')) ? cells.text('issn') : '');
    case 'issn':
      return isbnText.test(text) ? '' : text;
    case 'materialType':
      return materialType(text);
    default:
      return text;
  }
};

const materials: readonly (readonly [RegExp, string])[] = [
  // What is wanted of it, and not what it is.
  [/^(?:loan|copy|photocopy|(?:non-?)?returnable|ausleihe|kopie|borrowing|physical|digital)s?$/i, ''],
  [/^(?:physical |electronic |e-?)?(?:books?|monographs?|buch|libro|livre)$/i, 'book'],
  [/^(?:journal )?(?:articles?|aufsatz|artikel|art[ií]culo)$/i, 'article'],
  [/^(?:book )?(?:chapters?|kapitel|cap[ií]tulo)$/i, 'chapter'],
];

/** The type in our word for it, or as it stands. */
const materialType = (text: string): string => materials.find(([words]) => words.test(text))?.[1] ?? text;
