import { Button, Group, Text } from '@mantine/core';
import { focusScanBox } from './focus-scan-box.ts';
import type { LostCode } from '../machines/step-runner.ts';
import classes from '../components/ScanPage.module.css';
import { WhereTo } from '../components/WhereTo.tsx';
import { t } from '../../../shared/words/words.ts';

const scans = (count: number): string =>
  t('{count} {count, plural, one {scan} other {scans}} waiting', { count });

const Paused = ({
  count,
  release,
  discard,
}: {
  readonly count: number;
  readonly release: () => void;
  readonly discard: () => void;
}) => {
  // The buttons disappear, so the focus returns to the page.
  const choose = (chosen: () => void): void => {
    chosen();
    focusScanBox();
  };
  return (
    <div role="alert">
      <WhereTo sign="look" word={scans(count)} name="">
        <p className={classes['detail']}>
          {t(
            '{count, plural, one {This was scanned before this STOP appeared. Check that it still belongs to what you have open.} other {These were scanned before this STOP appeared. Check that they still belong to what you have open.}}',
            { count },
          )}
        </p>
      </WhereTo>
      <Group mt="xs">
        <Button onClick={() => choose(release)}>{t('Use scans')}</Button>
        <Button variant="default" onClick={() => choose(discard)}>
          {t('Discard scans')}
        </Button>
      </Group>
    </div>
  );
};

const shownLost = 5;

const whyLost = {
  'no-room': t('Too many scans are waiting. Not used; scan again later:'),
  partial: t('Only part of the code arrived. Not used; scan it again:'),
} as const satisfies Record<LostCode['why'], string>;

const LostLine = ({ why, lost }: { readonly why: LostCode['why']; readonly lost: readonly LostCode[] }) => {
  const codes = lost.filter((code) => code.why === why).map(({ code }) => code);
  if (codes.length === 0) return null;
  return (
    <p className={classes['detail']}>
      {whyLost[why]} <bdi>{codes.slice(0, shownLost).join(', ')}</bdi>
      {codes.length > shownLost && t(' and {codesCount} more', { codesCount: codes.length - shownLost })}
    </p>
  );
};

const Lost = ({ lost, dismiss }: { readonly lost: readonly LostCode[]; readonly dismiss: () => void }) => {
  return (
    <div>
      <div role="alert">
        <WhereTo
          sign="stop"
          word={t('STOP')}
          name={t('{lostCount, plural, one {# scan} other {# scans}} not used', { lostCount: lost.length })}
        >
          <LostLine why="partial" lost={lost} />
          <LostLine why="no-room" lost={lost} />
        </WhereTo>
      </div>
      <Button
        mt="xs"
        variant="default"
        onClick={() => {
          dismiss();
          focusScanBox();
        }}
      >
        {t('Dismiss')}
      </Button>
    </div>
  );
};

/** Scans that arrived while the last one was being processed: their number, and those that were lost. */
export const CodesWaiting = ({
  count,
  paused,
  lost,
  release,
  discard,
  dismiss,
}: {
  readonly count: number;
  readonly paused: boolean;
  readonly lost: readonly LostCode[];
  readonly release: () => void;
  readonly discard: () => void;
  readonly dismiss: () => void;
}) => (
  <>
    {lost.length > 0 && <Lost lost={lost} dismiss={dismiss} />}
    {count > 0 && paused && <Paused count={count} release={release} discard={discard} />}
    {count > 0 && !paused && (
      <Text role="status" fw={700} size="lg">
        {scans(count)}
      </Text>
    )}
  </>
);
