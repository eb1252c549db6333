import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Loaded } from '../../renderer/src/pages/settings/set-up/Loaded.tsx';
import { show } from './shown.tsx';

test('what is typed on a page of the guide replaces the name that the program chose', async () => {
  show(
    <Loaded>
      <input aria-label="Your name" defaultValue="Operator" />
    </Loaded>,
  );
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Your name' });
  await expect.poll(() => document.activeElement).toBe(field);
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, 'Operator'.length]);
});
