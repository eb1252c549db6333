import { type DayOrder, isAmbiguousDay } from '../../../../shared/domain/intake/outside-day.ts';
import { statusKey, statusOfWord } from '../../../../shared/domain/intake/statuses.ts';
import { systemFacts } from '../../../../shared/domain/intake/systems.ts';
import type { FileSurvey } from '../../../../shared/ipc/import-views.ts';
import type { ReadableDB } from '../../db/types.ts';
import { cellValue } from '../intake/cell-values.ts';
import { Cells } from '../intake/cells.ts';
import type { DayOrders } from '../intake/day-order.ts';
import { namesOf, whySkipped } from '../intake/outside-row.ts';
import type { Reading } from '../intake/recognize.ts';
import { isNonDataRow } from '../intake/table-batches.ts';
import { readableRows } from '../reading/table.ts';
import { RowFault } from '../row-fault.ts';
import { type NamedRecord, lookUpPartner, lookUpPatron, lookUpPickup } from '../storing/look-up-names.ts';
import { References } from '../storing/references.ts';

/** The most status words reported. A file with more has something else in that column. */
const maxWords = 200;
const maxNames = 20;
/** Status words are compared by this many characters. */
const longestWord = 200;

/** Limits of the cache of texts that were already looked up. */
const textsKept = 200_000;
const longestKept = 300;

/** The records of one kind that a table names. Most rows repeat a name, and it is looked up only once. */
class Named {
  private readonly codes = new Map<string, string | null>();
  private readonly texts = new Set<string>();

  /** Whether a text has not been looked up before. */
  isNew(text: string): boolean {
    if (this.texts.has(text)) return false;
    if (this.texts.size < textsKept && text.length <= longestKept) this.texts.add(text);
    return true;
  }

  note(record: NamedRecord | null): void {
    if (record === null || this.codes.has(record.code)) return;
    this.codes.set(record.code, record.addAs);
  }

  view(): NonNullable<FileSurvey['records']>['partners'] {
    const names = [...this.codes.values()].filter((name) => name !== null);
    return {
      known: this.codes.size - names.length,
      added: names.length,
      names: names.slice(0, maxNames),
    };
  }
}

/**
 * Reads a whole table for what the operator should know before importing it: its status words, whether the order of its days matters, and
 * the records it names. If the file breaks off, the rows before that place count.
 * @param how `said`: the day orders that the file itself shows; `orders`: those used to read it.
 */
export const surveyOf = async (
  db: ReadableDB,
  {
    reading,
    said,
    orders,
  }: { readonly reading: Reading; readonly said: DayOrders; readonly orders: DayOrders },
  cancelled: () => boolean,
): Promise<FileSurvey> => {
  const words: Words = new Map();
  const keysOfWords = new Map<string, string>();
  const names = namesIn(db, reading);
  const heads = reading.heads.map((head) => head.trim());
  let rows = 0;
  let dayExample: string | null = null;
  for await (const batch of readableRows(reading.table)) {
    if (cancelled()) break;
    for (const line of batch.rows) {
      if (line.row <= reading.headRow || line.unreadable !== undefined || isNonDataRow(reading, heads, line))
        continue;
      rows += 1;
      const cells = new Cells(reading, orders, line);
      if (reading.system !== 'borrow-desk' && whySkipped(cells) !== null) continue;
      noteWord(words, keysOfWords, cells.text('status').slice(0, longestWord));
      names.note(cells);
      dayExample ??= exampleIn(said, line.cells);
    }
  }
  const { statuses } = systemFacts(reading.system);
  return {
    rows,
    dayExample,
    dayOrder: dayExample === null ? null : orderIn(said, orders),
    words: [...words]
      .toSorted(([, one], [, other]) => other.count - one.count)
      .slice(0, maxWords)
      .map(([key, { word, count }]) => ({
        key,
        word,
        count,
        status: statusOfWord(word, statuses, reading.profile.statuses) ?? null,
      })),
    records: names.view(),
  };
};

type Words = Map<string, { readonly word: string; count: number }>;

const noteWord = (words: Words, keys: Map<string, string>, word: string): void => {
  const key = keys.get(word) ?? statusKey(word);
  if (key === '') return;
  if (keys.size < 10 * maxWords) keys.set(word, key);
  const known = words.get(key);
  if (known) known.count += 1;
  // A column that holds something other than statuses must not fill the memory.
  else if (words.size < 10 * maxWords) words.set(key, { word, count: 1 });
};

/** Returns a day whose order the file does not show. */
const exampleIn = (said: DayOrders, cells: readonly string[]): string | null => {
  for (const [at, order] of said) {
    const value = cellValue(cells[at]);
    if (order === null && isAmbiguousDay(value)) return value;
  }
  return null;
};

/** Returns the order used for days whose order the file does not show. */
const orderIn = (said: DayOrders, orders: DayOrders): DayOrder | null => {
  for (const [at, order] of said) if (order === null) return orders.get(at) ?? null;
  return null;
};

/** Collects the records that rows name. The view is null if the records must already exist. */
const namesIn = (
  db: ReadableDB,
  reading: Reading,
): { readonly note: (cells: Cells) => void; readonly view: () => FileSurvey['records'] } => {
  if (systemFacts(reading.system).strict) return { note: () => undefined, view: () => null };
  const references = new References(db);
  const [pickups, partners, patrons] = [new Named(), new Named(), new Named()];
  const note = (
    kind: 'desk' | 'partner' | 'patron',
    to: Named,
    said: readonly string[],
    lookUp: () => NamedRecord | null,
  ): void => {
    if (!to.isNew(said.join('\u0000'))) return;
    const record = lookUp();
    to.note(record);
    if (record !== null && record.addAs !== null) references.names.add(kind, record.code, record.addAs);
  };
  return {
    note: (cells) => {
      try {
        const { partner, partnerName, rota, pickup, ...patron } = namesOf(cells, []);
        note('desk', pickups, [pickup], () => lookUpPickup(references, pickup));
        note('partner', partners, [partner, partnerName], () =>
          lookUpPartner(references, partner, partnerName),
        );
        for (const code of rota)
          note('partner', partners, [code, ''], () => lookUpPartner(references, code, ''));
        note('patron', patrons, [patron.patron, patron.patronName], () => lookUpPatron(references, patron));
      } catch (fault) {
        // The import will refuse this row; the dry run reports why.
        if (!(fault instanceof RowFault)) throw fault;
      }
    },
    view: () => ({ pickups: pickups.view(), partners: partners.view(), patrons: patrons.view() }),
  };
};
