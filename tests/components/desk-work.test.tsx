import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { DeskWorkForm } from '../../renderer/src/pages/settings/DeskWorkForm.tsx';
import type { DeskWork, DeskWorkChoice } from '../../shared/ipc/calls/places.ts';
import { show } from './shown.tsx';

const work: DeskWork = {
  lines: ['3 items on its hold shelf', '2 open requests with this pickup location'],
  desks: [{ id: 1 as never, name: 'Main Circulation Desk', libraryName: 'Main Library' }],
  leave: null,
};

const ask = (changed: Partial<DeskWork> = {}) => {
  const save = vi.fn<(choice: DeskWorkChoice) => void>();
  const cancel = vi.fn<() => void>();
  show(<DeskWorkForm name="Information Desk" work={{ ...work, ...changed }} save={save} cancel={cancel} />);
  return { save, cancel };
};

const select = (): HTMLElement => screen.getByRole('combobox', { name: 'Desk to move them to' });
const form = (): HTMLElement => screen.getByRole('form', { name: 'Information Desk still has:' });

test('the form lists the work of the desk, focuses the choice of a desk, and saves nothing before one is chosen', () => {
  const { save } = ask();
  expect(form().textContent).toContain('3 items on its hold shelf');
  expect(document.activeElement).toBe(select());
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(save).not.toHaveBeenCalled();
  expect(select().getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement).toBe(select());
  fireEvent.change(select(), { target: { value: '1' } });
  fireEvent.submit(form());
  expect(save).toHaveBeenCalledWith({ moveTo: 1 });
});

test('the other answer leaves work that may stay, and says what that means', () => {
  const { save } = ask({ leave: 'Items on its shelf stay there.' });
  expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Move them to another desk' }));
  fireEvent.click(screen.getByRole('radio', { name: 'Leave them as they are' }));
  expect(form().textContent).toContain('Items on its shelf stay there.');
  expect(screen.queryByRole('combobox')).toBeNull();
  fireEvent.submit(form());
  expect(save).toHaveBeenCalledWith({ leave: true });
});

test('if no desk can take the work over, the form says so and can only be cancelled', () => {
  const { save, cancel } = ask({ desks: [] });
  expect(form().textContent).toContain('No other desk has a hold shelf.');
  fireEvent.submit(form());
  expect(save).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(cancel).toHaveBeenCalled();
});
