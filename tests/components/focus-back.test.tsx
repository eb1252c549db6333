import { act, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { useFocusBack } from '../../renderer/src/components/focus-back.ts';
import { show } from './shown.tsx';

const Window = ({ close }: { readonly close: () => void }) => {
  useFocusBack();
  return (
    <button type="button" autoFocus onClick={close}>
      Go on
    </button>
  );
};

/** A button whose window starts a step: it is disabled while the step runs. */
const Page = () => {
  const [at, setAt] = useState<'before' | 'asked' | 'running'>('before');
  return (
    <main tabIndex={-1}>
      <section tabIndex={-1} aria-label="History">
        <button type="button" disabled={at === 'running'} onClick={() => setAt('asked')}>
          Undo
        </button>
      </section>
      {at === 'asked' && <Window close={() => setAt('running')} />}
    </main>
  );
};

test('the focus stays near a button that is disabled once its window has closed', async () => {
  show(<Page />);
  const undo = screen.getByRole('button', { name: 'Undo' });
  undo.focus();
  act(() => undo.click());
  act(() => screen.getByRole('button', { name: 'Go on' }).click());
  await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toBe('History');
});
