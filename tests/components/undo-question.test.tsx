import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { UndoQuestion } from '../../renderer/src/steps/UndoQuestion.tsx';
import type { StepView } from '../../shared/ipc/views.ts';
import { show } from './shown.tsx';

const step = {
  kind: 'return',
  at: '2026-11-25T10:42:00.000Z',
  externalId: '01MAIN0000101',
  title: 'The Sea Around Us',
} as StepView;

const ask = (preview: readonly string[]) => {
  const goOn = vi.fn<() => void>();
  show(
    <UndoQuestion
      question={{
        count: 1,
        steps: [step],
        because: ['It was done on the Return Items page.'],
        preview,
        goOn,
      }}
    />,
  );
  return { goOn, window: screen.getByRole('dialog', { name: 'Undo this step?' }) };
};

test('the question names the step, the reasons for asking, and the effects of the undo', async () => {
  const { window } = ask(['The request goes back to how it was.', 'A correction to the patron is queued.']);
  expect(window.textContent).toContain('Returned to the partner');
  expect(window.textContent).toContain('The Sea Around Us · 01MAIN0000101');
  expect(window.textContent).toContain('It was done on the Return Items page.');
  expect(window.textContent).toContain(
    'The request goes back to how it was. A correction to the patron is queued.',
  );
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Undo' })));
});

test('only its own button undoes the step', () => {
  const { goOn } = ask([]);
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(goOn).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  expect(goOn).toHaveBeenCalledTimes(1);
});
