import { Button, Group, Text } from '@mantine/core';

/** Which rows of a long list are shown, and the way to the others. */
export const Pages = ({
  offset,
  limit,
  total,
  turn,
}: {
  readonly offset: number;
  readonly limit: number;
  readonly total: number;
  readonly turn: (offset: number) => void;
}) => {
  if (total === 0) return null;
  const last = Math.min(offset + limit, total);
  return (
    <Group mt="sm" gap="md">
      <Text role="status">
        {(offset + 1).toLocaleString('en')}–{last.toLocaleString('en')} of {total.toLocaleString('en')}
      </Text>
      {total > limit && (
        <>
          <Button variant="default" disabled={offset === 0} onClick={() => turn(Math.max(0, offset - limit))}>
            Previous page
          </Button>
          <Button variant="default" disabled={last >= total} onClick={() => turn(offset + limit)}>
            Next page
          </Button>
        </>
      )}
    </Group>
  );
};
