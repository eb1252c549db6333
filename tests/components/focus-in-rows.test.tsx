import { fireEvent, screen } from '@testing-library/react';
import { useRef, useState } from 'react';
import { beforeEach, expect, test } from 'vitest';
import type { TableSpec } from '../../renderer/src/components/table/columns.ts';
import { ShortTable } from '../../renderer/src/components/table/ShortTable.tsx';
import { useFocusInRows } from '../../renderer/src/pages/today/use-focus-in-rows.ts';
import { show } from './shown.tsx';

type Request = { readonly code: string; readonly step: boolean };

const spec = (act: (code: string) => void): TableSpec<Request> => ({
  id: 'queue',
  label: 'Queue',
  keyOf: ({ code }) => code,
  nameOf: ({ code }) => code,
  frozen: 1,
  columns: [
    {
      id: 'step',
      label: 'Step',
      widthPx: 100,
      shown: true,
      cell: ({ code, step }) =>
        step && (
          <button type="button" data-row-control="step" onClick={() => act(code)}>
            {`Send ${code}`}
          </button>
        ),
    },
  ],
});

const Queue = ({ first }: { readonly first: readonly Request[] }) => {
  const [rows, setRows] = useState(first);
  const area = useRef<HTMLElement>(null);
  const focus = useFocusInRows(area, rows);
  return (
    <section ref={area} aria-label="Rows" tabIndex={-1} onFocus={focus.onFocus} onBlur={focus.onBlur}>
      {rows.length > 0 && (
        <ShortTable
          spec={spec((code) => setRows(rows.filter((row) => row.code !== code)))}
          rows={rows}
          acts={{}}
        />
      )}
    </section>
  );
};

const take = (name: string): void => {
  const button = screen.getByRole('button', { name });
  button.focus();
  fireEvent.click(button);
};

beforeEach(() => localStorage.clear());

test('the request that takes the place of a finished one gets the focus, on the same step', () => {
  show(<Queue first={['A', 'B', 'C'].map((code) => ({ code, step: true }))} />);
  take('Send A');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Send B' }));
});

test('after the last request the focus moves to the one before it, and finally to the container', () => {
  show(<Queue first={['A', 'B'].map((code) => ({ code, step: true }))} />);
  take('Send B');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Send A' }));
  take('Send A');
  expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Rows' }));
});

test('a row without that step gets the focus itself', () => {
  show(
    <Queue
      first={[
        { code: 'A', step: true },
        { code: 'B', step: false },
      ]}
    />,
  );
  take('Send A');
  expect(document.activeElement).toBe(screen.getAllByRole('row')[1]);
});
