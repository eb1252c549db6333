import { Button, CloseButton, Group, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { KeyboardEvent } from 'react';
import type { PatronId } from '../../../../shared/domain/ids.ts';
import type { DeskView } from '../../../../shared/ipc/views.ts';
import { sentenceOf } from '../../api/desk.ts';
import { useFindPatrons, usePatronsFound } from '../../api/requests.ts';
import { toNextField } from './form-keys.ts';
import { NewPatron } from './NewPatron.tsx';
import classes from './RequestForm.module.css';
import { t } from '../../../../shared/words/words.ts';
import { factWords } from '../../components/Facts.tsx';

export type ChosenPatron = { readonly id: PatronId; readonly name: string; readonly barcode: string };

const typingMs = 120;

type PatronBoxProps = {
  readonly patron: ChosenPatron | null;
  /** The search text. */
  readonly typed: string;
  readonly type: (text: string) => void;
  readonly choose: (patron: ChosenPatron | null) => void;
  /** The error to fix before the form can be saved. */
  readonly fault: string | undefined;
  /** The library that patrons added here will belong to. */
  readonly library: Pick<DeskView, 'libraryId' | 'libraryName'>;
  /** Why patrons cannot be added; null if they can. */
  readonly addRefusal: string | null;
};

type PatronRow = NonNullable<ReturnType<typeof usePatronsFound>['data']>['rows'][number];

type FoundProps = {
  readonly listId: string;
  readonly rows: readonly PatronRow[];
  /** The index of the highlighted row. */
  readonly at: number;
  readonly take: (row: PatronRow) => void;
};

const Found = ({ listId, rows, at, take }: FoundProps) => (
  <ul
    id={listId}
    role="listbox"
    aria-label={t('Patrons found')}
    className={rows.length > 0 ? classes['options'] : undefined}
    hidden={rows.length === 0}
  >
    {rows.map((row, index) => (
      <li
        key={row.id}
        id={`${listId}-${index}`}
        role="option"
        aria-selected={index === at}
        className={classes['option']}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => take(row)}
      >
        <bdi>{row.name}</bdi>{' '}
        <span className={classes['small']}>
          <bdi>{row.barcode}</bdi> <bdi>{row.libraryName}</bdi>
        </span>
      </li>
    ))}
  </ul>
);

type NobodyProps = Pick<PatronBoxProps, 'library' | 'addRefusal'> & { readonly add: () => void };

const Nobody = ({ library, addRefusal, add }: NobodyProps) => (
  <Group gap="xs" mt="xs">
    <Text size="sm" role="status">
      {t('No patron found.')}
    </Text>
    <Button
      variant="default"
      disabled={addRefusal !== null}
      title={
        addRefusal ?? t('Add as a patron of {libraryName} (Enter)', { libraryName: library.libraryName })
      }
      onClick={add}
    >
      {t('Add as a new patron')}
    </Button>
  </Group>
);

type SearchOf = Pick<PatronBoxProps, 'patron' | 'typed' | 'type' | 'choose' | 'addRefusal'>;

/** The patrons whose names or cards match the typed beginnings, and the keys that choose one of them. */
const usePatronSearch = ({ patron, typed, type, choose, addRefusal }: SearchOf) => {
  const listId = useId();
  const [at, setAt] = useState(0);
  const [search] = useDebouncedValue(typed.trim(), typingMs);
  const found = usePatronsFound(search);
  const [adding, setAdding] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const open = !adding && typed.trim() !== '' && patron === null && found.data !== undefined;
  const rows = open ? (found.data?.rows ?? []) : [];
  const isAnswered = open && search === typed.trim() && !found.isFetching;
  const isNobody = isAnswered && rows.length === 0;
  const take = (row: PatronRow | undefined): void => {
    if (!row) return;
    choose({ id: row.id, name: row.name, barcode: row.barcode });
    if (box.current) toNextField(box.current);
  };
  const addSomebody = (): void => setAdding(addRefusal === null);
  // A scanner presses Enter before the card was looked up.
  const findNow = useFindPatrons();
  const takeTyped = async (text: string): Promise<void> => {
    const { rows: all } = await findNow(text);
    if (box.current?.value.trim() !== text) return;
    const isCard = ({ barcode }: PatronRow): boolean => barcode.toLowerCase() === text.toLowerCase();
    if (all.length === 0) addSomebody();
    else take(all.length === 1 ? all[0] : all.find(isCard));
  };
  const pressed = (event: KeyboardEvent): void => {
    if (patron !== null || typed.trim() === '' || adding) return;
    if (event.key === 'ArrowDown') setAt(Math.min(rows.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return;
    else if (event.key === 'Enter' && isNobody) addSomebody();
    else if (event.key === 'Enter' && isAnswered) take(rows[at]);
    else if (event.key === 'Enter') void takeTyped(typed.trim());
    else if (event.key === 'Escape') type('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { listId, at, setAt, found, adding, setAdding, box, open, rows, isNobody, take, pressed };
};

/** Finds the requester by name or card: the beginning of any word. The arrow keys and Enter choose. */
export const PatronBox = ({ patron, typed, type, choose, fault, library, addRefusal }: PatronBoxProps) => {
  const search = usePatronSearch({ patron, typed, type, choose, addRefusal });
  const { listId, at, setAt, found, adding, setAdding, box, open, rows, isNobody, take, pressed } = search;
  return (
    <div className={classes['combo']}>
      <TextInput
        label={t('Requester')}
        ref={box}
        description={t('Patron’s name or card')}
        role="combobox"
        aria-expanded={rows.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        // Escape closes the list, not the window around it.
        {...(open && { 'data-mantine-stop-propagation': 'true' })}
        {...(open && rows.length > 0 ? { 'aria-activedescendant': `${listId}-${at}` } : {})}
        value={patron ? factWords([patron.name, patron.barcode]) : typed}
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
          patron !== null && (
            <CloseButton aria-label={t('Choose another requester')} onClick={() => choose(null)} />
          )
        }
      />
      <Found {...{ listId, rows, at, take }} />
      {isNobody && <Nobody {...{ library, addRefusal }} add={() => setAdding(true)} />}
      {adding && patron === null && (
        <NewPatron
          typed={typed}
          library={library}
          added={(added) => {
            // Synchronous: the fields of the new patron must be gone before the next field is looked up.
            flushSync(() => {
              setAdding(false);
              choose(added);
            });
            if (box.current) toNextField(box.current);
          }}
          leave={() => {
            setAdding(false);
            box.current?.focus();
          }}
        />
      )}
    </div>
  );
};
