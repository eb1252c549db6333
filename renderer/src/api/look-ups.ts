import { useQuery } from '@tanstack/react-query';
import type { CardLookUp } from '../../../shared/ipc/calls/look-ups.ts';
import { ask } from './desk.ts';

/** What the library's other system says of a card; null until it is known, and if none is set up. @param card empty: nothing is asked */
export const useLookUp = (card: string): CardLookUp | null =>
  useQuery({
    queryKey: ['lookUps', 'card', card],
    queryFn: () => ask('lookUps.card', { card }),
    enabled: card !== '',
    // Patron data is not cached after the patron is closed.
    gcTime: 0,
  }).data ?? null;
