import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Output } from '../../../shared/ipc/contract.ts';
import { ask } from './desk.ts';

/** As many mails as staff look through at once: the others follow when these are dealt with. */
const mostShown = 100;

/** The mails that belong to no request. */
export const useMailWithoutRequest = (): UseQueryResult<Output<'incomingMail.withoutRequest'>> =>
  useQuery({
    queryKey: ['messages', 'mails', 'without-request'],
    queryFn: () => ask('incomingMail.withoutRequest', { offset: 0, limit: mostShown }),
  });
