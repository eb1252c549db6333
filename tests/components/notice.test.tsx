import { act, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noticeMs, useNoticeTime } from '../../renderer/src/shell/notices/NoticePlace.tsx';
import { show } from './shown.tsx';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const first = { words: 'Returned' };

const Page = ({ stays = false }: { readonly stays?: boolean }) => {
  const [notice, setNotice] = useState<{ readonly words: string } | null>(first);
  const [dismiss] = useState(() => () => setNotice(null));
  const held = useNoticeTime(notice, stays, dismiss);
  return (
    <>
      <section aria-label="Last step" {...held}>
        {notice?.words}
        <button type="button">Undo</button>
      </section>
      <button type="button" onClick={() => setNotice({ words: 'Lent' })}>
        Next
      </button>
      <input aria-label="Search" onKeyDown={(event) => event.preventDefault()} />
    </>
  );
};

const wait = (ms: number): void => act(() => void vi.advanceTimersByTime(ms));
const notice = (): HTMLElement => screen.getByRole('region', { name: 'Last step' });
const undo = (): HTMLElement => screen.getByRole('button', { name: 'Undo' });

test('a notice disappears after eight seconds, and a new one gets eight seconds of its own', () => {
  show(<Page />);
  wait(noticeMs - 1);
  expect(notice().textContent).toContain('Returned');
  fireEvent.click(screen.getByRole('button', { name: 'Next' }));
  wait(noticeMs - 1);
  expect(notice().textContent).toContain('Lent');
  wait(1);
  expect(notice().textContent).toBe('Undo');
});

test('a notice stays under the pointer and while it has the focus', () => {
  show(<Page />);
  fireEvent.pointerEnter(notice());
  wait(noticeMs * 2);
  act(() => undo().focus());
  fireEvent.pointerLeave(notice());
  wait(noticeMs * 2);
  expect(notice().textContent).toContain('Returned');
  act(() => undo().blur());
  wait(noticeMs);
  expect(notice().textContent).toBe('Undo');
});

test('a failure stays until it is dismissed', () => {
  show(<Page stays />);
  wait(noticeMs * 10);
  expect(notice().textContent).toContain('Returned');
  fireEvent.keyDown(document.body, { key: 'Escape' });
  expect(notice().textContent).toBe('Undo');
});

test('Escape closes a notice, unless a nearer element consumes the key', () => {
  show(<Page />);
  fireEvent.keyDown(screen.getByRole('textbox', { name: 'Search' }), { key: 'Escape' });
  expect(notice().textContent).toContain('Returned');
  fireEvent.keyDown(undo(), { key: 'Escape' });
  expect(notice().textContent).toBe('Undo');
});
