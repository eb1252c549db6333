import { posix } from 'node:path';
import { FileFault } from '../../row-fault.ts';
import type { Table } from '../table.ts';
import type { Package } from './package.ts';
import { readSharedStrings } from './shared-strings.ts';
import { sheetRows } from './sheet-rows.ts';
import { parseXml } from './xml.ts';
import { t } from '../../../../../shared/words/words.ts';

type Relation = { readonly type: string; readonly target: string };

/** Further sheets are ignored. */
const maxSheets = 100;

const relationsOf = async (workbook: Package, part: string): Promise<ReadonlyMap<string, Relation>> => {
  const folder = posix.dirname(part);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  const relations = new Map<string, Relation>();
  if (!workbook.names.includes(name)) return relations;
  await parseXml(workbook.read(name), {
    open: (tag, { Id = '', Type = '', Target = '' }) => {
      if (tag !== 'Relationship') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      relations.set(Id, { type: posix.basename(Type), target });
    },
  });
  return relations;
};

/** The path of the part that describes the workbook; null if the package has none. */
const mainPart = async (workbook: Package): Promise<string | null> => {
  const relations = await relationsOf(workbook, '.');
  const declared = [...relations.values()].find(({ type }) => type === 'officeDocument')?.target;
  const path = declared ?? 'xl/workbook.xml';
  return workbook.names.includes(path) && /workbook.*\.xml$/i.test(path) ? path : null;
};

/**
 * Opens the sheets of a workbook as tables, in their order, hidden ones last.
 * @returns null if the package is not a workbook.
 * @throws FileFault if it is damaged.
 */
export const openWorkbook = async (workbook: Package): Promise<readonly Table[] | null> => {
  const main = await mainPart(workbook);
  if (main === null) {
    if (workbook.names.some((name) => /^xl\/workbook\.bin$/i.test(name)))
      throw new FileFault(
        t('This is a binary workbook (.xlsb). Save it as .xlsx in Excel and import that file.'),
      );
    return null;
  }
  const relations = await relationsOf(workbook, main);
  const sheets: { readonly name: string; readonly path: string; readonly isHidden: boolean }[] = [];
  let is1904 = false;
  await parseXml(workbook.read(main), {
    open: (tag, attributes) => {
      if (tag === 'workbookPr') is1904 = /^(1|true|on)$/i.test(attributes['date1904'] ?? '');
      if (tag !== 'sheet' || sheets.length >= maxSheets) return;
      const id = Object.entries(attributes).find(([name]) => /(^|:)id$/.test(name))?.[1] ?? '';
      const path = relations.get(id)?.target ?? `xl/worksheets/sheet${sheets.length + 1}.xml`;
      const isHidden = (attributes['state'] ?? 'visible') !== 'visible';
      if (workbook.names.includes(path) && relations.get(id)?.type !== 'chartsheet')
        sheets.push({ name: attributes['name'] ?? '', path, isHidden });
    },
  });
  const partOf = (type: string, usual: string): string | null => {
    const declared = [...relations.values()].find((relation) => relation.type === type)?.target ?? usual;
    return workbook.names.includes(declared) ? declared : null;
  };
  const strings = await readSharedStrings(workbook, partOf('sharedStrings', 'xl/sharedStrings.xml'));
  const dayStyles = await readDayStyles(workbook, partOf('styles', 'xl/styles.xml'));
  return sheets
    .toSorted((one, other) => Number(one.isHidden) - Number(other.isHidden))
    .map(({ name, path }) => ({
      name,
      sizeBytes: workbook.sizeOf(path),
      is1904,
      rows: () => sheetRows(workbook, path, { strings, dayStyles, is1904 }),
    }));
};

/** The ids of built-in date formats; pure time formats do not count. */
const isBuiltInDay = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** Whether a format shows a date: it has a day or year outside of quotes, brackets and escapes. */
const showsDay = (code: string): boolean =>
  /[dy]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|General|Standard/gi, ''));

/** Returns the numbers of the cell styles that show dates. */
const readDayStyles = async (workbook: Package, name: string | null): Promise<ReadonlySet<number>> => {
  const days = new Set<number>();
  if (name === null) return days;
  const own = new Map<number, boolean>();
  let inCellStyles = false;
  let style = 0;
  await parseXml(workbook.read(name), {
    open: (tag, attributes) => {
      if (tag === 'numFmt') own.set(Number(attributes['numFmtId']), showsDay(attributes['formatCode'] ?? ''));
      else if (tag === 'cellXfs') inCellStyles = true;
      else if (tag === 'xf' && inCellStyles) {
        const id = Number(attributes['numFmtId'] ?? 0);
        if (own.get(id) ?? isBuiltInDay(id)) days.add(style);
        style += 1;
      }
    },
    close: (tag) => {
      if (tag === 'cellXfs') inCellStyles = false;
    },
  });
  return days;
};
