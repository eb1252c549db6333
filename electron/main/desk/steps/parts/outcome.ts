import type { OpId } from '../../../../../shared/domain/ids.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import { refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** The answer of a step that was about the whole request and moved no item. */
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

/** The refusal of a request that is not there. */
export const refuseUnknownRequest = (): Result<never> =>
  refuse('request-unknown', t('This request can no longer be found. Look for it in the list.'));
