import type { CalendarDate, Instant } from '../ids.ts';
import * as slip from './slip.ts';
import { t } from '../../words/words.ts';

/** Goes back to the partner with an item, or with all items of a parcel. */
export const returnSlip = slip.designedSlip(
  'return',
  ({ z, calendarDate, instant, library, strings }) => ({
    /** `note`: why it goes back although it was never lent; empty if it was. */
    ...strings('externalId', 'title', 'author', 'label', 'note', 'timeZone'),
    barcode: z.string().nullable(),
    volume: z.number().nullable(),
    volumesExpected: z.number().nullable(),
    partner: library.extend(strings('email', 'phone')),
    arrivedAt: instant.nullable(),
    dueOn: calendarDate.nullable(),
    library: library,
  }),
  ({ free, headline }) => ({
    label: t('Return slip'),
    undone: slip.stepUndone,
    fields: {
      logo: slip.logo,
      headline: headline(({ partner }) => ({ verb: t('RETURN TO'), name: partner.name })),
      text: slip.ownText,
      address: {
        label: t('Partner address'),
        rule: 'needed',
        part: ({ partner }) => ({
          as: 'address',
          lines: [...partner.address.slice(0, slip.limits.lines), partner.email, partner.phone],
        }),
      },
      notice: slip.notice,
      volume: slip.volumeLine,
      work: slip.work,
      requestCode: slip.requestCode,
      itemCode: slip.itemCode,
      due: free(t('Required return date'), ({ dueOn }, label) => slip.dueDate(label, dueOn)),
      arrived: slip.arrived,
      library: free(t('Your library'), ({ library }) => ({ as: 'library', ...library })),
    },
    oncePerParcel: ['logo', 'headline', 'text', 'address', 'library'],
    sample: {
      kind: 'return',
      externalId: '01MAIN0000102',
      barcode: 'N-31235',
      title: 'The Origin of Continents and Oceans',
      author: 'Wegener, Alfred',
      label: '',
      volume: null,
      volumesExpected: null,
      partner: {
        name: 'North University Library',
        address: ['Interlibrary Loan', '2 Hill Street', 'Northfield, MN 55057'],
        email: 'ill@north.example',
        phone: '555-0123',
      },
      arrivedAt: '2026-11-25T15:42:00.000Z' as Instant,
      dueOn: '2027-01-15' as CalendarDate,
      note: '',
      library: { name: 'Main Library', address: ['1 College Road', 'Springfield'] },
      timeZone: 'America/New_York',
    },
  }),
);

export type ReturnSlip = typeof returnSlip.sample;
