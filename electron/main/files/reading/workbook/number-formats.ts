import type { Package } from './package.ts';
import { hearXml } from './xml.ts';

/** Formats of days that every workbook knows by their numbers; times alone are none. */
const isBuiltInDay = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** Whether a format shows a day: it names a day or a year outside of quotes, brackets and escapes. */
const showsDay = (code: string): boolean =>
  /[dy]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|General|Standard/gi, ''));

/** Which styles of cells show days: their numbers. */
export const readDayStyles = async (workbook: Package, name: string | null): Promise<ReadonlySet<number>> => {
  const days = new Set<number>();
  if (name === null) return days;
  const own = new Map<number, boolean>();
  let inCellStyles = false;
  let style = 0;
  await hearXml(workbook.read(name), {
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
