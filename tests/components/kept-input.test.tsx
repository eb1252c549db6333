import { Activity } from 'react';
import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { hasUnsaved, noteLocked, useUnsaved } from '../../renderer/src/places/leave-guard.ts';

const Form = () => {
  useUnsaved(true);
  return null;
};

const Page = ({ isLocked, hasForm = true }: { readonly isLocked: boolean; readonly hasForm?: boolean }) => {
  noteLocked(isLocked);
  return <Activity mode={isLocked ? 'hidden' : 'visible'}>{hasForm && <Form />}</Activity>;
};

test('unsaved input that is kept behind a lock counts as unsaved, until its page is gone', () => {
  const { rerender, unmount } = render(<Page isLocked={false} />);
  expect(hasUnsaved()).toBe(true);
  rerender(<Page isLocked />);
  expect(hasUnsaved()).toBe(true);
  rerender(<Page isLocked={false} />);
  expect(hasUnsaved()).toBe(true);
  rerender(<Page isLocked={false} hasForm={false} />);
  expect(hasUnsaved()).toBe(false);
  rerender(<Page isLocked hasForm={false} />);
  expect(hasUnsaved()).toBe(false);
  unmount();
});
