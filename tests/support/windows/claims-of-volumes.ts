import { addDays, formatDate } from '../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';
import { type Claim, closed, countOf, type Held, itemOf, type Taken, truth } from './claim.ts';
import type { Seen } from './seen.ts';

/** The items whose loan or partner due date has changed. */
export const movedDates = ({ before, after }: Taken): readonly number[] =>
  after.items.flatMap((item) => {
    const old = itemOf(before, item.id);
    return old && (old.loanDueOn !== item.loanDueOn || old.dueOn !== item.dueOn) ? [item.id] : [];
  });

/** Items that were lost or missed, and no longer are. */
const foundItems = ({ before, after }: Taken): Seen['items'] =>
  after.items.filter(({ id, status, checkIn }) => {
    const old = itemOf(before, id);
    return (
      (old?.status === 'lost' && status !== 'lost') || (old?.checkIn === 'missed' && checkIn !== 'missed')
    );
  });

const demanded = ({ items, turns }: Seen): number =>
  [...items, ...turns].filter(({ demand }) => demand !== 'none').length;
const open = ({ items }: Seen): number => items.filter(({ report }) => report !== 'none').length;

/** `the item`, `both volumes`, `all 3 volumes`. */
const countWords = (what: string): number => {
  if (what === 'the item') return 1;
  return what === 'both volumes' ? 2 : Number(/\d+/u.exec(what)?.[0]);
};

/** Checks that the items have the stated date: that of the loan, or the partner's for items not yet lent. */
const datesMoved = (taken: Taken, date: string, names: readonly string[] | null): Held | string => {
  const asked = (taken.input as { readonly itemIds?: readonly number[] }).itemIds ?? [];
  const meant = taken.after.items.filter(({ id, name }) =>
    names === null ? asked.includes(id) : names.includes(name),
  );
  const wrong = meant.filter(({ loanDueOn, dueOn }) =>
    loanDueOn === null
      ? dueOn === null || formatDate(addDays(dueOn as CalendarDate, -taken.daysBeforePartner)) !== date
      : formatDate(loanDueOn as CalendarDate) !== date,
  );
  return truth(
    meant.length > 0 && wrong.length === 0,
    `due ${meant.map(({ loanDueOn, dueOn }) => `${loanDueOn} (${dueOn})`).join(', ')}`,
  );
};

const onShelf = (taken: Taken): number =>
  taken.after.items.filter(
    (item) =>
      item.status === 'on-hold-shelf' &&
      item.isAtPickup &&
      itemOf(taken.before, item.id)?.use === 'goes-back',
  ).length;

/** The volume that a correction is about. */
const corrected = ({ input, after }: Taken) =>
  itemOf(after, (input as { readonly itemId?: number }).itemId ?? 0);

/** Claims about where volumes go, until when, and what is missing or damaged. */
export const claimsOfVolumes: readonly Claim[] = [
  {
    name: 'the date of a recall stays',
    words: /^The recall’s date stays: back by (?<date>[^.]*)\./u,
    holds: (taken, { date }) => {
      const { backBy = null } = corrected(taken) ?? {};
      return truth(backBy !== null && formatDate(backBy as CalendarDate) === date, `back by ${backBy}`);
    },
  },
  {
    name: 'the patron may keep it longer than its partner lends it',
    words: /^The patron may keep it longer, until (?<date>[^.]*)\./u,
    holds: (taken, { date }) => {
      const { backBy = null, dueOn = null, loanDueOn = null } = corrected(taken) ?? {};
      const until = backBy ?? dueOn;
      return truth(
        loanDueOn !== null &&
          until !== null &&
          until < loanDueOn &&
          formatDate(loanDueOn as CalendarDate) === date,
        `lent until ${loanDueOn}, wanted back ${until}`,
      );
    },
  },
  {
    name: 'volumes go back',
    words: /^(?<count>One volume goes|\d+ volumes go) back to the partner\./u,
    holds: ({ before, after }, { count = '' }) => {
      const back = after.items.filter(({ id, use, status }) => {
        const old = itemOf(before, id);
        const isBack = old?.use === 'goes-back' && !(closed.includes(old.status) && !closed.includes(status));
        return use === 'goes-back' && !isBack;
      });
      return truth(back.length === countOf(count, /^One/u), `${back.length} go back`, ['goes-back']);
    },
  },
  {
    name: 'what goes on the hold shelf',
    words: /^(?<count>It goes|\d+ volumes go) on the hold shelf\./u,
    holds: (taken, { count = '' }) =>
      truth(onShelf(taken) === countOf(count, /^It/u), `${onShelf(taken)} are on the shelf`),
  },
  {
    name: 'the letters of an open set wait',
    words: /^The letters about what was received still wait until Done on Receiving Items\./u,
    holds: ({ after, written }) =>
      truth(
        after.request.receivingOpen === 1 && written.every(({ kind }) => kind !== 'received'),
        'the set is not open, or the partner is told of the receipt',
      ),
  },
  {
    name: 'what is to be scanned in',
    words:
      /^(?<count>One item is|\d+ items are) not at (?:its|their) pickup location: scan (?:it|them) in\./u,
    holds: ({ before, after }, { count = '' }) => {
      const waiting = after.items.filter(
        ({ id, use, status, isAtPickup }) =>
          use === 'for-patron' &&
          (status !== 'on-hold-shelf' || !isAtPickup) &&
          itemOf(before, id)?.use === 'goes-back',
      );
      return truth(waiting.length >= countOf(count, /^One/u), `${waiting.length} are not on the shelf`);
    },
  },
  {
    name: 'nothing goes back any more',
    words: /^It is no longer marked to go back\./u,
    holds: ({ after }) =>
      truth(
        !after.items.some(({ use, status }) => use === 'goes-back' && !closed.includes(status)),
        'something goes back still',
      ),
  },
  {
    name: 'a new due date',
    words: /^New due date: (?<date>[^.]*)\./u,
    holds: (taken, { date = '' }) => datesMoved(taken, date, null),
  },
  {
    name: 'a new due date of some',
    words: /^(?<names>[^:.]+): due (?<date>[^.]*)\./u,
    holds: (taken, { date = '', names = '' }) => datesMoved(taken, date, names.split(', ')),
  },
  {
    name: 'the due date stays until the partner answers',
    words: /^(?:(?<names>[^:.]+): the|The) due date stays the same until the partner answers\./u,
    holds: ({ before, after }, { names }) => {
      const asked = after.items.filter(
        ({ renewal, name }) => renewal === 'asked' && (names?.split(', ').includes(name) ?? true),
      );
      return truth(
        asked.length > 0 &&
          asked.every(({ id, loanDueOn, dueOn }) => {
            const old = itemOf(before, id);
            return old?.loanDueOn === loanDueOn && old.dueOn === dueOn;
          }),
        'it moves at once, or nobody is asked',
      );
    },
  },
  {
    name: 'the due date stays',
    words: /^(?:The due date stays as it is|The renewal is withdrawn\. The due date stays the same)\./u,
    holds: (taken) => truth(movedDates(taken).length === 0, 'a date moves'),
  },
  {
    name: 'the volumes get the new due date',
    words: /^The volumes get the (?:new due date|due date that was asked for)\./u,
    holds: (taken) => truth(movedDates(taken).length > 0, 'no date moves'),
  },
  {
    name: 'the partner wants it back',
    words: /^The request is marked and appears on Today\./u,
    holds: ({ after }) => truth(demanded(after) > 0, 'nothing is marked'),
  },
  {
    name: 'the mark is removed',
    words: /^It can stay(?: until its due date)?\. The mark is removed\. The patron is not notified\./u,
    holds: ({ before, after, written }) =>
      truth(
        demanded(after) < demanded(before) && written.every(({ recipient }) => recipient !== 'patron'),
        'it is marked still, or the patron is notified',
      ),
  },
  {
    name: 'it is checked in',
    words: /^(?:The returned items are checked in|Checked in: (?<names>[^.]*))\./u,
    holds: ({ before, after }) =>
      truth(
        after.items.some(
          ({ id, checkIn }) => checkIn === 'checked-in' && itemOf(before, id)?.checkIn !== 'checked-in',
        ),
        'nothing is checked in',
      ),
  },
  {
    name: 'it is looked for',
    words: /^Look for the parcel, then choose Found or Report lost\./u,
    holds: ({ after }) =>
      truth(
        after.items.some(({ checkIn }) => checkIn === 'missed'),
        'nothing is missed',
      ),
  },
  {
    name: 'a loss is settled',
    words: /^Marks the loss or damage as settled\./u,
    holds: ({ before, after }) =>
      truth(
        open(after) < open(before) ||
          after.turns.filter(({ parcel }) => parcel !== 'none').length <
            before.turns.filter(({ parcel }) => parcel !== 'none').length,
        'nothing is settled',
      ),
  },
  {
    name: 'a loss',
    words: /^Marks (?<what>the item|both volumes|all \d+ volumes) as lost(?<loans> and ends the loans?)?\./u,
    holds: ({ before, after }, { what = '', loans }) => {
      const lost = after.items.filter(
        ({ id, report }) => report === 'lost' && itemOf(before, id)?.report !== 'lost',
      );
      const ended = lost.filter(({ id }) => (itemOf(before, id)?.loanDueOn ?? null) !== null);
      return truth(
        lost.length === countWords(what) && ended.length > 0 === (loans !== undefined),
        `${lost.length} are lost, ${ended.length} loans end`,
      );
    },
  },
  {
    name: 'a damage',
    words:
      /^Reports (?<what>the item|both volumes|all \d+ volumes) as damaged\. (?:It stays where it is|They stay where they are)\./u,
    holds: ({ before, after }, { what = '' }) => {
      const damaged = after.items.filter(({ report }) => report === 'damaged');
      const stay = damaged.every(({ id, status }) => itemOf(before, id)?.status === status);
      return truth(stay && damaged.length >= countWords(what), `${damaged.length} are damaged`);
    },
  },
  {
    name: 'what was found',
    words: /^Marks (?<what>the item|both volumes|all \d+ volumes) as found\./u,
    holds: (taken, { what = '' }) => {
      const found = foundItems(taken);
      return truth(found.length === countWords(what), `${found.length} are found`);
    },
  },
  {
    name: 'where what was found is',
    words:
      /^(?<count>One volume is|\d+ volumes are) (?<where>on the hold shelf at|in transit to) (?<desk>[^.]*)\./u,
    holds: (taken, { count = '', where = '', desk = '' }) => {
      const status = where === 'in transit to' ? 'in-transit' : 'on-hold-shelf';
      const there = foundItems(taken).filter(
        (item) => item.use === 'for-patron' && item.status === status && item.placeName === desk,
      );
      return truth(there.length === countOf(count, /^One/u), `${there.length} are there`);
    },
  },
];
