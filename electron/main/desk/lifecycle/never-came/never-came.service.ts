import { isDigitalFormat } from '../../../../../shared/domain/formats.ts';
import { requestActions } from '../../../../../shared/domain/request-actions.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { Step } from '../../kernel/step.ts';
import type { Decision } from '../../kernel/take-step.ts';
import { checkEvents, hasMorePartners, partnerNameOf, takeStep } from '../../kernel/take-step.ts';
import { keepOurNote } from '../../requests/keep-notes.ts';
import { passedOn } from '../decisions/pass-on.ts';
import { t } from '../../../../../shared/words/words.ts';

export type NeverCameService = {
  /** Asks the partner where a parcel is that it has announced. Refused: `status-forbids` where none was, or something came. */
  readonly claim: (input: Input<'neverCame.claim'>) => Result<Outcome>;
  /**
   * Gives a parcel up that never came: the partner is told that it is not needed any more, and the next one of the rota is asked; at
   * its end the request waits for a person. Refused: `status-forbids`.
   */
  readonly askNext: (input: Input<'neverCame.askNext'>) => Result<Outcome>;
  /** A file came: the request ends, and the patron is told, with the note. Refused: `status-forbids` where no file was wanted. */
  readonly receiveDigitally: (input: Input<'neverCame.receiveDigitally'>) => Result<Outcome>;
};

/** What was announced and did not come, or came as a file. */
export const neverCameService = (context: DeskContext): NeverCameService => ({
  claim: (input) =>
    takeStep(context, { ...input, kind: 'claim-parcel', input }, (step) => claim(step, input.note)),
  askNext: (input) =>
    takeStep(context, { ...input, kind: 'ask-next-partner', input }, (step) => askNext(step, input.note)),
  receiveDigitally: (input) =>
    takeStep(context, { ...input, kind: 'receive-digitally', input }, (step) =>
      receiveDigitally(step, input.note),
    ),
});

const claim = (step: Step, note: string): Result<Decision> => {
  const { request } = step;
  const life = checkEvents(request, [{ type: 'parcel.claimed' }], requestActions.claim.done);
  if (!life.ok) return life;
  keepOurNote(step, note);
  return ok({
    life: life.value,
    headline: t('neverCame.claimedIsAskedWhereItIs', {
      partnerName: partnerNameOf(request, request.activePartnerId),
    }),
    messages: [
      { recipient: 'partner', partnerId: request.activePartnerId, kind: 'claim', payload: { note } },
    ],
  });
};

const askNext = (step: Step, note: string): Result<Decision> => {
  const { request } = step;
  const event = { type: 'partner.passedOver', morePartners: hasMorePartners(request) } as const;
  const life = checkEvents(request, [event], requestActions.askNext.done);
  if (!life.ok) return life;
  keepOurNote(step, note);
  const partner = partnerNameOf(request, request.activePartnerId);
  return ok(
    passedOn(step, 'expired', {
      life: life.value,
      headline: t('neverCame.itNeverCameFrom', { partner }),
      messages: [
        { recipient: 'partner', partnerId: request.activePartnerId, kind: 'cancel', payload: { note: '' } },
      ],
    }),
  );
};

const receiveDigitally = (step: Step, note: string): Result<Decision> => {
  const { request } = step;
  const event = { type: 'received.digitally', isDigital: isDigitalFormat(request.format) } as const;
  const life = checkEvents(request, [event], requestActions.receiveDigitally.done);
  if (!life.ok) return life;
  keepOurNote(step, note);
  return ok({
    life: life.value,
    headline: t('common.receivedDigitally'),
    messages: [{ recipient: 'patron', kind: 'received-digitally', payload: { note } }],
  });
};
