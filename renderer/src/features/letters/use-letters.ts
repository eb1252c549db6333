import { useMutation, useQuery } from '@tanstack/react-query';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import type { LetterRow } from '../../../../shared/ipc/calls/letters.ts';
import type { Input, Output } from '../../../../shared/ipc/contract.ts';
import { stepRefusal } from '../../shell/steps/step-refusal.ts';
import { ask } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { useAppState } from '../../api/queries.ts';

export type Shown = Input<'letters.list'>['show'];

/** A page of letters and messages. */
export const useLetters = (
  show: Shown,
  page: { readonly offset: number; readonly limit: number },
): UseQueryResult<Output<'letters.list'>> =>
  useQuery({
    queryKey: ['messages', 'list', show, page],
    queryFn: () => ask('letters.list', { show, ...page }),
    placeholderData: (before: Output<'letters.list'> | undefined) => before,
  });

/** One letter with its text. */
export const useLetter = (id: number): UseQueryResult<Output<'letters.read'>> =>
  useQuery({ queryKey: ['messages', 'letter', id], queryFn: () => ask('letters.read', { id }) });

export type LetterAction = 'retry' | 'print' | 'dealtWith';

const act = (action: LetterAction, id: number): Promise<LetterRow> => {
  switch (action) {
    case 'retry':
      return ask('letters.retry', { id });
    case 'print':
      return ask('letters.print', { opId: newOpId(), id });
    case 'dealtWith':
      return ask('letters.dealtWith', { id });
  }
};

/**
 * What staff do with a letter; the lists are read again by themselves.
 * @param done hears how the letter stands now, also where its row has left the list meanwhile
 */
export const useLetterAction = (
  id: number,
  done?: (row: LetterRow) => void,
): UseMutationResult<LetterRow, Error, LetterAction> =>
  useMutation({
    mutationFn: async (action: LetterAction) => {
      const row = await act(action, id);
      done?.(row);
      return row;
    },
  });

/** Why this operator may not deal with a letter; null when they may. */
export const useLetterRefusal = (row: LetterRow): string | null => {
  const state = useAppState().data;
  return state ? stepRefusal(state, 'handle-letter', row) : null;
};
