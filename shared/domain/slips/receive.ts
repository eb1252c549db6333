import type { CalendarDate, Instant } from '../ids.ts';
import { plainLine } from '../plain-text.ts';
import * as slip from './slip.ts';
import { limits, short } from './slip.ts';
import { t } from '../../words/words.ts';

/** Returns the conditions that fit, and how many more there are. */
const conditions = (list: readonly string[]): readonly string[] => {
  const shown = list.slice(0, limits.conditions).map((text) => plainLine(text, limits.condition));
  return list.length > shown.length
    ? [...shown, t('and {listCount} more: see the request', { listCount: list.length - shown.length })]
    : shown;
};

/** Goes with an item that was received. */
export const receiveSlip = slip.designedSlip(
  'receive',
  ({ z, calendarDate, instant, lines, strings }) => ({
    ...strings('barcode', 'externalId', 'title', 'author', 'patronName', 'pickupLocation', 'lender', 'label'),
    ...strings('circulationNote', 'cost', 'libraryName', 'timeZone'),
    destination: z.object({ kind: z.enum(['hold-shelf', 'in-transit']), deskName: z.string() }),
    requestedAt: instant.nullable(),
    arrivedAt: instant.nullable(),
    dueOn: calendarDate.nullable(),
    useConditions: lines,
    volume: z.number(),
    volumesExpected: z.number().nullable(),
  }),
  ({ free, headline }) => ({
    label: t('Receive slip'),
    undone: t('The receipt was undone. Discard this slip, and receive the item again to print a new one.'),
    fields: {
      logo: slip.logo,
      headline: headline(({ destination, patronName }) =>
        destination.kind === 'hold-shelf'
          ? { verb: t('HOLD SHELF'), name: patronName }
          : { verb: t('SEND TO'), name: destination.deskName },
      ),
      text: slip.ownText,
      volume: slip.volumeLine,
      work: slip.work,
      itemCode: slip.itemCode,
      requestCode: slip.requestCode,
      due: free(t('Due date'), ({ dueOn }, label) => slip.dueDate(label, dueOn)),
      patron: slip.patron,
      pickup: free(t('Pickup location'), (one, label) => short(label, one.pickupLocation)),
      partner: free(t('Partner'), ({ lender }, label) => short(label, lender)),
      requested: free(t('Request date'), ({ requestedAt, timeZone }, label) =>
        short(label, slip.moment(requestedAt, timeZone)),
      ),
      arrived: slip.arrived,
      cost: free(t('Cost'), ({ cost }, label) => short(label, cost)),
      // Last, because only these may be long: if the page is full, the end of a note is cut off.
      conditions: free(t('Use conditions'), ({ useConditions }, label) => {
        const values = conditions(useConditions);
        return { as: 'wide', label, values, isStrong: true, limit: limits.line };
      }),
      note: free(t('Circulation note'), ({ circulationNote }, label) => {
        const values = [circulationNote];
        return { as: 'wide', label, values, isStrong: false, limit: limits.note };
      }),
      library: slip.ownLibrary,
    },
    oncePerParcel: null,
    sample: {
      kind: 'receive',
      barcode: 'N-31234',
      externalId: '01MAIN0000101',
      title: 'The Sea Around Us',
      author: 'Carson, Rachel',
      patronName: 'Reader, Alexandra',
      destination: { kind: 'hold-shelf', deskName: 'Main Circulation Desk' },
      requestedAt: '2026-11-02T09:30:00.000Z' as Instant,
      arrivedAt: '2026-11-25T15:42:00.000Z' as Instant,
      pickupLocation: 'Main Circulation Desk',
      lender: 'North University Library',
      dueOn: '2027-01-15' as CalendarDate,
      useConditions: ['Library use only'],
      circulationNote: 'Dust jacket is partial: handle with care',
      cost: '12.00 USD',
      label: '',
      volume: 2,
      volumesExpected: 3,
      libraryName: 'Main Library',
      timeZone: 'America/New_York',
    },
  }),
);

export type ReceiveSlip = typeof receiveSlip.sample;
