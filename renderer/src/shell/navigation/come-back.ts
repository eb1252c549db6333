import type { RequestId } from '../../../../shared/domain/ids.ts';
import type { TodayCardId } from '../../../../shared/ipc/today-views.ts';
import { go } from './routes.ts';

/** A place in the list of a card: its request, or the row in its place, and which of the row's controls. */
export type Place = { readonly id: RequestId; readonly index: number; readonly control: string };

/** Where the list of a card was left: the first request that it showed, and the place of the focus. */
export type Left = { readonly offset: number; readonly place: Place };

const left = new Map<TodayCardId, Left>();
let coming: TodayCardId | null = null;

/** Notes where the list of a card is left. */
export const noteLeft = (card: TodayCardId, at: Left): void => void left.set(card, at);

/** Goes back to the list of a card, to the row from which it was left. */
export const comeBack = (card: TodayCardId): void => {
  coming = card;
  go({ page: 'today', card });
};

/** Where a list begins that is shown now: where it was left, for those who come back; null for all others. */
export const whereLeft = (card: TodayCardId): Left | null =>
  coming === card ? (left.get(card) ?? null) : null;

/** The list is shown: the next visit begins at its top again. */
export const arrived = (): void => {
  coming = null;
};
