import type { OpId } from '../../../../../shared/domain/ids.ts';
import { itemStatusInSentence } from '../../../../../shared/domain/item-status.ts';
import { queuedWords } from '../../../../../shared/domain/letters/mail-states.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import { isSetOf } from '../../../../../shared/domain/volume-names.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { type DeskContext, whyLettersWait } from '../../context.ts';
import { findItem, type ItemAtHand, listItems } from '../../store/items.queries.ts';
import { hasNoAddress, isSaidByProtocol, listMessagesOfOp } from '../../store/messages.queries.ts';
import { findPartner } from '../../store/places.queries.ts';
import type { LoggedCommand } from '../../store/command-log.queries.ts';
import type { RequestRow } from '../../store/requests.queries.ts';
import { itemsChangedBy } from '../items/items.queries.ts';

// The words for an undone step: what it was, which volume, where that is now, and who gets a correction.

/** Who gets a correction, and whether it can be sent there. */
export type Corrected = {
  readonly name: string;
  readonly isByLetter: boolean;
  /** Whether it needs a mail account. */
  readonly isByMail: boolean;
};

/** Returns who gets a letter of a step: of an undo, these are the corrections. */
export const readersOfStep = (
  db: ReadableDB,
  opId: OpId,
  isMeant: (message: ReturnType<typeof listMessagesOfOp>[number]) => boolean = () => true,
): readonly Corrected[] =>
  listMessagesOfOp(db, opId)
    .filter(isMeant)
    .map(({ id, recipient, partnerId }) => ({
      name:
        recipient === 'patron'
          ? t('the patron')
          : (partnerId === null ? undefined : findPartner(db, partnerId)?.name) || t('the partner'),
      isByLetter: !hasNoAddress(db, id),
      isByMail: !isSaidByProtocol(db, id),
    }));

/** Returns `A correction will be sent to North University Library.`, or what happens instead; the same before and after an undo. */
export const correctionWords = (
  context: Pick<DeskContext, 'lettersWait'>,
  corrected: readonly Corrected[],
): string[] => {
  const namesOf = (isByLetter: boolean): string =>
    [...new Set(corrected.filter((one) => one.isByLetter === isByLetter).map(({ name }) => name))].join(
      t(' and to '),
    );
  const [letters, byHand] = [namesOf(true), namesOf(false)];
  const wait = whyLettersWait(context);
  return [
    ...(letters === '' ? [] : [t('A correction will be sent to {names}.', { names: letters })]),
    ...(wait === null || !corrected.some((one) => one.isByLetter && one.isByMail) ? [] : [queuedWords(wait)]),
    ...(byHand === ''
      ? []
      : [
          t('There is no address for the correction to {names}: the letter is under Contact by hand.', {
            names: byHand,
          }),
        ]),
  ];
};

/** The volumes that a step changed, as they are stored now. */
type ChangedVolumes = { readonly changed: readonly ItemAtHand[]; readonly isSet: boolean };

/** Returns the volumes that a step changed, as they are now. */
export const volumesOfStep = (
  db: ReadableDB,
  { id, volumesExpected }: Pick<RequestRow, 'id' | 'volumesExpected'>,
  opId: OpId,
): ChangedVolumes => ({
  changed: itemsChangedBy(db, opId).flatMap((itemId) => findItem(db, itemId) ?? []),
  isSet: isSetOf(volumesExpected, listItems(db, id)),
});

/** `Returned to the partner, volume 2`. */
const stepAndVolume = (step: string, { changed, isSet }: ChangedVolumes): string => {
  const [only] = changed;
  return isSet && only && changed.length === 1
    ? t('{step}, volume {volume}', { step, volume: only.volume })
    : step;
};

/** `Now on hold shelf, Main Circulation Desk.` */
const placeOf = ({ status, goingBack, destinationName, deskName }: ItemAtHand): string => {
  const place = itemStatusInSentence(status);
  if (status === 'in-transit' && goingBack === 0 && destinationName !== '')
    return t('Now {place} to {desk}.', { place, desk: destinationName });
  return status === 'on-hold-shelf' && deskName !== ''
    ? t('Now {place}, {desk}.', { place, desk: deskName })
    : t('Now {place}.', { place });
};

/** Where the volumes are now; empty if none moved, or they are in different places. */
const placeWords = (before: readonly ItemAtHand[], after: readonly ItemAtHand[]): string => {
  const hasMoved = after.some(({ id, status }) =>
    before.some((earlier) => earlier.id === id && earlier.status !== status),
  );
  const places = new Set(after.map(placeOf));
  return hasMoved && places.size === 1 ? [...places].join('') : '';
};

/**
 * Returns what was undone, and where the volumes are now; if they did not move, the status of the request. What a partner said by message
 * stays said: to undo it is a correction.
 */
export const undoneWords = (
  { operatorId }: Pick<LoggedCommand, 'operatorId'>,
  step: string,
  before: ChangedVolumes & { readonly status: string },
  after: ChangedVolumes & { readonly status: string },
): string => {
  const status = statusLabel(after.status);
  const isSame = before.status === after.status;
  const undone = t('Undone: {step}. {part}', {
    step: stepAndVolume(step, before),
    part:
      placeWords(before.changed, after.changed) ||
      (isSame
        ? t('The status is still “{status}”.', { status })
        : t('The status is “{status}” again.', { status })),
  });
  return operatorId === null
    ? t('Staff correction of what the partner said in a message. {undone}', { undone })
    : undone;
};
