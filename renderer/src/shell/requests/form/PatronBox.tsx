import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { PatronId } from '../../../../../shared/domain/ids.ts';
import { sentenceOf } from '../../../api/desk.ts';
import { usePatronsFound } from '../../../api/requests.ts';
import classes from './RequestForm.module.css';

export type ChosenPatron = { readonly id: PatronId; readonly name: string; readonly barcode: string };

const typingMs = 120;

/** Finds the requester by name or card: the beginning of any word. Arrow keys and Enter choose. */
export const PatronBox = ({
  patron,
  typed,
  type,
  choose,
  fault,
  whyNot,
}: {
  readonly patron: ChosenPatron | null;
  /** What is typed to find one. */
  readonly typed: string;
  readonly type: (text: string) => void;
  readonly choose: (patron: ChosenPatron | null) => void;
  /** What must be mended before the form can be saved. */
  readonly fault: string | undefined;
  /** Why it cannot be changed; null where it can. */
  readonly whyNot: string | null;
}) => {
  const listId = useId();
  const [at, setAt] = useState(0);
  const [search] = useDebouncedValue(typed.trim(), typingMs);
  const found = usePatronsFound(search);
  const open = typed.trim() !== '' && patron === null && found.data !== undefined;
  const rows = open ? (found.data?.rows ?? []) : [];
  const take = (index: number): void => {
    const row = rows[index];
    if (!row) return;
    choose({ id: row.id, name: row.name, barcode: row.barcode });
  };
  const pressed = (event: KeyboardEvent): void => {
    if (!open) return;
    if (event.key === 'ArrowDown') setAt(Math.min(rows.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter') take(at);
    else if (event.key === 'Escape') type('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={classes['combo']}>
      <TextInput
        label="Requester"
        description={whyNot ?? 'Name or card of the patron'}
        disabled={whyNot !== null}
        role="combobox"
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        // Escape closes the list, not the window around it.
        {...(open && { 'data-mantine-stop-propagation': 'true' })}
        {...(open && rows.length > 0 ? { 'aria-activedescendant': `${listId}-${at}` } : {})}
        value={patron ? `${patron.name} · ${patron.barcode}` : typed}
        readOnly={patron !== null}
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        onChange={({ currentTarget }) => {
          type(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={pressed}
        error={found.error ? sentenceOf(found.error) : fault}
        rightSection={
          patron !== null &&
          whyNot === null && (
            <CloseButton aria-label="Choose another requester" onClick={() => choose(null)} />
          )
        }
      />
      <ul
        id={listId}
        role="listbox"
        aria-label="Patrons found"
        className={open ? classes['options'] : undefined}
        hidden={!open}
      >
        {rows.map((row, index) => (
          <li
            key={row.id}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            className={classes['option']}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(index)}
          >
            <bdi>{row.name}</bdi>{' '}
            <span className={classes['small']}>
              <bdi>{row.barcode}</bdi> <bdi>{row.libraryName}</bdi>
            </span>
          </li>
        ))}
        {open && rows.length === 0 && (
          <li role="option" aria-selected={false} aria-disabled className={classes['small']}>
            Nobody is called so. Patrons come with a library file, or are added in Settings.
          </li>
        )}
      </ul>
    </div>
  );
};
