import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { UndoneNotice } from '../../renderer/src/components/UndoneNotice.tsx';
import { StepRow } from '../../renderer/src/pages/session/SessionPanel.tsx';
import type { StepView, Undone } from '../../shared/ipc/views.ts';
import { show } from './shown.tsx';

const headline = 'Undone: Returned to the partner, volume 1. Now on hold shelf.';
const correction = 'A correction will be sent to North University Library.';

test('the card of an undo names who gets a correction', () => {
  const answer = { headline, corrections: [correction], slipsOnPaper: 0 } as unknown as Undone;
  show(<UndoneNotice answer={answer} />);
  expect(screen.getByText(`${headline} ${correction}`)).toBeTruthy();
});

test('the row of an undone step says what its undo did, and who gets a correction', () => {
  const step = { undone: true, title: 'Middlemarch', headline: `${headline} ${correction}` } as StepView;
  show(<StepRow step={{ ...step, at: '2026-11-25T10:42:00.000Z' as StepView['at'] }} />);
  expect(screen.getByText(`${headline} ${correction}`)).toBeTruthy();
  expect(screen.getByText('Middlemarch')).toBeTruthy();
});
