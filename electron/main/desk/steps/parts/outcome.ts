import type { OpId } from '../../../../../shared/domain/ids.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import { refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** Returns the answer of a step about the whole request that moved no item. */
export const outcomeOf = (
  request: Pick<StoredRequest, 'id' | 'externalId' | 'title' | 'patronName'>,
  opId: OpId,
  headline: string,
  remarks: readonly string[] = [],
): Outcome => ({
  opId,
  requestId: request.id,
  externalId: request.externalId,
  title: request.title,
  patronName: request.patronName,
  barcode: null,
  headline,
  whereTo: null,
  slip: null,
  remarks: [...remarks],
});

/** Returns the refusal for a request that does not exist. */
export const refuseUnknownRequest = (): Result<never> =>
  refuse('request-unknown', t('This request can no longer be found. Look for it in the list.'));
