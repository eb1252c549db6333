import { expect, test } from 'vitest';
import type { Life, RequestEvent, RequestEventType } from '../../../../shared/domain/life/life.ts';
import { isOut, type Volume } from '../../../../shared/domain/life/volumes.ts';
import { everything, keyOf, type Taken, walk, withTwo } from './walk.ts';

// Nothing that was asked and not answered is forgotten because something else arrived: of every event that can happen in every
// combination that can be reached it is looked which open questions it ends, and these are all that may.

/** What ends a cancellation that is asked. Nobody else is asked meanwhile: what says no to the request ends it. */
const endsCancellation: readonly RequestEventType[] = [
  'cancellation.withdrawn',
  'item.received',
  'partner.cancelAccepted',
  'partner.cancelRefused',
];

/** What ends the mark of a refusal: the next word of the partner, the next partner, or that it is asked again. */
const endsRefusal: readonly RequestEventType[] = [
  'partner.willSupply',
  'partner.conditional',
  'partner.shipped',
  'partner.shippedDigitally',
  'partner.rejected',
  'partnerLine.expired',
  'partner.passedOver',
  'condition.declined',
  'staff.cancelled',
  'patron.cancelled',
  'item.received',
];

/** What ends a claim or loss of the parcel; a claim that is reported lost is a question still, and a heavier one. */
const endsParcel: readonly RequestEventType[] = ['item.received', 'partner.passedOver', 'partner.settled'];

/** What ends a renewal that is asked of the partner, of the volume that it names. */
const endsAsked: readonly RequestEventType[] = [
  'partner.renewed',
  'patron.renewed',
  'partner.renewalRefused',
  'renewal.withdrawn',
  'patron.returned',
  'item.returned',
  'item.lost',
  'partner.neverArrived',
];

/** What ends a renewal that a patron asks of us: it is asked of the partner besides. */
const endsMediated: readonly RequestEventType[] = [
  'renewal.requested',
  'renewal.refused',
  ...endsAsked.filter((type) => type !== 'partner.renewed' && type !== 'partner.renewalRefused'),
];

const endsOverdue: readonly RequestEventType[] = [
  'demand.withdrawn',
  'partner.recalled',
  'renewal.requested',
  'partner.renewed',
  'patron.renewed',
  'item.returned',
];
const endsRecall: readonly RequestEventType[] = ['demand.withdrawn', 'item.returned'];
const endsLoss: readonly RequestEventType[] = ['partner.settled', 'item.found', 'item.returned'];
const endsDamage: readonly RequestEventType[] = ['partner.settled', 'item.lost', 'item.returned'];

/** Whether an event names a volume; one that names none is about all of a partner. */
const isAbout = (event: RequestEvent, { id }: Volume): boolean => {
  if ('itemId' in event) return event.itemId === id;
  return !('itemIds' in event) || event.itemIds.includes(id);
};

type Question = readonly [
  what: string,
  isOpen: boolean,
  isOpenAfter: boolean,
  ends: readonly RequestEventType[],
];

const questionsOfVolume = (before: Volume, after: Volume | undefined): readonly Question[] => [
  ['renewal asked', before.renewal === 'asked', after?.renewal === 'asked', endsAsked],
  [
    'renewal that a patron asks for',
    before.renewal === 'mediated',
    after?.renewal === 'mediated',
    endsMediated,
  ],
  ['overdue', before.demand === 'overdue', after?.demand === 'overdue', endsOverdue],
  ['recalled', before.demand === 'recalled', after?.demand === 'recalled', endsRecall],
  ['lost', before.report === 'lost', after?.report === 'lost', endsLoss],
  ['damaged', before.report === 'damaged' && isOut(before), after?.report === 'damaged', endsDamage],
];

const questionsOf = (before: Life, after: Life): readonly Question[] => [
  ['cancellation asked', before.cancellation === 'asked', after.cancellation === 'asked', endsCancellation],
  ['cancellation refused', before.cancellation === 'refused', after.cancellation === 'refused', endsRefusal],
  ['parcel claimed', before.parcel === 'claimed', after.parcel !== 'none', endsParcel],
  ['parcel lost', before.parcel === 'lost', after.parcel === 'lost', endsParcel],
];

/** The questions that an event ends without being an answer to them. */
const forgotten = ({ before, event, after }: Taken): readonly string[] => {
  if (after.endedAs !== null) return [];
  const lost = (questions: readonly Question[], about: boolean): string[] =>
    questions.flatMap(([what, isOpen, isOpenAfter, ends]) =>
      isOpen && !isOpenAfter && !(about && ends.includes(event.type))
        ? [`${event.type} ends: ${what}; ${keyOf(before)}`]
        : [],
    );
  const answersPartner = event.type !== 'item.received' || event.fromAnother !== true;
  return [
    ...lost(questionsOf(before, after), answersPartner),
    ...before.volumes.flatMap((volume) =>
      lost(
        questionsOfVolume(
          volume,
          after.volumes.find(({ id }) => id === volume.id),
        ),
        isAbout(event, volume),
      ),
    ),
  ];
};

test.each([
  ['everything, with 0 and 1 volume', everything],
  ['all but renewals, with 0 to 2 volumes', withTwo],
] as const)('nothing that was asked is forgotten because something else arrived: %s', (_, reach) => {
  const wrong: string[] = [];
  const ended = new Set<string>();
  walk(reach, (taken) => {
    wrong.push(...forgotten(taken));
    for (const [what, isOpen, isOpenAfter] of questionsOf(taken.before, taken.after))
      if (isOpen && !isOpenAfter) ended.add(what);
  });
  expect([...new Set(wrong)].slice(0, 5)).toEqual([]);
  expect(ended.size).toBe(4);
});
