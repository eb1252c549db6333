import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ask, sentenceOf } from '../../api/desk.ts';

/** Where everything lies, and which version this is. */
export const DataSettings = ({
  dataDir,
  version,
}: {
  readonly dataDir: string;
  readonly version: string;
}) => {
  const open = useMutation({ mutationFn: () => ask('app.openDataFolder', {}) });
  return (
    <>
      <Text>
        The database, its backups and the log are kept in{' '}
        <bdi style={{ overflowWrap: 'anywhere' }}>{dataDir}</bdi>
      </Text>
      <Button variant="default" onClick={() => open.mutate()}>
        Open the data folder
      </Button>
      {open.error && (
        <Text role="alert" c="var(--desk-stop)">
          {sentenceOf(open.error)}
        </Text>
      )}
      <Text>Borrow Desk, version {version}</Text>
    </>
  );
};
