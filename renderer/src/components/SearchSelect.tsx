import '@mantine/core/styles/ScrollArea.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Combobox.css';
import { Select } from '@mantine/core';
import { useMemo, useState, type Ref } from 'react';
import { findByWords } from './find-by-words.ts';
import type { LongSelectProps } from './LongSelect.tsx';
import { t } from '../../../shared/words/words.ts';

/** The number of matches shown; another search word narrows them down. */
const maxShown = 50;

/** Selects one of thousands of options by words of their names. */
export const SearchSelect = (props: LongSelectProps) => {
  const { data, choose, controlRef, value, className = '', ...rest } = props;
  // The search index of the box is built from this array: not on every render of the page.
  const choices = useMemo(() => [...data], [data]);
  const chosen = choices.find((choice) => choice.value === value)?.label ?? '';
  const [typed, setTyped] = useState(chosen);
  return (
    <Select
      {...rest}
      className={className}
      ref={controlRef as Ref<HTMLInputElement>}
      value={value}
      data={choices}
      onChange={(next) => {
        if (next === null) return;
        // Where a choice is added to a list, the box stays empty for the next one.
        setTyped(chosen);
        choose(next);
      }}
      searchValue={typed}
      onSearchChange={setTyped}
      selectFirstOptionOnChange
      searchable
      allowDeselect={false}
      maxDropdownHeight={320}
      nothingFoundMessage={t('No matches')}
      filter={({ search }) => shownOf(choices, search === chosen ? '' : search)}
    />
  );
};

const shownOf = (choices: readonly LongSelectProps['data'][number][], typed: string) =>
  (typed.trim() === '' ? choices : findByWords(choices, ({ label }) => label, typed)).slice(0, maxShown);
