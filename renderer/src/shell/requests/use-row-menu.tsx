import { useCallback, useState } from 'react';
import type { TodayCardId } from '../../../../shared/ipc/today-views.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { useReceiving } from '../receiving/receiving-actor.ts';
import { go } from '../navigation/routes.ts';
import { scanThere } from '../../scanner/scan-target.ts';
import type { PopupItem, PopupPlace } from '../../components/PopupMenu.tsx';
import { requestsStore } from './use-requests.ts';
import type { Picked } from './requests.types.ts';
import type { ActionRow, MenuPlace, RowAction } from './row-actions.ts';
import { barcodeToReturn, offeredActions } from './row-actions.ts';

/** What the menu must know of a request, from the list or from its details. */
export type MenuRow = ActionRow & Picked & { readonly places: readonly MenuPlace[] };

export type RowMenu = {
  readonly row: MenuRow;
  readonly place: PopupPlace;
  readonly items: readonly PopupItem[];
};

export const pickedOf = ({ id, externalId, title, status }: Picked): Picked => ({
  id,
  externalId,
  title,
  status,
});

/** Carries out what a row's menu says. @param from the card of Today on whose list the row stands */
export const useRowActions = (from?: TodayCardId): ((action: RowAction, row: MenuRow) => void) => {
  const receiving = useReceiving();
  return (action, row) => {
    const actor = requestsStore();
    switch (action) {
      case 'view':
        actor.send({
          type: 'details.opened',
          requestId: row.id,
          at: 'top',
          takesFocus: true,
          ...(from && { from }),
        });
        // From another list: the details stand on Borrowing Requests.
        go({ page: 'requests', request: null, view: null });
        return;
      case 'edit':
        actor.send({ type: 'form.opened', form: { kind: 'edit', requestId: row.id } });
        return;
      case 'print':
        actor.send({ type: 'slips.asked', requests: [pickedOf(row)] });
        return;
      case 'receive':
        receiving.send({ type: 'identifier.entered', code: row.externalId, further: false });
        go({ page: 'receiving' });
        return;
      case 'return': {
        const barcode = barcodeToReturn(row.places);
        if (barcode !== null) scanThere([barcode]);
        go({ page: 'return-items' });
        return;
      }
      default:
        actor.send({ type: 'decision.asked', action, requests: [pickedOf(row)] });
    }
  };
};

/** The menu of a row: one for the whole table. */
export const useRowMenu = (
  state: AppState,
  from?: TodayCardId,
): {
  readonly menu: RowMenu | null;
  readonly openMenu: (row: MenuRow, place: PopupPlace) => void;
  readonly closeMenu: () => void;
} => {
  const [menu, setMenu] = useState<RowMenu | null>(null);
  const act = useRowActions(from);
  return {
    menu,
    openMenu: (row, place) =>
      setMenu({
        row,
        place,
        items: offeredActions(row, state).map(({ id, label, why, group }, index, all) => ({
          id,
          label,
          why,
          apart: index > 0 && all[index - 1]?.group !== group,
          run: () => act(id, row),
        })),
      }),
    closeMenu: useCallback(() => setMenu(null), []),
  };
};
