import { Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { OperatorRecord } from '../../../../../shared/ipc/calls/operators.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { useOperators } from '../../../api/people.ts';
import {
  isPinValid,
  NewPin,
  noPinFaults,
  nothingTyped,
  pinFaults,
  type TypedPin,
} from '../../../components/NewPin.tsx';
import { Waiting } from '../../../steps/LoadStates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { Loaded } from './Loaded.tsx';
import { useStep } from './use-step.ts';

/** A PIN is optional here. */
const faultsOf = (typed: TypedPin) =>
  typed.pin === '' && typed.again === '' ? noPinFaults : pinFaults(typed);

const OperatorForm = ({
  operator,
  next,
}: {
  readonly operator: OperatorRecord;
  readonly next: () => void;
}) => {
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
  const faults = faultsOf(draft.typed);
  const submit = (event: FormEvent): void => {
    setSent(true);
    if (isPinValid(faults)) step.form.onSubmit(event);
    else event.preventDefault();
  };
  return (
    <form {...step.form} onSubmit={submit}>
      <Loaded>
        <TextInput
          label={t('Your name')}
          description={t('Appears in the history beside each of your steps.')}
          value={draft.name}
          error={errorOf('name')}
          onChange={({ currentTarget }) => put({ name: currentTarget.value })}
        />
        {operator.hasPin ? (
          <Text>{t('You already have a PIN.')}</Text>
        ) : (
          <>
            <Text size="sm" c="dimmed">
              {t('Leave blank for no PIN. Without one, anyone at this workstation can work under your name.')}
            </Text>
            <NewPin
              typed={draft.typed}
              faults={isSent ? faults : noPinFaults}
              change={(typed) => {
                setSent(false);
                put({ typed });
              }}
            />
          </>
        )}
        {errorOf('name') === null && <NotDone error={step.error} />}
      </Loaded>
    </form>
  );
};

/** The operator's name and PIN. */
export const OperatorPage = ({ state, next }: { readonly state: AppState; readonly next: () => void }) => {
  const operator = useOperators().data?.find(({ id }) => id === state.operator.id);
  return operator ? <OperatorForm operator={operator} next={next} /> : <Waiting rows={3} />;
};
