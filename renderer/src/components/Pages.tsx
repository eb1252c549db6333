import { Button, Group, Text } from '@mantine/core';
import { t } from '../../../shared/words/words.ts';
import { locale } from '../../../shared/words/language.ts';

/** The range of rows shown from a long list, with buttons to page through it. */
export const Pages = ({
  offset,
  limit,
  total,
  turn,
  mt = 'sm',
}: {
  readonly offset: number;
  readonly limit: number;
  readonly total: number;
  readonly turn: (offset: number) => void;
  /** The margin above it. */
  readonly mt?: 'sm' | 0;
}) => {
  if (total === 0) return null;
  const last = Math.min(offset + limit, total);
  return (
    <Group mt={mt} gap="md">
      <Text role="status">
        {t('{offset}–{last} of {total}', {
          offset: (offset + 1).toLocaleString(locale),
          last: last.toLocaleString(locale),
          total: total.toLocaleString(locale),
        })}
      </Text>
      {total > limit && (
        <>
          <Button variant="default" disabled={offset === 0} onClick={() => turn(Math.max(0, offset - limit))}>
            {t('Previous page')}
          </Button>
          <Button variant="default" disabled={last >= total} onClick={() => turn(offset + limit)}>
            {t('Next page')}
          </Button>
        </>
      )}
    </Group>
  );
};
