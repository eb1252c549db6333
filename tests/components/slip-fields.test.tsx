import { fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { FieldOrder } from '../../renderer/src/pages/settings/slip-design/FieldOrder.tsx';
import { defaultDesign } from '../../shared/domain/slips/design.ts';
import type { DesignedField } from '../../shared/domain/slips/slip.ts';
import { show } from './shown.tsx';

let now: readonly DesignedField[] = [];

const Page = () => {
  const [fields, setFields] = useState(() => defaultDesign('label').fields);
  now = fields;
  return <FieldOrder kind="label" fields={fields} put={setFields} />;
};

const order = (): readonly string[] => now.map(({ name }) => name);
const press = (name: string): void => {
  const button = screen.getByRole('button', { name });
  button.focus();
  fireEvent.click(button);
};

test('moving a field keeps the focus on the button that moved it', () => {
  show(<Page />);
  expect(order()).toEqual(['itemCode', 'text', 'title', 'externalId']);
  press('Move up: Title');
  expect(order()).toEqual(['itemCode', 'title', 'text', 'externalId']);
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Move up: Title');
  press('Move up: Title');
  expect(order()[0]).toBe('title');
  // At the top that button is disabled: the neighbouring button gets the focus.
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Move down: Title');
});

test('a field is hidden and resized; required fields cannot be hidden, and a barcode has one size', () => {
  show(<Page />);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Request number' }));
  fireEvent.change(screen.getByRole('combobox', { name: 'Size: Title' }), { target: { value: 'large' } });
  expect(now.find(({ name }) => name === 'externalId')?.isShown).toBe(false);
  expect(now.find(({ name }) => name === 'title')?.size).toBe('large');
  const [code] = screen.getAllByRole('listitem');
  const disabled = (role: string): boolean =>
    within(code ?? document.body)
      .getByRole(role)
      .hasAttribute('disabled');
  expect([disabled('checkbox'), disabled('combobox')]).toEqual([true, true]);
});
