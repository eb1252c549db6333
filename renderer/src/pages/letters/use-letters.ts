import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { LetterRow } from '../../../../shared/ipc/calls/letters.ts';
import type { Input, Output } from '../../../../shared/ipc/contract.ts';
import { ask } from '../../api/desk.ts';
import { useAppState } from '../../api/queries.ts';
import { stepRefusal } from '../../steps/step-refusal.ts';

export type Shown = Input<'letters.list'>['show'];

/** A page of letters and messages. */
export const useLetters = (
  show: Shown,
  page: { readonly offset: number; readonly limit: number },
): UseQueryResult<Output<'letters.list'>> =>
  useQuery({
    queryKey: ['messages', 'list', show, page],
    queryFn: () => ask('letters.list', { show, ...page }),
  });

/** One letter with its text. */
export const useLetter = (id: number): UseQueryResult<Output<'letters.read'>> =>
  useQuery({ queryKey: ['messages', 'letter', id], queryFn: () => ask('letters.read', { id }) });

/** Why this operator may not deal with a letter; null when they may. */
export const useLetterRefusal = (): ((row: LetterRow) => string | null) => {
  const state = useAppState().data;
  return (row) => (state ? stepRefusal(state, 'handle-letter', row) : null);
};
