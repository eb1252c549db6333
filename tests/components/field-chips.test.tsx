import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useState } from 'react';
import { FieldChips, useInsertion } from '../../renderer/src/pages/settings/FieldChips.tsx';
import { show } from './shown.tsx';

const fields = [
  { name: 'title', meaning: 'Title' },
  {
    name: 'dueOn',
    meaning: 'Due date: the loan’s in letters to patrons, the partner’s in letters to partners',
  },
  { name: 'note', meaning: 'Note entered with the step' },
];

// This document has no editing commands.
document.execCommand = () => false;

const Editor = ({ locked = false }: { readonly locked?: boolean }) => {
  const [subject, setSubject] = useState('Ready: ');
  const [body, setBody] = useState('Dear reader,');
  const { first, entered, insert } = useInsertion();
  return (
    <>
      <input
        aria-label="Subject"
        value={subject}
        onFocus={entered}
        onChange={({ currentTarget }) => setSubject(currentTarget.value)}
      />
      <textarea
        aria-label="Text"
        ref={first}
        value={body}
        onFocus={entered}
        onChange={({ currentTarget }) => setBody(currentTarget.value)}
      />
      <FieldChips fields={fields} locked={locked} insert={insert} />
    </>
  );
};

const box = (name: string): HTMLInputElement => screen.getByRole('textbox', { name });
const chip = (name: string): HTMLElement =>
  screen.getByRole('button', { name: new RegExp(`^Insert ${name}:`) });
const press = (key: string): void => void fireEvent.keyDown(document.activeElement ?? document.body, { key });

test('a field is inserted at the cursor of the text, which then has the focus', () => {
  show(<Editor />);
  box('Text').setSelectionRange(5, 5);
  fireEvent.click(chip('title'));
  expect(box('Text').value).toBe('Dear {{title}}reader,');
  expect(document.activeElement).toBe(box('Text'));
});

test('a field replaces the selection in the box that was focused last', () => {
  show(<Editor />);
  box('Subject').focus();
  box('Subject').setSelectionRange(0, 5);
  fireEvent.click(chip('dueOn'));
  expect(box('Subject').value).toBe('{{dueOn}}: ');
  expect(box('Text').value).toBe('Dear reader,');
});

test('the chips are a single Tab stop with arrow keys between them; each has an accessible name', () => {
  show(<Editor />);
  const stops = (): (string | null)[] =>
    screen.getAllByRole('button').flatMap((each) => (each.tabIndex === 0 ? [each.textContent] : []));
  expect(stops()).toEqual(['Title']);
  chip('title').focus();
  press('ArrowRight');
  expect(document.activeElement).toBe(chip('dueOn'));
  expect(chip('dueOn').textContent).toBe('Due date');
  expect(screen.getByText(/the loan’s in letters to patrons/)).toBeTruthy();
  press('End');
  expect(document.activeElement).toBe(chip('note'));
  press('ArrowRight');
  expect(document.activeElement).toBe(chip('title'));
  expect(stops()).toEqual(['Title']);
});

test('an operator who may not change letters inserts nothing', () => {
  show(<Editor locked />);
  fireEvent.click(chip('title'));
  expect(box('Text').value).toBe('Dear reader,');
});
