import * as z from 'zod';
import { instant, type Instant } from '../ids.ts';
import * as slip from './slip.ts';
import { moment, short } from './slip.ts';
import { t } from '../../words/words.ts';

/** Goes with an item from one desk to another. */
export const transitSlip = slip.designedSlip(
  'transit',
  {
    barcode: z.string(),
    externalId: z.string(),
    title: z.string(),
    author: z.string(),
    patronName: z.string(),
    volume: z.number(),
    volumesExpected: z.number().nullable(),
    from: z.string(),
    to: slip.library.extend({ libraryName: z.string() }),
    sentAt: instant,
    /** Why it travels: to the patron's hold shelf, or back to the partner. */
    note: z.string(),
    libraryName: z.string(),
    timeZone: z.string(),
  },
  {
    label: t('common.transitSlip'),
    undone: slip.stepUndone,
    fields: {
      logo: slip.logoField,
      headline: {
        label: t('slipDesign.whereItGoes'),
        rule: 'needed',
        part: ({ to }) => ({ as: 'headline', verb: t('signs.sendTo'), name: to.name }),
      },
      text: slip.ownTextField,
      address: {
        label: t('slipDesign.addressOfTheDesk'),
        rule: 'free',
        part: ({ to }) => ({
          as: 'address',
          lines: [to.libraryName, ...to.address.slice(0, slip.limits.lines)],
        }),
      },
      notice: slip.noticeField,
      volume: {
        ...slip.volumeField,
        part: (sent, label) => slip.volumeField.part({ ...sent, label: '' }, label),
      },
      work: slip.workField,
      itemCode: slip.itemCodeField,
      requestCode: slip.requestCodeField,
      from: { label: t('common.from'), rule: 'free', part: ({ from }, label) => short(label, from) },
      to: { label: t('printing.to'), rule: 'free', part: ({ to }, label) => short(label, to.name) },
      sent: {
        label: t('common.sent'),
        rule: 'free',
        part: ({ sentAt, timeZone }, label) => short(label, moment(sentAt, timeZone)),
      },
      patron: slip.patronField,
      library: slip.libraryField,
    },
    oncePerParcel: null,
    sample: {
      kind: 'transit',
      barcode: 'N-31234',
      externalId: '01MAIN0000101',
      title: 'The Sea Around Us',
      author: 'Carson, Rachel',
      patronName: 'Reader, Alexandra',
      volume: 2,
      volumesExpected: 3,
      from: 'Main Circulation Desk',
      to: {
        name: 'Hilltop Branch',
        libraryName: 'Hilltop Library',
        address: ['40 Summit Lane', 'Springfield'],
      },
      sentAt: '2026-11-25T15:42:00.000Z' as Instant,
      note: '',
      libraryName: 'Main Library',
      timeZone: 'America/New_York',
    },
  },
);

export type TransitSlip = z.infer<typeof transitSlip.shape>;
