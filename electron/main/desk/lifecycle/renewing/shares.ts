import type { PartnerId } from '../../../../../shared/domain/ids.ts';
import type { RequestOfStep, Step } from '../../kernel/step.ts';
import { findPartner } from '../../store/places.queries.ts';

type Item = RequestOfStep['items'][number];

/** The volumes of one partner, and whether it renews without being asked. One that nobody recorded does. */
export type Share = {
  readonly partnerId: PartnerId | null;
  readonly renewsItself: boolean;
  readonly items: readonly Item[];
};

/** The volumes by their partners. Where nobody recorded who sent one, it is the active partner's. */
export const sharesOf = ({ db, request }: Step, items: readonly Item[]): readonly Share[] => {
  const partnerOf = (item: Item): PartnerId | null => item.partnerId ?? request.activePartnerId;
  return [...new Set(items.map(partnerOf))].map((partnerId) => ({
    partnerId,
    renewsItself: partnerId === null || findPartner(db, partnerId)?.renewsAutomatically !== 0,
    items: items.filter((item) => partnerOf(item) === partnerId),
  }));
};
