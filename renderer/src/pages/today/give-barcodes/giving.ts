import type { ItemId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { TodayRow } from '../../../../../shared/ipc/today-views.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { RefusedError, sentenceOf } from '../../../api/desk.ts';
import { refusalWords } from '../../../components/refusals.ts';
import { type Alarm, alarmOf, isScannedTwice } from '../../../machines/alarm.ts';

/** The volume that gets the next barcode, with the index of its request in the list. */
export type Bare = {
  readonly index: number;
  readonly row: TodayRow;
  readonly volume: TodayRow['places'][number];
};

/** Why a code was not accepted; the code stays in the box, unless it is empty. */
export type NotGiven = {
  readonly code: string;
  readonly alarm: Alarm;
  readonly name: string;
  readonly message: string;
};

/** The current list, and the row chosen by the operator. */
export type GivingList = {
  readonly total: number;
  readonly rowAt: (index: number) => TodayRow | undefined;
  readonly at: number;
};

/** The dependencies provided by the page. */
export type GivingPage = {
  /** Takes the step. @param asOf null: regardless of changes to the request. @throws RefusedError */
  readonly give: (bare: Bare, barcode: string, asOf: TodayRow['updatedAt'] | null) => Promise<Outcome>;
  /** Returns the index of a request in the whole list by its identifier; -1 if absent. */
  readonly placeOf: (externalId: string) => Promise<number>;
  readonly choose: (index: number) => void;
  readonly given: (outcome: Outcome) => void;
  readonly refused: (alarm: Alarm) => void;
  /** Called when any of the state has changed. */
  readonly changed: () => void;
};

/** How long a volume counts as done although the list still contains it. */
const readAgainMs = 5_000;
/** How long a row that an undo brings back is chosen whenever the list is read again. */
const comesBackMs = 2_000;

const isSame = (one: string, other: string): boolean => one.toUpperCase() === other.toUpperCase();

/**
 * Assigns barcodes to volumes, one code after the other: a barcode goes to the chosen row, and the next row is chosen; the external
 * identifier of another row chooses that row. After a STOP, codes scanned in the meantime are dropped: they were meant for other rows.
 */
export class Giving {
  notGiven: NotGiven | null = null;
  /** Increments whenever it becomes ready for the next code. */
  turn = 0;
  private list: GivingList = { total: 0, rowAt: () => undefined, at: 0 };
  private page: GivingPage;
  private readonly done = new Set<ItemId>();
  private readonly changedHere = new Set<RequestId>();
  private line = Promise.resolve();
  private refusals = 0;
  /** The identifier of a row that an undo brings back, while the list may be read again because of it. */
  private comesBack: string | null = null;
  private lastGiven: { readonly code: string; readonly title: string; readonly itemId: ItemId } | null = null;

  constructor(page: GivingPage) {
    this.page = page;
  }

  /** Updates the list and the page. */
  readonly follow = (list: GivingList, page: GivingPage): void => {
    // The row goes when its barcode is given, and comes back when that is undone: both may still be on their way.
    this.list = list;
    this.page = page;
    const place = this.comesBack === null ? null : this.placeInSight(this.comesBack);
    if (place !== null && place !== list.at) this.choose(place);
  };

  /** Returns the first volume without a barcode, starting at the chosen row and wrapping around at the end. */
  target({ total, rowAt, at }: GivingList = this.list, from = at): Bare | null {
    for (let step = 0; step < total; step += 1) {
      const index = (from + step) % total;
      const row = rowAt(index);
      const volume = row?.places.find(({ barcode, itemId }) => barcode === '' && !this.done.has(itemId));
      if (row && volume) return { index, row, volume };
    }
    return null;
  }

  /** Handles a scanned or typed code, after earlier ones; an empty code moves to the next row. */
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

  /** Skips a volume. */
  readonly skip = (): void => {
    const bare = this.target();
    const next = bare && this.target(this.list, bare.index + 1);
    if (next) this.choose(next.index);
  };

  /** Reports why a code was not accepted. */
  readonly refuse = (notGiven: NotGiven): void => {
    if (notGiven.alarm === 'stop') this.refusals += 1;
    this.notGiven = notGiven;
    this.page.refused(notGiven.alarm);
    this.ready();
  };

  /** A step was undone: the reason of a refusal may no longer hold. A volume that lost its barcode is in hand: its row is chosen. */
  readonly undone = (externalId: string): void => {
    if (this.lastGiven !== null) this.done.delete(this.lastGiven.itemId);
    this.lastGiven = null;
    this.comesBack = externalId;
    setTimeout(() => (this.comesBack = null), comesBackMs);
    const place = this.placeInSight(externalId);
    if (place !== null) return this.choose(place);
    if (this.notGiven === null) return undefined;
    this.notGiven = null;
    return this.ready();
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
    this.comesBack = null;
    const bare = this.target();
    const named = this.placeInSight(code);
    if (named !== null) return this.choose(named);
    if (!bare) return undefined;
    try {
      // Changes made elsewhere since the list was loaded are shown before the barcode is assigned.
      const asOf = this.changedHere.has(bare.row.id) ? null : bare.row.updatedAt;
      this.note(bare, await this.page.give(bare, code, asOf));
      const title = bare.row.title || bare.row.externalId;
      this.lastGiven = { code, title, itemId: bare.volume.itemId };
    } catch (error) {
      const isIdentifier = error instanceof RefusedError && error.refusal.code === 'identifier-not-barcode';
      const place = isIdentifier ? await this.page.placeOf(code) : -1;
      if (place >= 0) return this.choose(place);
      this.refuse(this.whyNot(error, code));
    }
    return undefined;
  }

  private whyNot(error: unknown, code: string): NotGiven {
    const message = sentenceOf(error);
    if (!(error instanceof RefusedError)) return { code, alarm: 'stop', name: t('not saved'), message };
    const last = this.lastGiven;
    if (last !== null && isScannedTwice(code, last.code))
      return {
        // The box is ready for the next item.
        code: '',
        alarm: 'check',
        name: t('scanned twice'),
        message: t('{code} is already the barcode of {title}. Scan the next item.', {
          title: last.title,
          code,
        }),
      };
    const { refusal } = error;
    return { code, alarm: alarmOf(refusal), name: refusalWords(refusal.code), message };
  }

  private placeInSight(code: string): number | null {
    for (let index = 0; index < this.list.total; index += 1)
      if (isSame(this.list.rowAt(index)?.externalId ?? '', code)) return index;
    return null;
  }

  private note({ row, volume }: Bare, outcome: Outcome): void {
    this.done.add(volume.itemId);
    this.changedHere.add(row.id);
    // Includes a volume again if its barcode was undone in the meantime.
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
