import { NativeSelect, Text } from '@mantine/core';
import IconCloudOff from '@tabler/icons-react/icons/IconCloudOff';
import type { DeskId, OperatorId } from '../../../shared/domain/ids.ts';
import type { AppState } from '../../../shared/ipc/views.ts';
import { sentenceOf } from '../api/desk.ts';
import { useAppChange } from '../api/queries.ts';
import classes from './Header.module.css';
import { useReceiving } from './receiving-actor.ts';

/** Nothing sends messages yet, so this is said calmly: they wait, and none is lost. */
const Connections = ({ waiting }: { readonly waiting: number }) => (
  <Text
    className={classes['connections']}
    size="sm"
    title="No connection is set up. Messages to patrons and lenders are kept until one is."
  >
    <IconCloudOff size={18} aria-hidden />
    <span>No connection set up{waiting > 0 ? ` · ${waiting.toLocaleString('en')} waiting` : ''}</span>
  </Text>
);

const Choices = ({ state }: { readonly state: AppState }) => {
  const receiving = useReceiving();
  const chooseDesk = useAppChange('app.chooseDesk');
  const chooseOperator = useAppChange('app.signIn');
  const error = chooseDesk.error ?? chooseOperator.error;
  const reread = (): void => receiving.send({ type: 'desk.changed' });
  return (
    <>
      <NativeSelect
        className={classes['choice'] ?? ''}
        label="Currently at"
        value={String(state.desk.id)}
        data={state.desks.map((desk) => ({ value: String(desk.id), label: desk.name }))}
        onChange={({ currentTarget }) =>
          chooseDesk.mutate({ deskId: Number(currentTarget.value) as DeskId }, { onSuccess: reread })
        }
      />
      <Connections waiting={state.messagesWaiting} />
      <NativeSelect
        className={classes['choice'] ?? ''}
        label="Operator"
        value={String(state.operator.id)}
        data={state.operators.map((operator) => ({ value: String(operator.id), label: operator.name }))}
        onChange={({ currentTarget }) =>
          chooseOperator.mutate(
            { operatorId: Number(currentTarget.value) as OperatorId, pin: null },
            { onSuccess: reread },
          )
        }
      />
      {error && (
        <Text role="alert" c="var(--desk-stop)" w="100%">
          {sentenceOf(error)}
        </Text>
      )}
    </>
  );
};

/** Where staff are, who they are, and whether messages leave. */
export const Header = ({ state }: { readonly state: AppState | null }) => (
  <header className={classes['head']}>
    <Text className={classes['name'] ?? ''} fw={700} size="lg" component="span">
      Borrow Desk
    </Text>
    {state && <Choices state={state} />}
  </header>
);
