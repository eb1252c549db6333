import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import type { RequestRow } from '../../../../shared/ipc/request-views.ts';
import { ask } from '../../api/desk.ts';
import { firstSort, readyQuery } from '../../requests/requests.view.ts';
import type { PaletteEntry } from './commands.ts';

const typingMs = 80;
const mostFound = 8;
/** One letter would find half of the library. */
const shortest = 2;

const entryOf = ({ id, externalId, title, patronName, status }: RequestRow): PaletteEntry => ({
  id: `request ${id}`,
  label: `${externalId} · ${title.slice(0, 120)}`,
  group: [statusLabel(status), patronName.slice(0, 60)].filter((words) => words !== '').join(' · '),
  keys: '',
  why: null,
  does: { kind: 'go', route: { page: 'requests', request: id, view: null } },
});

/** The requests that fit what was typed, as Borrowing Requests finds them. Never those of an earlier text: Enter opens one. */
export const useRequestsFound = (
  typed: string,
): { readonly found: readonly PaletteEntry[]; readonly searching: boolean } => {
  const text = typed.trim();
  const [settled] = useDebouncedValue(text, typingMs);
  const wanted = text.length >= shortest;
  const query = useQuery({
    queryKey: ['requests', 'palette', settled],
    queryFn: () =>
      ask('requests.list', {
        query: { ...readyQuery(null), text: settled },
        sort: firstSort,
        offset: 0,
        limit: mostFound,
      }),
    enabled: wanted && settled.length >= shortest,
    gcTime: 0,
  });
  if (!wanted) return { found: [], searching: false };
  if (settled !== text || query.isPending) return { found: [], searching: true };
  return { found: query.data?.rows.map(entryOf) ?? [], searching: false };
};
