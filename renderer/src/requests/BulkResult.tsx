import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck';
import IconHandStop from '@tabler/icons-react/icons/IconHandStop';
import { Text } from '@mantine/core';
import type { BulkLine } from '../machines/step-runner.ts';
import classes from '../components/NotificationLine.module.css';
import { t } from '../../../shared/words/words.ts';

const Line = ({ line }: { readonly line: BulkLine }) => (
  <li data-failed={!line.done || undefined}>
    {line.done ? <IconCircleCheck size={16} aria-hidden /> : <IconHandStop size={16} aria-hidden />}
    <span>
      <strong>
        <bdi>{line.externalId}</bdi>
      </strong>{' '}
      <bdi>{line.title.slice(0, 80)}</bdi>: {line.message}
    </span>
  </li>
);

/** What became of each of several requests; what was not done comes first, with its reason. */
export const BulkResult = ({
  title,
  lines,
}: {
  readonly title: string;
  readonly lines: readonly BulkLine[];
}) => {
  const failed = lines.filter(({ done }) => !done);
  const done = lines.filter((line) => line.done);
  return (
    <div className={classes['bulk']} data-some-failed={failed.length > 0 || undefined}>
      <Text fw={700}>
        {t('{title}: {doneCount} done{failedCount}', {
          title,
          doneCount: done.length,
          failedCount: failed.length > 0 && t(', {failedCount} not done', { failedCount: failed.length }),
        })}
      </Text>
      <ul className={classes['lines']} aria-label={t('{title}: result', { title })}>
        {[...failed, ...done].map((line) => (
          <Line key={line.requestId} line={line} />
        ))}
      </ul>
    </div>
  );
};
