import { plainWords } from '../../../../shared/domain/intake/plain-words.ts';
import { readOutsideDay } from '../../../../shared/domain/intake/outside-day.ts';
import { statusOfWord } from '../../../../shared/domain/intake/statuses.ts';
import { systemFacts } from '../../../../shared/domain/intake/systems.ts';
import { placeOfWord } from '../../../../shared/domain/life/from-one-word.ts';
import { isEndState } from '../../../../shared/domain/life/request.machine.ts';
import type { RawRow } from '../sections.ts';
import { type Cells, dateOf, momentText } from './cells.ts';
import type { OutsideNames } from '../sections.ts';
import { t } from '../../../../shared/words/words.ts';
import { citationFields } from '../../../../shared/domain/citation.ts';
import type { CitationField } from '../../../../shared/domain/request-fields.ts';

const isDigitalWord =
  /digital|electronic|elektronisch|pdf|copy|copies|photocop|article|aufsatz|artikel|kopie|scan|chapter|kapitel|articulo|copia|electr[oó]nic/i;

/** Physical or digital, from the columns for format, copy and material; undefined if the file does not say. */
const formatOf = (cells: Cells): 'physical' | 'digital' | undefined => {
  const format = cells.text('format');
  if (format !== '') return isDigitalWord.test(format) ? 'digital' : 'physical';
  const isCopy = cells.text('isCopy');
  if (isCopy !== '') return /^(?:1|y|yes|true|ja|copy)/i.test(isCopy) ? 'digital' : 'physical';
  const material = cells.text('materialType');
  if (material === '') return cells.text('articleTitle') === '' ? undefined : 'digital';
  return isDigitalWord.test(material) ? 'digital' : 'physical';
};

const lending = /^(?:lending|lender|supplying|aktive fernleihe|gebend|0|f|false|n|no)$/i;
const delivery = /^doc(?:ument)? ?del(?:ivery)?$/i;
const borrowing = /borrow|^(?:1|t|true|y|yes)$|passive|nehmend|solicitante/i;

/** Returns why a row is skipped because it is not a borrowing request; null if it is one. */
export const whySkipped = (cells: Cells): string | null => {
  const type = cells.text('materialType');
  const process = cells.text('processType');
  if (delivery.test(type) || delivery.test(process)) return t('Document delivery request, skipped.');
  if (/^(?:lending|aktive fernleihe)$/i.test(type) || lending.test(process))
    return t('Lending request, skipped.');
  if (process === '' || borrowing.test(process)) return null;
  return t('Not a borrowing request (“{process}”), skipped.', { process: process.slice(0, 60) });
};

/** Converts a row of another system's file to a request. @throws RowFault if a value cannot be read. */
export const outsideRow = (cells: Cells, timeZone: string): RawRow => {
  const remarks: string[] = [];
  const format = formatOf(cells);
  const status = statusOf(cells, format);
  const value: Record<string, unknown> = {
    externalId: cells.code('externalId', 'externalId'),
    ...workOf(cells),
    format,
    status: status || undefined,
    dueOn: dueOf(cells, timeZone),
    createdAt: createdOf(cells),
    volumes:
      countOf(cells.text('volumes')) ?? countOf(severalIn.exec(cells.text('journalVolume'))?.[0] ?? ''),
    circulationNote: cells.text('circulationNote') || undefined,
    cost: cells.text('cost') || undefined,
    citation: citationOf(cells, timeZone, remarks),
    items: itemsOf(cells, status, remarks),
  };
  const note = cells.text('note');
  if (note !== '') value['notes'] = [{ from: 'staff', text: note, active: false }];
  for (const field of Object.keys(value)) if (value[field] === undefined) delete value[field];
  return { row: cells.row, value, outside: namesOf(cells, remarks), remarks };
};

/** A title without the trailing punctuation of a catalogue: `Go fish /`. */
const titleOf = (text: string): string => text.replace(/(?:\s+[/:;])+$/, '') || text;

/** Returns title and author: those of the article if the row names one. */
export const workOf = (cells: Cells): { readonly title: string; readonly author: string | undefined } => {
  const article = cells.text('articleTitle');
  return {
    title: titleOf(article || cells.text('title') || cells.text('journal')),
    author:
      (article && cells.text('articleAuthor')) ||
      cells.text('author') ||
      cells.text('articleAuthor') ||
      undefined,
  };
};

const statusOf = (cells: Cells, format: string | undefined): string => {
  const word = cells.text('status');
  if (word === '') return '';
  const { system, profile } = cells.reading;
  const { statuses } = systemFacts(system);
  const known = statusOfWord(word, statuses, profile.statuses);
  if (known === undefined) return word;
  // Some systems use one word for both; for a copy it means a digital file.
  const isOneWord = statuses.includes('worldshare') && format === 'digital' && system !== 'other';
  if (isOneWord && known === 'SHIPPED_PHYSICALLY') return 'SHIPPED_DIGITALLY';
  return isOneWord && known === 'RECEIVED_PHYSICALLY' ? 'RECEIVED_DIGITALLY' : known;
};

const dueOf = (cells: Cells, timeZone: string): string | undefined => {
  const day = cells.knownDay('dueOn');
  if (day !== null) return dateOf(day, timeZone);
  // `Renewed by ILL Staff to 1/20/2027`.
  const until = /\b(?:to|until|bis)\s+(\d[\d/.-]+\d)$/i.exec(cells.text('status'))?.[1];
  const renewed = until === undefined ? null : readOutsideDay(until, cells.reading.defaultOrder);
  return renewed !== null && typeof renewed === 'object' ? renewed.date : undefined;
};

const createdOf = (cells: Cells): string | undefined => {
  const day = cells.knownDay('createdAt');
  return day === null ? undefined : momentText(day);
};

/** A set instead of one of its volumes: `3 volumes`, not `v. 3`. */
const severalIn = /^\d{1,3} ?(?:volumes|vols|bände|bde|volúmenes|tomos)\b/i;

/** `2`, `2 vols.`: the number; undefined if the text does not begin with one. */
const countOf = (text: string): number | undefined => {
  const count = Number(/^\d{1,4}(?=\D|$)/.exec(text)?.[0] ?? 0);
  return count >= 1 ? count : undefined;
};

/** The volumes a row names by barcode, if its status determines where they are. @param remarks receives the other barcodes, for staff. */
const itemsOf = (cells: Cells, status: string, remarks: string[]): unknown[] | undefined => {
  const barcodes = cells
    .codeIfWhole('itemBarcode', remarks)
    .split(/[;,|]/)
    .map((code) => code.trim())
    .filter((code) => code !== '');
  if (barcodes.length === 0) return undefined;
  const place = status === 'REPORT_LOST' ? 'lost' : placeOfWord(status, 0);
  if (place !== null) return barcodes.map((barcode) => ({ barcode, status: place }));
  const barcode = barcodes.join(', ').slice(0, 200);
  remarks.push(
    isEndState(status)
      ? t('The barcode {barcode} is left out: the request is closed.', { barcode })
      : t('The barcode {barcode} is left out: the request’s status does not say where the item is.', {
          barcode,
        }),
  );
  return undefined;
};

/** Returns the patron, partners and pickup location of a row. @param remarks receives what was left out, for staff. */
export const namesOf = (cells: Cells, remarks: string[]): OutsideNames => {
  const fullName = [cells.text('lastName'), cells.text('firstName')].filter((name) => name !== '').join(', ');
  const active = plainWords(cells.text('partnerIsActive'));
  const rota = cells
    .text('lendingString')
    .split(/[,;|\s]+/)
    .map((code) => code.replace(/^\*+/, ''))
    .filter((code) => code !== '');
  const listed = cells
    .text('rota')
    .split(/[|;,]/)
    .map((code) => code.trim())
    .filter((code) => code !== '');
  const named = cells.text('patronName') || fullName;
  // `Reader, Anna (anna1)`: name and number together.
  const [, name = named, number = ''] = /^(.*\S) ?\(([\w.@-]*\d[\w.@-]*)\)$/.exec(named) ?? [];
  return {
    patron: cells.codeIfWhole('patron', remarks) || number,
    patronName: name,
    patronEmail: cells.text('patronEmail'),
    partner: cells.text('activePartner') || (cells.text('partnerName') === '' ? (rota[0] ?? '') : ''),
    partnerName: cells.text('partnerName'),
    partnerIsActive: !/^(?:non|not|in|no|n|0|false)/.test(active),
    rota: listed.length > 0 ? listed : rota,
    pickup: cells.text('pickup'),
    rowPerPartner: systemFacts(cells.reading.system).rowPerPartner === true,
  };
};

/** Returns the citation of a row. @param remarks receives what was shortened or left out, for staff. */
const citationOf = (
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
      else remarks.push(t('“Needed by” is left out: “{text}” is not a date.', { text: text.slice(0, 60) }));
      continue;
    }
    citation[name] = text.slice(0, longest);
    if (text.length > longest)
      remarks.push(
        t('“{name}” is longer than {longest} characters: the rest is left out.', { name, longest }),
      );
  }
  return Object.keys(citation).length === 0 ? undefined : citation;
};

const isbnText = /^(?:97[89][- ]?)?(?:\d[- ]?){9}[\dx]\b/i;

/** A part of the citation, from any column that may hold it. */
const partOf = (cells: Cells, name: CitationField, remarks: string[]): string => {
  const isNumber = name === 'isbn' || name === 'issn';
  const text = isNumber ? cells.codeIfWhole(name, remarks) : cells.text(name);
  switch (name) {
    case 'journal':
      // Some systems have an article's journal in the title column.
      return titleOf(text || (cells.text('articleTitle') === '' ? '' : cells.text('title')));
    case 'year':
      // Only the year of a publication day is kept.
      return /^\d{4}-\d{2}-\d{2}/.test(text) ? text.slice(0, 4) : text;
    // Some systems have one column for both ISBN and ISSN.
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
  // How the item is wanted, not what it is.
  [/^(?:loan|copy|photocopy|(?:non-?)?returnable|ausleihe|kopie|borrowing|physical|digital)s?$/i, ''],
  [/^(?:physical |electronic |e-?)?(?:books?|monographs?|buch|libro|livre)$/i, 'book'],
  [/^(?:journal )?(?:articles?|aufsatz|artikel|art[ií]culo)$/i, 'article'],
  [/^(?:book )?(?:chapters?|kapitel|cap[ií]tulo)$/i, 'chapter'],
];

/** Our word for the type, or the text itself. */
const materialType = (text: string): string => materials.find(([words]) => words.test(text))?.[1] ?? text;
