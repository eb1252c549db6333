import type { ItemId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { TodayRow } from '../../../../../shared/ipc/today-views.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { RefusedError, sentenceOf } from '../../../api/desk.ts';
import { refusalWords } from '../../../components/refusals.ts';
import { type Alarm, alarmOf } from '../../../machines/alarm.ts';

/** A volume that gets its barcode next, with the place of its request in the list. */
export type Bare = {
  readonly index: number;
  readonly row: TodayRow;
  readonly volume: TodayRow['places'][number];
};

/** Why a code was not taken. */
export type NotGiven = {
  readonly code: string;
  readonly alarm: Alarm;
  readonly name: string;
  readonly message: string;
};

/** The list as it is shown, and the row that staff have chosen. */
export type GivingList = {
  readonly total: number;
  readonly rowAt: (index: number) => TodayRow | undefined;
  readonly at: number;
};

/** What it needs from the page. */
export type GivingPage = {
  /** Takes the step. @param asOf null: whatever the request is now. @throws RefusedError */
  readonly give: (bare: Bare, barcode: string, asOf: TodayRow['updatedAt'] | null) => Promise<Outcome>;
  /** The place of the request with an identifier in the whole list; -1 where it has none. */
  readonly placeOf: (externalId: string) => Promise<number>;
  readonly choose: (index: number) => void;
  readonly given: (outcome: Outcome) => void;
  readonly refused: (alarm: Alarm) => void;
  /** Something of it is another than it was. */
  readonly changed: () => void;
};

/** So long a volume counts as done although the list still has it. */
const readAgainMs = 5_000;

const isSame = (one: string, other: string): boolean => one.toUpperCase() === other.toUpperCase();

/**
 * Gives volumes their barcodes, one code after the other: a barcode goes to the chosen row, and the next one is chosen; the external identifier of
 * another row chooses that. After a STOP what was scanned meanwhile is not taken: it was meant for other rows.
 */
export class Giving {
  notGiven: NotGiven | null = null;
  /** Counts the times that it became ready for the next code. */
  turn = 0;
  private list: GivingList = { total: 0, rowAt: () => undefined, at: 0 };
  private page: GivingPage;
  private readonly done = new Set<ItemId>();
  private readonly changedHere = new Set<RequestId>();
  private line = Promise.resolve();
  private refusals = 0;
  private lastGiven = '';

  constructor(page: GivingPage) {
    this.page = page;
  }

  /** The list, and the page, as they are now. */
  readonly follow = (list: GivingList, page: GivingPage): void => {
    this.list = list;
    this.page = page;
  };

  /** The first volume from the chosen row on that has no barcode; behind the last row it goes on with the first one. */
  target({ total, rowAt, at }: GivingList = this.list, from = at): Bare | null {
    for (let step = 0; step < total; step += 1) {
      const index = (from + step) % total;
      const row = rowAt(index);
      const volume = row?.places.find(({ barcode, itemId }) => barcode === '' && !this.done.has(itemId));
      if (row && volume) return { index, row, volume };
    }
    return null;
  }

  /** Takes what was scanned or typed, after what came before it; nothing leads to the next row. */
  readonly enter = (raw: string): Promise<void> => {
    const code = raw.trim();
    const before = this.refusals;
    this.line = this.line.then(async () => {
      if (before !== this.refusals) return;
      if (code === '') this.skip();
      else await this.take(code);
    });
    return this.line;
  };

  /** Leaves a volume as it is. */
  readonly skip = (): void => {
    const bare = this.target();
    const next = bare && this.target(this.list, bare.index + 1);
    if (next) this.choose(next.index);
  };

  /** Says why a code was not taken. */
  readonly refuse = (notGiven: NotGiven): void => {
    if (notGiven.alarm === 'stop') this.refusals += 1;
    this.notGiven = notGiven;
    this.page.refused(notGiven.alarm);
    this.ready();
  };

  private ready(): void {
    this.turn += 1;
    this.page.changed();
  }

  private choose(index: number): void {
    this.notGiven = null;
    this.list = { ...this.list, at: index };
    this.page.choose(index);
    this.ready();
  }

  private async take(code: string): Promise<void> {
    const bare = this.target();
    const named = this.placeInSight(code);
    if (named !== null) return this.choose(named);
    if (!bare) return undefined;
    try {
      // What changed elsewhere since the list was read is shown before it gets a barcode.
      const asOf = this.changedHere.has(bare.row.id) ? null : bare.row.updatedAt;
      this.note(bare, await this.page.give(bare, code, asOf));
      this.lastGiven = code;
    } catch (error) {
      const isIdentifier = error instanceof RefusedError && error.refusal.code === 'identifier-not-barcode';
      const place = isIdentifier ? await this.page.placeOf(code) : -1;
      if (place >= 0) return this.choose(place);
      this.refuse({ code, ...this.whyNot(error, code) });
    }
    return undefined;
  }

  /** The same barcode once more was given already. */
  private whyNot(error: unknown, code: string): Omit<NotGiven, 'code'> {
    const message = sentenceOf(error);
    if (!(error instanceof RefusedError)) return { alarm: 'stop', name: t('not saved'), message };
    const { refusal } = error;
    const alarm = isSame(code, this.lastGiven) ? 'check' : alarmOf(refusal);
    return { alarm, name: refusalWords(refusal.code), message };
  }

  private placeInSight(code: string): number | null {
    for (let index = 0; index < this.list.total; index += 1)
      if (isSame(this.list.rowAt(index)?.externalId ?? '', code)) return index;
    return null;
  }

  private note({ row, volume }: Bare, outcome: Outcome): void {
    this.done.add(volume.itemId);
    this.changedHere.add(row.id);
    // One whose barcode was taken back meanwhile is asked for again.
    setTimeout(() => {
      this.done.delete(volume.itemId);
      this.changedHere.delete(row.id);
      this.page.changed();
    }, readAgainMs);
    this.notGiven = null;
    this.page.given(outcome);
    this.ready();
  }
}
