import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { reclaimWord } from '../../../../../shared/domain/backups.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { ask } from '../../../api/desk.ts';
import { Moment } from '../../../components/Dates.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import signIn from '../../../shell/sign-in/SignIn.module.css';
import { mayNot } from '../../../steps/administration.ts';
import { NotAllowed, StackForm } from '../parts.tsx';
import { OpenLibrary, useRestore } from './restore.tsx';
import { t } from '../../../../../shared/words/words.ts';
import { tx } from '../../../components/tx.ts';

type MovedAway = NonNullable<AppState['movedAway']>;

const WhatHappened = ({ movedAway }: { readonly movedAway: MovedAway }) => (
  <>
    <Text>
      {tx(
        'It was saved as {fileName} on {at}. Work continues where that file was opened. Here the library is not in use: no steps can be taken and no letters are sent.',
        {
          at: <Moment at={movedAway.at} />,
          fileName: <bdi>{movedAway.fileName}</bdi>,
        },
      )}
    </Text>
    <Text>
      {t(
        'If that file was never opened anywhere, use the library here again. If the library returns from the other workstation, open its file here.',
      )}
    </Text>
  </>
);

/** Shown instead of the pages while the library is in use on another workstation. */
export const MovedAwayPage = ({
  state,
  movedAway,
}: {
  readonly state: AppState;
  readonly movedAway: MovedAway;
}) => {
  const [typed, setTyped] = useState('');
  const restore = useRestore();
  const takeBack = useMutation({ mutationFn: () => ask('backups.takeBack', { typed }) });
  const locked = mayNot(state, t('Managing backups'), null);
  const title = t('This library has moved to another workstation');
  const isTyped = typed.trim() === reclaimWord;
  useEffect(() => {
    document.title = t('{name} · Borrow Desk', { name: title });
  }, [title]);
  return (
    <main className={signIn['page']} aria-label={title}>
      <Stack className={signIn['card'] ?? ''} gap="sm">
        <Title order={1} size="h3">
          {title}
        </Title>
        <WhatHappened movedAway={movedAway} />
        <NotAllowed reason={locked} />
        <StackForm
          maw="none"
          submit={() => {
            if (isTyped && !takeBack.isPending) takeBack.mutate();
          }}
        >
          <TextInput
            autoComplete="off"
            label={t('To continue, type {word}', { word: reclaimWord })}
            description={t('Work done on the other workstation will be missing here.')}
            disabled={locked !== null}
            value={typed}
            maxLength={64}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          <Group gap="xs">
            <Button type="submit" disabled={locked !== null || !isTyped} loading={takeBack.isPending}>
              {t('Use it here again')}
            </Button>
            <OpenLibrary locked={locked} restore={restore} />
          </Group>
        </StackForm>
        <NotDone error={takeBack.error ?? restore.error} />
      </Stack>
      {restore.window}
    </main>
  );
};
