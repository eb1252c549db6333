import type { UseQueryResult } from '@tanstack/react-query';
import { useQuery } from '@tanstack/react-query';
import type { PatronId } from '../../../../shared/domain/ids.ts';
import type { LoansDisplay } from '../../../../shared/ipc/calls/loans.ts';
import type { Output } from '../../../../shared/ipc/contract.ts';
import { ask } from '../../api/desk.ts';

export type PatronPage = Output<'loans.ofPatron'>;

/** A patron's loans and requests, read again whenever requests change. Another patron's are never shown meanwhile. */
export const usePatron = (patronId: PatronId, display: LoansDisplay): UseQueryResult<PatronPage> =>
  useQuery({
    queryKey: ['requests', 'patron', patronId, display],
    queryFn: () => ask('loans.ofPatron', { patronId, display }),
    placeholderData: (before: PatronPage | undefined) =>
      before?.patron.id === patronId ? before : undefined,
    // What a patron has is not kept once their turn is over.
    gcTime: 0,
  });
