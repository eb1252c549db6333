import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { DoneFilter } from '../../../../shared/ipc/calls/done-here.ts';
import type { Output } from '../../../../shared/ipc/contract.ts';
import { ask } from '../../api/desk.ts';

/** A page of the steps taken here. */
export const useDone = (
  filter: DoneFilter,
  page: { readonly offset: number; readonly limit: number },
): UseQueryResult<Output<'doneHere.list'>> =>
  useQuery({
    queryKey: ['steps', 'done-here', filter, page],
    queryFn: () => ask('doneHere.list', { ...filter, ...page }),
    placeholderData: (before: Output<'doneHere.list'> | undefined) => before,
  });

/** The operators and desks offered by the filters. */
export const useDoneChoices = (): UseQueryResult<Output<'doneHere.choices'>> =>
  useQuery({ queryKey: ['people', 'done-here'], queryFn: () => ask('doneHere.choices', {}) });
