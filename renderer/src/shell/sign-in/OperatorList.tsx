import { Text, TextInput } from '@mantine/core';
import IconLock from '@tabler/icons-react/icons/IconLock';
import { useEffect, useId, useRef, useState } from 'react';
import type { OperatorView } from '../../../../shared/ipc/views.ts';
import { findOperators } from './find-operators.ts';
import classes from './SignIn.module.css';
import { t } from '../../../../shared/words/words.ts';

const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** The names of those who may sign in: the first letters and Enter choose one. */
export const OperatorList = ({
  operators,
  choose,
}: {
  readonly operators: readonly OperatorView[];
  readonly choose: (operator: OperatorView) => void;
}) => {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  const found = findOperators(operators, typed);
  const active = found[Math.min(at, found.length - 1)];
  const optionId = (operator: OperatorView): string => `${id}-${operator.id}`;
  return (
    <>
      <TextInput
        ref={box}
        label={t('signIn.operator')}
        description={t('signIn.theFirstLettersOfTheName')}
        value={typed}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        role="combobox"
        aria-expanded
        aria-autocomplete="list"
        aria-controls={id}
        {...(active ? { 'aria-activedescendant': optionId(active) } : {})}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          const move = moves[event.key];
          if (move !== undefined) {
            event.preventDefault();
            setAt(Math.max(0, Math.min(found.length - 1, at + move)));
          }
          if (event.key === 'Enter' && active) {
            event.preventDefault();
            choose(active);
          }
        }}
      />
      {found.length === 0 && <Text role="status">{t('signIn.nobodyOfThisNameMaySign')}</Text>}
      <ul
        id={id}
        className={classes['list']}
        role="listbox"
        aria-label={t('common.operators')}
        hidden={found.length === 0}
      >
        {found.map((operator) => (
          <li
            key={operator.id}
            id={optionId(operator)}
            role="option"
            className={classes['option']}
            aria-selected={operator === active}
            onClick={() => choose(operator)}
          >
            <bdi>{operator.name}</bdi>
            {operator.hasPin && (
              <span>
                <IconLock size="1em" aria-hidden /> {t('common.pin')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
};
