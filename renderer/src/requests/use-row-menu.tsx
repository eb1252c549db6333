import { useCallback, useState } from 'react';
import { desk } from '../api/desk.ts';
import type { AppState } from '../../../shared/ipc/views.ts';
import { useReceiving } from '../steps/receiving/receiving-actor.ts';
import { go } from '../places/routes.ts';
import { detailsPlace, openDetails } from './details/open-details.ts';
import { useToday } from '../components/today.ts';
import { scanThere } from '../scanner/scan-target.ts';
import type { PopupItem, PopupPlace } from '../components/PopupMenu.tsx';
import { pickedOf } from './open-decision.ts';
import { printSlips } from './list-runner.ts';
import { requestsStore } from './use-requests.ts';
import type { Picked } from './requests.types.ts';
import type { ActionRow, MenuPlace, OfferedAction, RowAction } from './row-actions.ts';
import { barcodeToLend, codeToReturn, impossibleActions, offeredActions } from './row-actions.ts';
import { t } from '../../../shared/words/words.ts';

/** What the menu must know of a request, from the list or from its details. */
export type MenuRow = ActionRow & Picked & { readonly places: readonly MenuPlace[] };

export type RowMenu = {
  readonly row: MenuRow;
  readonly place: PopupPlace;
  readonly items: readonly PopupItem[];
};

/** Opens the patron with the item, as if card and barcode had been scanned there; where it cannot be lent here, the page says why. */
const lendFromShelf = async ({ places }: MenuRow): Promise<void> => {
  const barcode = barcodeToLend(places);
  if (barcode !== null) {
    const found = await desk.call['scanning.look']({ code: barcode });
    scanThere(found.ok ? found.value.codes : [barcode]);
  }
  go({ page: 'patron-services' });
};

/** Carries out what a row's menu says. */
export const useRowActions = (): ((action: RowAction, row: MenuRow) => void) => {
  const receiving = useReceiving();
  return (action, row) => {
    const actor = requestsStore();
    switch (action) {
      case 'view':
        openDetails(row.id);
        // From a page without a place for them the way leads to Borrowing Requests.
        if (detailsPlace() === 'requests') go({ page: 'requests', request: null, view: null });
        return;
      case 'again':
        actor.send({ type: 'form.opened', form: { kind: 'new', againOf: row.id } });
        return;
      case 'edit':
        actor.send({ type: 'form.opened', form: { kind: 'edit', requestId: row.id } });
        return;
      case 'print':
        void printSlips([pickedOf(row)]);
        return;
      case 'receive':
      case 'add-volume':
        receiving.send({
          type: 'identifier.entered',
          code: row.externalId,
          use: action === 'receive' ? null : 'for-patron',
        });
        go({ page: 'receiving' });
        return;
      case 'lend':
        void lendFromShelf(row);
        return;
      case 'return': {
        const code = codeToReturn(row);
        if (code !== null) scanThere([code]);
        go({ page: 'return-items' });
        return;
      }
      default:
        actor.send({ type: 'decision.asked', action, requests: [pickedOf(row)] });
    }
  };
};

const itemsOf = (actions: readonly OfferedAction[], run: (id: RowAction) => void): readonly PopupItem[] =>
  actions.map(({ id, label, why, group }, index) => ({
    id,
    label,
    why,
    apart: index > 0 && actions[index - 1]?.group !== group,
    run: () => run(id),
  }));

/** The menu of a row: one for the whole table. */
export const useRowMenu = (
  state: AppState,
): {
  readonly menu: RowMenu | null;
  readonly openMenu: (row: MenuRow, place: PopupPlace) => void;
  readonly closeMenu: () => void;
} => {
  const [menu, setMenu] = useState<RowMenu | null>(null);
  const act = useRowActions();
  const today = useToday();
  return {
    menu,
    openMenu: (row, place) =>
      setMenu({
        row,
        place,
        items: [
          ...itemsOf(offeredActions(row, state, today), (id) => act(id, row)),
          {
            id: 'unavailable',
            label: t('Unavailable'),
            why: null,
            apart: true,
            run: () =>
              setMenu({ row, place: { ...place }, items: itemsOf(impossibleActions(row, today), () => {}) }),
          },
        ],
      }),
    closeMenu: useCallback(() => setMenu(null), []),
  };
};
