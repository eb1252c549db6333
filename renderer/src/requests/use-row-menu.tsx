import IconCircleOff from '@tabler/icons-react/icons/IconCircleOff';
import { useCallback, useState } from 'react';
import { desk } from '../api/desk.ts';
import { askForRoles } from '../../../shared/domain/roles.ts';
import type { AppState } from '../../../shared/ipc/views.ts';
import { useReceiving } from '../steps/receiving/receiving-actor.ts';
import { go } from '../places/routes.ts';
import { detailsPlace, openDetails } from './details/open-details.ts';
import { useToday } from '../components/today.ts';
import { shownKeys } from '../components/keys.ts';
import { confirmKeys } from '../components/use-confirm-key.ts';
import { actionIcons } from './action-icons.ts';
import { queueScans } from '../scanner/scan-target.ts';
import type { PopupItem, PopupPlace } from '../components/PopupMenu.tsx';
import { pickedOf } from './open-decision.ts';
import { printSlips } from './list-runner.ts';
import { requestsStore } from './use-requests.ts';
import type { Picked } from './requests.types.ts';
import type { ActionRow, MenuPlace, OfferedAction, RowAction } from './row-actions.ts';
import { codeToLend, codeToReturn } from './row-actions.ts';
import { groupHeads, menuActions, unavailableActions } from './row-menu.ts';
import { t } from '../../../shared/words/words.ts';

/** The part of a request that the menu needs, from the list or from its details. */
export type MenuRow = ActionRow & Picked & { readonly places: readonly MenuPlace[] };

type RowMenu = {
  readonly row: MenuRow;
  readonly place: PopupPlace;
  readonly items: readonly PopupItem[];
};

/** Opens the patron with the item, as if the card and the barcode had been scanned there; if it cannot be lent here, the page says why. */
const lendFromShelf = async (row: MenuRow): Promise<void> => {
  const code = codeToLend(row);
  if (code !== null) {
    const found = await desk.call['scanning.look']({ code });
    queueScans(found.ok ? found.value.codes : [code]);
  }
  go({ page: 'patron-services' });
};

/** Executes the actions of a row's menu. */
export const useRowActions = (): ((action: RowAction, row: MenuRow) => void) => {
  const receiving = useReceiving();
  return (action, row) => {
    const actor = requestsStore();
    switch (action) {
      case 'view':
        openDetails(row.id);
        // Pages without a place for details lead to Borrowing Requests.
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
        if (code !== null) queueScans([code]);
        go({ page: 'return-items' });
        return;
      }
      default:
        actor.send({ type: 'decision.asked', action, requests: [pickedOf(row)] });
    }
  };
};

/** Returns the keys of an action: Enter or Ctrl+Enter on a row. */
const keysOf = (id: RowAction, isFirst: boolean): string | undefined => {
  if (id === 'view') return shownKeys('Enter');
  return isFirst ? shownKeys(confirmKeys.shown) : undefined;
};

const itemsOf = (actions: readonly OfferedAction[], run: (id: RowAction) => void): readonly PopupItem[] =>
  actions.map(({ id, label, why, group }, index) => {
    const keys = keysOf(id, index === 0);
    return {
      id,
      label,
      why,
      Icon: actionIcons[id],
      ...(keys !== undefined && { keys }),
      group: { id: group, head: groupHeads[group] },
      run: () => run(id),
    };
  });

/** Returns the unavailable actions with their reasons; those that need another role come separately. */
const reasonsOf = ({
  impossible,
  forbidden,
}: ReturnType<typeof unavailableActions>): readonly PopupItem[] => {
  const inGroup = (actions: readonly OfferedAction[], group: PopupItem['group']): readonly PopupItem[] =>
    actions.map(({ id, label, why }) => ({
      id,
      label,
      why,
      Icon: actionIcons[id],
      ...(group && { group }),
      run: () => undefined,
    }));
  return [
    ...inGroup(impossible, { id: 'impossible', head: t('Unavailable') }),
    ...inGroup(forbidden, {
      id: 'forbidden',
      head: t('Your roles don’t allow these. {askForRoles}', { askForRoles }),
    }),
  ];
};

/** The menu of a row, one for the whole table. */
export const useRowMenu = (
  state: AppState,
): {
  readonly menu: RowMenu | null;
  readonly openMenu: (row: MenuRow, place: PopupPlace) => void;
  /** Takes the first action of the menu. */
  readonly takeFirst: (row: MenuRow) => void;
  readonly closeMenu: () => void;
} => {
  const [menu, setMenu] = useState<RowMenu | null>(null);
  const act = useRowActions();
  const today = useToday();
  const openMenu = (row: MenuRow, place: PopupPlace): void => {
    const reasons = reasonsOf(unavailableActions(row, state, today));
    const unavailable: PopupItem = {
      id: 'unavailable',
      label: t('Unavailable'),
      why: null,
      Icon: IconCircleOff,
      group: { id: 'look', head: groupHeads.look },
      run: () => setMenu({ row, place: { ...place }, items: reasons }),
    };
    const items = itemsOf(menuActions(row, state, today), (id) => act(id, row));
    setMenu({ row, place, items: reasons.length === 0 ? items : [...items, unavailable] });
  };
  return {
    menu,
    openMenu,
    takeFirst: (row) => {
      const [first] = menuActions(row, state, today);
      if (first) act(first.id, row);
    },
    closeMenu: useCallback(() => setMenu(null), []),
  };
};
