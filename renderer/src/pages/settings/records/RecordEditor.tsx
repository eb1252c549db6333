import { Button, Group, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { RecordForm, RecordTitle } from './RecordForm.tsx';
import type { OpenRecordProps } from './use-open-record.ts';
import { useOpenRecord } from './use-open-record.ts';
import { t } from '../../../../../shared/words/words.ts';

/**
 * One record in the place of its list, for those to which more belongs than a window holds. Escape goes back to the list; what is
 * not saved is asked about once.
 */
export const RecordEditor = <V extends object>({
  children,
  ...props
}: OpenRecordProps<V> & {
  /** What else belongs to a record that is stored. */
  readonly children?: ReactNode;
}) => {
  const opened = useOpenRecord(props);
  return (
    <Stack
      w="100%"
      gap="sm"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        opened.back();
      }}
    >
      <Group>
        <Button variant="default" size="compact-md" autoFocus={props.locked !== null} onClick={opened.back}>
          {t('settings.backToTheList')}
        </Button>
        <Title order={3} size="h4">
          <RecordTitle {...props} />
        </Title>
      </Group>
      <RecordForm {...props} opened={opened} />
      {children}
    </Stack>
  );
};
