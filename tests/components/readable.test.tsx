import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { SectionList } from '../../renderer/src/pages/settings/SectionList.tsx';
import { contactFields, RecordFields } from '../../renderer/src/pages/settings/records/fields.tsx';
import { Caps, KeyTable } from '../../renderer/src/shell/keys/KeyTable.tsx';
import { StepRemarks } from '../../renderer/src/steps/TakenStep.tsx';
import { show } from './shown.tsx';

// Content that screenshots of every page had shown to be hidden, scrambled or misaligned.

test('the current section of Settings is scrolled into view in a list longer than the window', () => {
  const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
    this.setAttribute('data-in-sight', '');
  });
  show(<SectionList here="letters" />);
  expect(screen.getByRole('link', { name: 'Letters' }).hasAttribute('data-in-sight')).toBe(true);
  scrolled.mockRestore();
});

test('a sentence about a step that begins with an Arabic name still reads from left to right', () => {
  show(<StepRemarks remarks={['مكتبة جامعة النيل will be notified.', 'Mail queued: no mail account.']} />);
  const sentence = screen.getByText(/will be notified/);
  expect(sentence.closest('bdi, [dir=auto]')).toBeNull();
});

test('the description of a form field is below it, so that fields side by side align', () => {
  const draft = { name: '', code: '', address: [], email: '', phone: '' };
  show(<RecordFields fields={contactFields} part={{ draft, put: () => undefined, errorOf: () => null }} />);
  const code = screen.getByRole('textbox', { name: /^Code/ });
  const words = screen.getByText(/^Library files use this code/);
  expect(code.compareDocumentPosition(words) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
});

test('keys of a combination are separate, and a line may break between them', () => {
  show(<Caps keys="Ctrl + Shift + L" />);
  const caps = screen.getAllByText(/^\w+$/, { selector: 'kbd' });
  expect(caps.map(({ textContent }) => textContent)).toEqual(['Ctrl', 'Shift', 'L']);
});

test('each row of the keys has its own React key, although Ctrl+Enter does two things', () => {
  const warned = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  show(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <KeyTable />
    </QueryClientProvider>,
  );
  expect(screen.getAllByRole('row', { name: /^Ctrl \+ Enter/u })).toHaveLength(2);
  expect(warned).not.toHaveBeenCalled();
  warned.mockRestore();
});
