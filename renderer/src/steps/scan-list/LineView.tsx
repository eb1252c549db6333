import { Button, Group, Text } from '@mantine/core';
import { useId } from 'react';
import { isLookedUp } from './list.steps.ts';
import type { Line } from './list.types.ts';
import type { ListLook } from './ScanList.tsx';
import classes from './ScanList.module.css';
import type { PersistentList } from './use-list.ts';
import { useList } from './use-list.ts';
import { t } from '../../../../shared/words/words.ts';
import { shownKeys } from '../../components/keys.ts';

const Name = ({ name }: { readonly name: string }) => (
  <Text fw={700}>
    <bdi>{name}</bdi>
  </Text>
);

/** One line of a list: the item, why it is not accepted, and possible actions. */
export const LineView = <Scan, Look>({
  list,
  look,
  line,
}: {
  readonly list: PersistentList<Scan, Look>;
  readonly look: ListLook<Scan, Look>;
  readonly line: Line<Scan, Look>;
}) => {
  const words = useId();
  const reason = useId();
  const why = line.refusal ? { word: look.not, text: line.refusal.message } : (look.why?.(line) ?? null);
  const name = list.job.nameOf(line.scan);
  const inTurn = useList(list, ({ run }) => run?.remaining.includes(line.id) ?? false);
  const remove = (): void => list.store().send({ type: 'line.removed', id: line.id });
  return (
    <li className={classes['line']}>
      <div className={classes['words']} id={words}>
        {line.look ? look.item(line) : <Name name={name} />}
        {!isLookedUp(line) && <Text size="sm">{t('Looking up…')}</Text>}
      </div>
      <Group gap="xs" justify="end">
        {!inTurn && look.wayOn?.(line)}
        {line.refusal !== null && line.inDoubt === null && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('Correct {name}', { name })}
            aria-describedby={`${words} ${reason}`}
            onClick={() =>
              list.store().send({ type: 'line.corrected', id: line.id, text: look.typed(line.scan) })
            }
          >
            {t('Correct')}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          disabled={inTurn}
          aria-label={t('Remove {name}', { name })}
          aria-describedby={why ? `${words} ${reason}` : words}
          title={shownKeys('Delete')}
          onClick={remove}
          onKeyDown={({ key }) => {
            if (key === 'Delete' || key === 'Backspace') remove();
          }}
        >
          {t('Remove')}
        </Button>
      </Group>
      {why && (
        <p className={classes['remark']} id={reason}>
          <strong>{why.word}</strong> <bdi>{why.text}</bdi>
        </p>
      )}
    </li>
  );
};
