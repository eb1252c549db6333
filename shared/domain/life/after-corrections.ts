import { closeTurns, notNeeded, notifyEnd, notifyReceipt } from './common-effects.ts';
import { activeTurn, countReceivedForPatron, isFilled, type LifeEvent, volumesOf } from './life.ts';
import { wasAsked } from './turn.ts';
import { isOut } from './volume.ts';
import { isOpen, allowIf, type Working } from './working.ts';

/** At least the number of those received. If no more are expected, the active partner is told. */
export const changeExpected = (work: Working, expected: number | null): void => {
  const came = countReceivedForPatron(work.life);
  allowIf(isOpen(work) && (expected === null || expected >= came));
  work.set({ expected });
  const active = activeTurn(work.life);
  if (active && came > 0 && isFilled(work.life)) notNeeded(work, active);
  closeTurns(work, false);
};

type Correction<Type extends LifeEvent['type']> = Extract<LifeEvent, { readonly type: Type }>;

/**
 * The date of a volume can be moved in both directions. If another partner sent it, it is reassigned to that partner, with that partner's
 * date unless another one was entered, and both are told.
 */
export const correctVolume = (
  work: Working,
  { itemId, dueOn, turnId }: Correction<'volume.corrected'>,
): void => {
  const volume = work.volume(itemId);
  allowIf(isOut(volume) || volume.place === 'lost');
  if (dueOn !== undefined) work.setVolume({ ...volume, dueOn });
  if (turnId === undefined || turnId === volume.turnId) return;
  const sender = work.turn(turnId);
  allowIf(wasAsked(sender));
  const { turnId: wrongId, receiptTold } = volume;
  const isNamed = dueOn === undefined && volume.dueOn === work.turn(wrongId).dueOn;
  work.setVolume({
    ...work.volume(itemId),
    turnId,
    receiptTold: false,
    ...(isNamed && { dueOn: sender.dueOn }),
  });
  work.moveTurn(turnId, { type: 'bookCame', last: isFilled(work.life) }, { heard: true, knowsEnd: false });
  if (receiptTold) notifyReceipt(work, turnId);
  const wrong = work.turn(wrongId);
  if (volumesOf(work.life, wrongId).length > 0 || wrong.state !== 'closing') return;
  work.moveTurn(wrongId, { type: 'bookWasAnothers' });
  if (!wrong.knowsEnd) notifyEnd(work, work.turn(wrongId));
};

export const correctTurn = (
  work: Working,
  { turnId, dueOn, partnerId }: Correction<'turn.corrected'>,
): void => {
  const turn = work.turn(turnId);
  allowIf(partnerId === undefined || turn.partnerId === null);
  work.setTurn({
    ...turn,
    dueOn: dueOn === undefined ? turn.dueOn : dueOn,
    partnerId: partnerId ?? turn.partnerId,
  });
};
