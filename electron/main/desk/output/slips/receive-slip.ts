import type { RequestId, TurnId } from '../../../../../shared/domain/ids.ts';
import { linesOfUse } from '../../../../../shared/domain/receiving.ts';
import type { ReceiveSlip } from '../../../../../shared/domain/slips/receive.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../context.ts';
import { listConditions } from '../../store/conditions.queries.ts';

/** Returns the receive slip of one volume, with the conditions of use of the partner that sent it. */
export const receiveSlipOf = (
  { session, timeZone }: Pick<DeskContext, 'session' | 'timeZone'>,
  db: ReadableDB,
  { requestId, turnId }: { readonly requestId: RequestId; readonly turnId: TurnId },
  facts: Omit<ReceiveSlip, 'kind' | 'useConditions' | 'libraryName' | 'timeZone'>,
): ReceiveSlip => ({
  kind: 'receive',
  ...facts,
  useConditions: [...linesOfUse(listConditions(db, requestId), turnId)],
  libraryName: session.desk().libraryName,
  timeZone: timeZone(),
});
