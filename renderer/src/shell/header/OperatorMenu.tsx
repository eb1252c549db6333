import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { commands } from '../../../../shared/domain/commands.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { useAppChange } from '../../api/queries.ts';
import { SignInForm } from '../sign-in/SignInForm.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import classes from './OperatorMenu.module.css';
import { shownKeys } from '../../components/keys.ts';
import { leaveBy } from '../../places/leave-guard.ts';
import { initialsOf } from './initials.ts';
import { showOperatorMenu, useOperatorMenuShown } from './operator-menu.ts';
import { hashOf } from '../../places/routes.ts';
import { t } from '../../../../shared/words/words.ts';

const Panel = ({ state, close }: { readonly state: AppState; readonly close: () => void }) => {
  const signOut = useAppChange('app.signOut');
  return (
    <Stack gap="sm">
      <Text fw={600}>
        <bdi>{state.operator.name}</bdi>
      </Text>
      <SignInForm state={state} first={null} done={close} />
      <Group>
        <Button variant="default" onClick={() => leaveBy(() => signOut.mutate({}, { onSuccess: close }))}>
          {t('Sign out')}
        </Button>
        <a
          className={classes['link']}
          href={hashOf({ page: 'settings', section: 'operators' })}
          onClick={close}
        >
          {t('Operators and roles')}
        </a>
      </Group>
      <NotDone error={signOut.error} />
    </Stack>
  );
};

/** The current operator; opens the list of operators (Ctrl+Shift+O), chosen by their first letters and Enter. */
export const OperatorMenu = ({ state }: { readonly state: AppState }) => {
  const shown = useOperatorMenuShown();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!shown) return;
    const back = document.activeElement;
    const head = button.current;
    return () => {
      // Returns to the element that had the focus before, usually the scan box.
      if (back instanceof HTMLElement && back.isConnected && back !== document.body) back.focus();
      else head?.focus();
    };
  }, [shown]);
  const close = (): void => showOperatorMenu(false);
  return (
    <div
      className={classes['menu']}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) close();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !shown) return;
        event.stopPropagation();
        close();
      }}
    >
      <Button
        ref={button}
        aria-label={t('Operator: {operatorName}', { operatorName: state.operator.name })}
        aria-haspopup="dialog"
        aria-expanded={shown}
        title={t('Switch operator ({keys})', { keys: shownKeys(commands['session.switch'].keys) })}
        className={classes['initials'] ?? ''}
        onClick={() => showOperatorMenu(!shown)}
      >
        {initialsOf(state.operator.name)}
      </Button>
      {shown && (
        <div className={classes['panel']} role="dialog" aria-label={t('Switch operator')}>
          <Panel state={state} close={close} />
        </div>
      )}
    </div>
  );
};
