import * as z from 'zod';
import { calendarDate, instant, type CalendarDate, type Instant } from '../ids.ts';
import { plainLine } from '../plain-text.ts';
import * as slip from './slip.ts';
import { limits, moment, short } from './slip.ts';
import { t } from '../../words/words.ts';

/** The conditions that fit, with how many more there are. */
const conditions = (list: readonly string[]): readonly string[] => {
  const shown = list.slice(0, limits.conditions).map((text) => plainLine(text, limits.condition));
  return list.length > shown.length
    ? [...shown, t('printing.andMoreSeeTheRequest', { listCount: list.length - shown.length })]
    : shown;
};

/** Goes with an item that has come in. */
export const receiveSlip = slip.designedSlip(
  'receive',
  {
    barcode: z.string(),
    externalId: z.string(),
    title: z.string(),
    author: z.string(),
    patronName: z.string(),
    destination: z.object({ kind: z.enum(['hold-shelf', 'in-transit']), deskName: z.string() }),
    requestedAt: instant.nullable(),
    arrivedAt: instant,
    pickupLocation: z.string(),
    lender: z.string(),
    dueOn: calendarDate.nullable(),
    useConditions: slip.lines,
    circulationNote: z.string(),
    cost: z.string(),
    label: z.string(),
    volume: z.number(),
    volumesExpected: z.number().nullable(),
    libraryName: z.string(),
    timeZone: z.string(),
  },
  {
    label: t('common.receiveSlip'),
    undone: t('slips.theReceiptWasUndoneThrowThis'),
    fields: {
      logo: slip.logoField,
      headline: {
        label: t('slipDesign.whereItGoes'),
        rule: 'needed',
        part: ({ destination, patronName }) =>
          destination.kind === 'hold-shelf'
            ? { as: 'headline', verb: t('signs.holdShelf'), name: patronName }
            : { as: 'headline', verb: t('signs.sendTo'), name: destination.deskName },
      },
      text: slip.ownTextField,
      volume: slip.volumeField,
      work: slip.workField,
      itemCode: slip.itemCodeField,
      requestCode: slip.requestCodeField,
      due: {
        label: t('printing.dueDate'),
        rule: 'free',
        part: ({ dueOn }, label) => slip.dueDate(label, dueOn),
      },
      patron: slip.patronField,
      pickup: {
        label: t('common.pickupLocation'),
        rule: 'free',
        part: ({ pickupLocation }, label) => short(label, pickupLocation),
      },
      partner: {
        label: t('common.partner'),
        rule: 'free',
        part: ({ lender }, label) => short(label, lender),
      },
      requested: {
        label: t('printing.requestDate'),
        rule: 'free',
        part: ({ requestedAt, timeZone }, label) => short(label, moment(requestedAt, timeZone)),
      },
      arrived: slip.arrivedField,
      cost: { label: t('common.cost'), rule: 'free', part: ({ cost }, label) => short(label, cost) },
      // Last, because only these may be long: what does not fit on a page any more is the end of a note.
      conditions: {
        label: t('common.useConditions'),
        rule: 'free',
        part: ({ useConditions }, label) => ({
          as: 'wide',
          label,
          values: conditions(useConditions),
          isStrong: true,
          limit: limits.line,
        }),
      },
      note: {
        label: t('common.circulationNote'),
        rule: 'free',
        part: ({ circulationNote }, label) => ({
          as: 'wide',
          label,
          values: [circulationNote],
          isStrong: false,
          limit: limits.note,
        }),
      },
      library: slip.libraryField,
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
  },
);

export type ReceiveSlip = z.infer<typeof receiveSlip.shape>;
