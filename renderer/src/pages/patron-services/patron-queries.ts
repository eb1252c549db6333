import type { UseQueryResult } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { PatronId } from '../../../../shared/domain/ids.ts';
import type { LoansDisplay } from '../../../../shared/ipc/calls/loans.ts';
import type { Output } from '../../../../shared/ipc/contract.ts';
import type { PatronView } from '../../../../shared/ipc/views.ts';
import { ask, desk } from '../../api/desk.ts';

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

/** Shorter beginnings fit half the town; a code is scanned, not looked for. */
const isName = (text: string): boolean => /^\p{L}.*\p{L}/u.test(text) && !/\d/.test(text);

/** A pause between letters that no hand makes on purpose. */
const typingMs = 120;

/**
 * The patrons whose names have words that begin so, while they are typed; none where nothing fits. Who types on keeps those of the
 * shorter beginning until the next ones are there: a list that went for a moment would take the focus along.
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
