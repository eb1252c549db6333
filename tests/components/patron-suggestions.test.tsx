import { act, fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { showAsking, stubDesk } from '../support/hub/stubbed-page.tsx';

const desk = stubDesk();
/** The unanswered searches by their text. */
let asked: Map<string, (names: readonly string[]) => void>;

beforeEach(() => {
  vi.useFakeTimers();
  asked = new Map();
  desk.answers['loans.findPatron'] = (input) =>
    new Promise((resolve) => {
      const { text } = input as { readonly text: string };
      asked.set(text, (names) => resolve({ patrons: names.map((name) => ({ id: name, name })) }));
    });
});
afterEach(() => void vi.useRealTimers());

const pass = (ms = 1_000): Promise<void> => act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));
const answer = async (text: string, ...names: readonly string[]): Promise<void> => {
  asked.get(text)?.(names);
  await pass();
};
const type = async (text: string): Promise<void> => {
  fireEvent.change(screen.getByRole('textbox'), { target: { value: text } });
  await pass();
};
const names = (): readonly string[] => screen.queryAllByRole('button').map((each) => each.textContent ?? '');

beforeEach(async () => {
  const { usePatronsFor } = await import('../../renderer/src/pages/patron-services/patron-queries.ts');
  const Finding = () => {
    const [typed, setTyped] = useState('');
    return (
      <>
        <input value={typed} onChange={(event) => setTyped(event.target.value)} />
        {usePatronsFor(typed).map(({ id, name }) => (
          <button key={id}>{name}</button>
        ))}
      </>
    );
  };
  await showAsking(<Finding />);
});

test('a focused suggestion keeps the focus while a search for further letters is loading', async () => {
  await type('read');
  await answer('read', 'Reader, A.', 'Readman, B.');
  screen.getByRole('button', { name: 'Reader, A.' }).focus();
  await type('reader');
  expect(document.activeElement?.textContent).toBe('Reader, A.');
  await answer('reader', 'Reader, A.');
  expect(names()).toEqual(['Reader, A.']);
  expect(document.activeElement?.textContent).toBe('Reader, A.');
});

test('results of an outdated search are not suggested', async () => {
  await type('read');
  await answer('read', 'Reader, A.');
  await type('sm');
  expect(names()).toEqual([]);
  await answer('sm', 'Smith, C.');
  expect(names()).toEqual(['Smith, C.']);
  await type('12');
  expect(names()).toEqual([]);
});
