import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { pinStrength } from '../../../../../shared/domain/pin.ts';
import type { OperatorRecord } from '../../../../../shared/ipc/calls/operators.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { useOperators } from '../../../api/people.ts';
import { differs, NewPin, nothingTyped } from '../../../components/NewPin.tsx';
import { Waiting } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import classes from './SetUp.module.css';
import { useStep } from './use-step.ts';

const Form = ({ operator, next }: { readonly operator: OperatorRecord; readonly next: () => void }) => {
  const [isSent, setSent] = useState(false);
  const step = useStep(
    { name: operator.name, typed: nothingTyped },
    async ({ name, typed }) => {
      if (name !== operator.name) {
        const { id, active, grants } = operator;
        await ask('operators.save', { opId: newOpId(), id, name, active, grants });
      }
      if (typed.pin !== '') await ask('operators.setPin', { id: operator.id, pin: typed.pin, current: null });
    },
    next,
  );
  const { draft, put, errorOf } = step;
  const mismatch = differs(draft.typed);
  return (
    <form
      className={classes['form']}
      {...step.form}
      onSubmit={(event) => {
        setSent(true);
        if (mismatch === null) step.form.onSubmit(event);
        else event.preventDefault();
      }}
    >
      <TextInput
        autoFocus
        label={t('settings.yourName')}
        description={t('settings.standsInTheHistoryOfWhat')}
        value={draft.name}
        error={errorOf('name')}
        onChange={({ currentTarget }) => put({ name: currentTarget.value })}
      />
      {operator.hasPin ? (
        <Text>{t('settings.youHaveAPin')}</Text>
      ) : (
        <>
          <Text size="sm" c="dimmed">
            {t('settings.withoutAPinAnybodyHereWorks')} {pinStrength}
          </Text>
          <NewPin
            typed={draft.typed}
            error={errorOf('pin')}
            errorAgain={isSent ? mismatch : null}
            change={(typed) => {
              setSent(false);
              put({ typed });
            }}
          />
        </>
      )}
      {errorOf('name') === null && errorOf('pin') === null && <NotDone error={step.error} />}
    </form>
  );
};

/** Who works here, and with which PIN. */
export const OperatorStep = ({ state, next }: { readonly state: AppState; readonly next: () => void }) => {
  const operator = useOperators().data?.find(({ id }) => id === state.operator.id);
  return operator ? <Form operator={operator} next={next} /> : <Waiting rows={3} />;
};
