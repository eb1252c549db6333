import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '../../../../../shared/words/words.ts';
import { NotDone } from '../../../steps/NotDone.tsx';
import classes from './sync.module.css';

/** Asks before something is done that many notice, and says what it means. */
export const Question = ({
  label,
  words,
  act,
  takesAway = false,
  run,
  close,
}: {
  readonly label: string;
  readonly words: ReactNode;
  readonly act: string;
  /** Then its button is red. */
  readonly takesAway?: boolean;
  readonly run: () => Promise<unknown>;
  readonly close: () => void;
}) => {
  const doing = useMutation({ mutationFn: run, onSuccess: close });
  return (
    <Stack
      className={classes['question'] ?? ''}
      role="group"
      aria-label={label}
      gap="xs"
      onKeyDown={({ key }) => {
        if (key === 'Escape' && !doing.isPending) close();
      }}
    >
      <Text>{words}</Text>
      <Group gap="xs">
        {/* Nothing goes by a key that was meant for something else. */}
        <Button variant="default" autoFocus disabled={doing.isPending} onClick={close}>
          {t('common.leaveIt')}
        </Button>
        <Button {...(takesAway && { color: 'red' })} loading={doing.isPending} onClick={() => doing.mutate()}>
          {act}
        </Button>
      </Group>
      <NotDone error={doing.error} />
    </Stack>
  );
};
