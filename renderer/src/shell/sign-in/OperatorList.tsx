import { Text, TextInput } from '@mantine/core';
import IconLock from '@tabler/icons-react/icons/IconLock';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import type { OperatorView } from '../../../../shared/ipc/views.ts';
import { findOperators } from './find-operators.ts';
import classes from './SignIn.module.css';
import { t } from '../../../../shared/words/words.ts';

const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

type OptionProps = {
  readonly id: string;
  readonly operator: OperatorView;
  readonly isActive: boolean;
  readonly choose: () => void;
};

const Option = ({ id, operator, isActive, choose }: OptionProps) => (
  <li id={id} role="option" className={classes['option']} aria-selected={isActive} onClick={choose}>
    <bdi>{operator.name}</bdi>
    {operator.hasPin && (
      <span>
        <IconLock size="1em" aria-hidden /> {t('PIN')}
      </span>
    )}
  </li>
);

type OperatorListProps = {
  readonly operators: readonly OperatorView[];
  readonly choose: (operator: OperatorView) => void;
};

const NothingFound = () => (
  <Text role="status">
    {t('No operator with this name can sign in here. Clear the box to see everyone.')}
  </Text>
);

/** The operators who may sign in: the first letters and Enter choose one. */
export const OperatorList = ({ operators, choose }: OperatorListProps) => {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  const found = findOperators(operators, typed);
  const active = found[Math.min(at, found.length - 1)];
  const type = (text: string): void => {
    setTyped(text);
    setAt(0);
  };
  const pressed = (event: KeyboardEvent): void => {
    const move = moves[event.key];
    if (move !== undefined) setAt(Math.max(0, Math.min(found.length - 1, at + move)));
    else if (event.key === 'Enter' && active) choose(active);
    else return;
    event.preventDefault();
  };
  const optionId = (operator: OperatorView): string => `${id}-${operator.id}`;
  return (
    <>
      <TextInput
        ref={box}
        label={t('Operator')}
        description={t('Type the first letters of the name, then press Enter')}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        role="combobox"
        aria-expanded
        aria-autocomplete="list"
        aria-controls={id}
        {...(active && { 'aria-activedescendant': optionId(active) })}
        onChange={({ currentTarget }) => type(currentTarget.value)}
        onKeyDown={pressed}
      />
      {found.length === 0 && <NothingFound />}
      <ul
        id={id}
        className={classes['list']}
        role="listbox"
        aria-label={t('Operators')}
        hidden={found.length === 0}
      >
        {found.map((each) => (
          <Option
            key={each.id}
            id={optionId(each)}
            operator={each}
            isActive={each === active}
            choose={() => choose(each)}
          />
        ))}
      </ul>
    </>
  );
};
