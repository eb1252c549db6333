import { formatDate } from '../dates.ts';
import type { TurnState } from '../life/turn.ts';
import { isActive } from '../life/turn.ts';
import {
  alwaysTrue,
  correction,
  foundSince,
  letter,
  named,
  recalledOf,
  whereTheyAre,
  type Check,
  type SinceWritten,
  type VolumeNow,
} from './letter.ts';
import { t } from '../../words/words.ts';

const hasAnswered = t('the partner has already answered');

/** Why a partner is no longer asked, as the end of a sentence. */
const endOf = (state: TurnState): string =>
  state === 'supplied' || state === 'closing'
    ? t('the item has arrived')
    : t('the partner is no longer being asked');

/** The letter is true while its partner's turn is in one of these states. */
const whileTurn =
  (is: (turn: NonNullable<SinceWritten['turn']>) => boolean, answered: string): Check =>
  ({ turn }) =>
    turn === null || is(turn) ? null : isActive(turn) ? answered : endOf(turn.state);

/** Each volume records that a renewal was requested until the partner answers, whatever happens to the request. */
const renewalAnswered: Check = (now) => {
  const volumes = named(now);
  const asked = volumes.filter(({ renewal }) => renewal === 'asked');
  if (asked.length > 0) return recalledOf(asked) ?? askedForInstead(now, asked);
  if (volumes.some(({ renewal }) => renewal === 'renewed' || renewal === 'refused')) return hasAnswered;
  return volumes.some(({ loan }) => loan !== null)
    ? t('the renewal is no longer requested')
    : whereTheyAre(volumes);
};

const askedForInstead = ({ step }: SinceWritten, asked: readonly VolumeNow[]): string | null => {
  const dates = asked.flatMap(({ renewalUntil }) => renewalUntil ?? []);
  const [other] = dates;
  return step.dueOn === undefined || other === undefined || dates.includes(step.dueOn)
    ? null
    : t('a renewal until {other} was requested instead', { other: formatDate(other) });
};

/** Everything that the partner was asked for has arrived: there is nothing left that it need not send. */
const allCame: Check = ({ turn, volumes }) =>
  turn !== null && volumes.filter(({ turnId }) => turnId === turn.id).length >= (turn.askedFor ?? 1)
    ? t('the item has arrived')
    : null;

const usual = { takesBack: null, canBeOff: true, writtenBy: 'step' } as const;
/** A letter about something that happened. */
const tells = { stale: alwaysTrue, ...usual };
// Without these, the partner would never hear of the request, would lend what is cancelled, or would cancel what is wanted after all.
const needed = { takesBack: null, canBeOff: false, writtenBy: 'step' } as const;
/** Every kind of letter to a partner. */
export const toPartner = {
  /** These volumes were received. */
  received: letter({
    label: (t) => t('Received'),
    step: { receivedAt: 'always', itemIds: 'sometimes', note: 'sometimes' },
    fields: ['receivedOn', 'note'],
    ...tells,
  }),
  /** These items are on their way back. */
  returned: letter({ label: (t) => t('Returned'), step: { itemIds: 'always' }, fields: [], ...tells }),
  /** The partner renews automatically: it is told the new date, and which volumes if they are not all that it lends. */
  renewal: letter({
    label: (t) => t('Renewal'),
    step: { dueOn: 'always', itemIds: 'sometimes' },
    fields: ['newDueOn'],
    ...tells,
  }),
  /** The partner is asked to extend the loan until this date. */
  'renewal-asked': letter({
    label: (t) => t('Renewal asked'),
    step: { dueOn: 'always', itemIds: 'sometimes' },
    fields: ['newDueOn'],
    stale: renewalAnswered,
    ...usual,
  }),
  /** Our answer to its condition. If the partner should no longer lend, a yes would make it send the item; a no does no harm. */
  'condition-answered': letter({
    label: (t) => t('Condition answered'),
    step: { answer: 'always', note: 'always' },
    fields: ['accepted', 'declined', 'note'],
    stale: (now) => (now.step.answer === 'yes' ? whileTurn(isActive, hasAnswered)(now) : null),
    ...usual,
  }),
  /** Nothing more is wanted from the partner, and it need not agree. */
  'not-needed': letter({
    label: (t) => t('No longer needed'),
    step: { note: 'always' },
    fields: ['note'],
    stale: allCame,
    ...needed,
  }),
  /** The same, for a partner that had not answered when it was written: each library decides whether to send it. */
  'not-needed-unanswered': letter({
    label: (t) => t('No longer needed (no answer yet)'),
    step: { note: 'always' },
    fields: ['note'],
    stale: allCame,
    ...usual,
  }),
  /** What the partner sent has arrived, and the rest is not wanted from it. */
  'rest-not-needed': letter({
    label: (t) => t('Rest no longer needed'),
    step: { note: 'always' },
    fields: ['note'],
    ...tells,
    canBeOff: false,
  }),
  /** The partner is asked to agree. */
  'cancel-asked': letter({
    label: (t) => t('Cancellation asked'),
    step: { note: 'always' },
    fields: ['note'],
    stale: whileTurn(
      ({ cancellation }) => cancellation === 'asked',
      t('the cancellation is no longer requested'),
    ),
    ...needed,
  }),
  /** Asks the partner to lend. */
  request: letter({
    label: (t) => t('Request'),
    step: { note: 'always' },
    fields: ['citation', 'wanted', 'note'],
    stale: whileTurn(({ state }) => state === 'asked' || state === 'outside', hasAnswered),
    ...needed,
  }),
  /** An announced parcel has not arrived: where is it? */
  claim: letter({
    label: (t) => t('Claim'),
    step: { note: 'always' },
    fields: ['note'],
    stale: whileTurn(({ parcel }) => parcel === 'claimed', hasAnswered),
    ...usual,
  }),
  'cancel-withdrawn': letter({
    label: (t) => t('Cancellation withdrawn'),
    step: { note: 'always' },
    fields: ['note'],
    stale: alwaysTrue,
    ...needed,
    takesBack: { kind: 'cancel-asked', why: t('the partner was not asked to cancel') },
  }),
  'renewal-withdrawn': letter({
    label: (t) => t('Renewal withdrawn'),
    step: { note: 'always', itemIds: 'sometimes' },
    fields: ['note'],
    ...tells,
    takesBack: { kind: 'renewal-asked', why: t('the partner was not asked to renew') },
  }),
  /** What was reported lost has turned up. */
  found: letter({
    label: (t) => t('Item found'),
    step: { itemIds: 'always', note: 'always' },
    fields: ['note'],
    ...tells,
    takesBack: { kind: 'lost', why: t('the partner was not told that it was lost') },
  }),
  lost: letter({
    label: (t) => t('Item lost'),
    step: { itemIds: 'always', note: 'always' },
    fields: ['note'],
    stale: foundSince,
    ...usual,
  }),
  damaged: letter({
    label: (t) => t('Item damaged'),
    step: { itemIds: 'always', note: 'always' },
    fields: ['note'],
    ...tells,
  }),
  /** What staff wrote, and nothing else. */
  message: letter({
    label: (t) => t('Message'),
    step: { note: 'always' },
    fields: ['note'],
    stale: alwaysTrue,
    takesBack: null,
    canBeOff: false,
    writtenBy: 'step',
  }),
  correction,
} as const;
