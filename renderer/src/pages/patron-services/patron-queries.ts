import type { UseQueryResult } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { PatronId } from '../../../../shared/domain/ids.ts';
import type { LoansDisplay } from '../../../../shared/ipc/calls/loans.ts';
import type { Output } from '../../../../shared/ipc/contract.ts';
import type { PatronView } from '../../../../shared/ipc/views.ts';
import { ask, desk } from '../../api/desk.ts';

export type PatronPage = Output<'loans.ofPatron'>;

/** A patron's loans and requests, refetched whenever requests change. Another patron's data is never shown while loading. */
export const usePatron = (patronId: PatronId, display: LoansDisplay): UseQueryResult<PatronPage> =>
  useQuery({
    queryKey: ['requests', 'patron', patronId, display],
    queryFn: () => ask('loans.ofPatron', { patronId, display }),
    placeholderData: (before: PatronPage | undefined) =>
      before?.patron.id === patronId ? before : undefined,
    // Patron data is not cached after the patron is closed.
    gcTime: 0,
  });

/** Shorter input matches too many patrons; codes are scanned, not searched. */
const isName = (text: string): boolean => /^\p{L}.*\p{L}/u.test(text) && !/\d/.test(text);

/** The debounce for typing, in milliseconds. */
const typingMs = 120;

/**
 * The patrons with a name that matches the typed beginnings; empty if there are none. While typing continues, the previous matches stay
 * until the next ones are loaded: a list that disappears for a moment would lose the focus.
 */
export const usePatronsFor = (typed: string): readonly PatronView[] => {
  const [text] = useDebouncedValue(typed.trim(), typingMs);
  const { data } = useQuery({
    queryKey: ['people', 'suggested', text],
    queryFn: async () => {
      const answer = await desk.call['loans.findPatron']({ text });
      return answer.ok ? answer.value.patrons : [];
    },
    enabled: isName(text),
    gcTime: 0,
    placeholderData: (before: PatronView[] | undefined, asked) =>
      asked && text.startsWith(String(asked.queryKey[2])) ? before : undefined,
  });
  return typed.trim() === '' || !isName(text) ? [] : (data ?? []);
};
