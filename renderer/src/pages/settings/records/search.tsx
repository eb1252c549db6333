import { TextInput } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import type { ReactNode } from 'react';
import { Pages } from '../../../components/Pages.tsx';

/** So many records of a long list are asked for at a time. */
const limit = 50;

/** The box above a long list: F3 leads to it, the arrow down from it into the list. */
const SearchBox = ({
  label,
  value,
  change,
}: {
  readonly label: string;
  readonly value: string;
  readonly change: (text: string) => void;
}) => (
  <TextInput
    type="search"
    aria-label={label}
    placeholder={label}
    value={value}
    maxLength={200}
    autoComplete="off"
    miw="18rem"
    onChange={({ currentTarget }) => change(currentTarget.value)}
    data-search-box
    onKeyDown={(event) => {
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      event.currentTarget.closest('section')?.querySelector<HTMLElement>('[data-pane-entry]')?.focus();
    }}
  />
);

/** A long list that is searched and read page by page: what is asked for, and what stands above and below it. */
export const useSearch = (label: string) => {
  const [search, setSearch] = useState('');
  const [offset, setOffset] = useState(0);
  const find = (text: string): void => {
    setSearch(text);
    setOffset(0);
  };
  return {
    asked: { search: useDeferredValue(search), offset, limit },
    isAll: search === '',
    box: <SearchBox label={label} value={search} change={find} />,
    pagesOf: (total = 0): ReactNode => <Pages offset={offset} limit={limit} total={total} turn={setOffset} />,
  };
};
