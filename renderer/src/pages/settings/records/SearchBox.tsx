import { TextInput } from '@mantine/core';

/** The box above a long list: F3 leads to it, the arrow down from it into the list. */
export const SearchBox = ({
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
