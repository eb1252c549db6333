import type { OpId, Instant, RequestId } from '../../../../shared/domain/ids.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { WritableDB } from '../../db/types.ts';
import { authorizeStepByNumber } from './frame/authorize.ts';
import type { DeskContext } from '../context.ts';
import type { StepWork } from './frame/run-command.ts';
import { returnSlipOf } from '../output/slips/return-slip.ts';
import { queue, queueSlip, type Queued } from '../output/slips/slips.service.ts';
import { returnSlipFacts } from '../store/print-jobs.queries.ts';
import { insertRequestEvent } from '../store/command-log.queries.ts';
import type { TakeStep } from './take-step.ts';
import { t } from '../../../../shared/words/words.ts';

/** Queues a return slip of a request, and returns its print job. Refused: `request-unknown`. */
export const printReturnSlip: TakeStep<'print-return-slip'> = (context, { opId, requestId }) =>
  queueSlip(context, { opId, kind: 'print-return-slip', input: { requestId } }, (db, at) =>
    queueReturnSlip(context, db, { opId, requestId, at }),
  );

const queueReturnSlip = (
  context: DeskContext,
  db: WritableDB,
  step: { readonly opId: OpId; readonly requestId: RequestId; readonly at: Instant },
): ReturnType<StepWork<Queued>> => {
  const allowed = authorizeStepByNumber(context, 'print-return-slip', step.requestId);
  if (!allowed.ok) return allowed;
  const facts = returnSlipFacts(db, step.requestId);
  if (!facts)
    return refuse(
      'request-unknown',
      t('This request can no longer be found. Scan its external identifier again.'),
    );
  const slip = returnSlipOf(context, db, step.requestId, facts);
  insertRequestEvent(db, {
    ...step,
    kind: 'print-return-slip',
    statusBefore: facts.status,
    statusAfter: facts.status,
    headline: t('Return slip for {partnerName}', { partnerName: slip.partner.name }),
  });
  return ok(queue(db, { ...step, itemId: null, slip }));
};
