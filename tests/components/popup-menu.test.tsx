import { fireEvent, screen, within } from '@testing-library/react';
import IconEye from '@tabler/icons-react/icons/IconEye';
import { expect, test, vi } from 'vitest';
import { PopupMenu, type PopupItem } from '../../renderer/src/components/PopupMenu.tsx';
import { show } from './shown.tsx';

const run = vi.fn<() => void>();
const next = { id: 'next', head: 'Next step' };
const items: readonly PopupItem[] = [
  { id: 'receive', label: 'Receive', why: null, keys: 'Ctrl+Enter', group: next, run },
  { id: 'return', label: 'Return', why: null, group: next, run },
  { id: 'claim', label: 'Claim', why: 'Not shipped', group: { id: 'partner', head: 'Partner' }, run },
  { id: 'view', label: 'View', why: null, Icon: IconEye, group: { id: 'look', head: null }, run },
];
const menu = (): HTMLElement => screen.getByRole('menu', { name: 'Actions' });
const item = (name: string): HTMLElement => within(menu()).getByRole('menuitem', { name });
const close = vi.fn<(giveFocusBack: boolean) => void>();
const open = (): void =>
  show(<PopupMenu label="Actions" place={{ x: 0, top: 0, bottom: 0 }} items={items} close={close} />);

test('the groups have headings, and an entry has its keys and its icon beside its name', () => {
  open();
  expect(
    within(menu())
      .getAllByRole('group')
      .map((group) => group.getAttribute('aria-label')),
  ).toEqual(['Next step', 'Partner']);
  const first = within(menu()).getByRole('group', { name: 'Next step' });
  expect(within(first).getAllByRole('menuitem')).toHaveLength(2);
  expect(item('Receive').querySelector('[data-keys="Ctrl+Enter"]')).not.toBeNull();
  expect(item('Claim Not shipped').getAttribute('aria-disabled')).toBe('true');
  expect(item('View').querySelector('svg')).not.toBeNull();
});

test('one row is highlighted: the pointer moves the focus, and the arrow keys continue from there through all groups', () => {
  open();
  expect(document.activeElement).toBe(item('Receive'));
  fireEvent.pointerMove(item('Return'));
  expect(document.activeElement).toBe(item('Return'));
  fireEvent.keyDown(item('Return'), { key: 'ArrowDown' });
  expect(document.activeElement).toBe(item('Claim Not shipped'));
  fireEvent.keyDown(item('Claim Not shipped'), { key: 'Enter' });
  expect(run).not.toHaveBeenCalled();
  fireEvent.keyDown(item('Claim Not shipped'), { key: 'End' });
  fireEvent.keyDown(item('View'), { key: 'Enter' });
  expect(run).toHaveBeenCalledOnce();
  expect(close).toHaveBeenCalledWith(true);
});
