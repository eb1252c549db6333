import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck';
import IconKeyboard from '@tabler/icons-react/icons/IconKeyboard';
import {
  visiblePieces,
  slowLength,
  whyTyping,
  type ScanEnd,
  type ScanPace,
  type TestScan,
  type WhyTyping,
} from '../../../../../shared/domain/scan-pace.ts';
import { t } from '../../../../../shared/words/words.ts';
import { codeRefusalMessage, readCode, type Affixes } from '../../../../../shared/domain/codes.ts';
import classes from './TestScanView.module.css';

const ends = {
  enter: t('Enter'),
  tab: t('Tab'),
  'ctrl-j': t('Ctrl+J (LF)'),
  'ctrl-m': t('Ctrl+M (CR)'),
  line: t('CR, LF or both'),
  etx: t('ETX'),
  pause: t('a pause'),
} as const satisfies Record<ScanEnd, string>;

/** Returns how the code ended. */
const endWords = (end: TestScan['end']): string =>
  end === null ? t('nothing: no Enter or Tab followed') : ends[end];

/** Returns how fast the code arrived. */
const paceWords = ({ source, pace }: TestScan): string => {
  if (source === 'line') return t('From the serial port, where no one types, so its speed doesn’t matter.');
  return pace === null
    ? t('One key is not enough to measure the speed.')
    : t('{meanMs} ms per character, longest gap {gapMs} ms', { meanMs: pace.meanMs, gapMs: pace.gapMs });
};

const whyWords: Readonly<Record<WhyTyping, (scan: TestScan, pace: ScanPace) => string>> = {
  'no-end': () =>
    t('Recognised as typing: no Enter or Tab followed. Set the scanner to send Enter (CR) after each code.'),
  blank: () => t('Recognised as typing: only spaces arrived.'),
  short: () =>
    t(
      'Recognised as typing: a person could type this few characters at this speed. A scan of fewer than {slowLength} characters must be fast.',
      { slowLength },
    ),
  gap: (scan, { gapMs }) =>
    t('Recognised as typing: two characters were {seenMs} ms apart; a scan allows at most {gapMs} ms.', {
      seenMs: scan.pace?.gapMs ?? 0,
      gapMs,
    }),
  mean: (scan, { meanMs }) =>
    t('Recognised as typing: {seenMs} ms per character; a scan allows at most {meanMs} ms.', {
      seenMs: scan.pace?.meanMs ?? 0,
      meanMs,
    }),
};

/** Returns whether it was recognised as a scan, and why not. */
const scanResultWords = (scan: TestScan, pace: ScanPace): string => {
  if (scan.source === 'line')
    return scan.taken
      ? t('Recognised as a scan')
      : t('Only part of a code arrived, so it was not used. Check the “Codes end with” setting.');
  const why = whyTyping(scan, pace);
  return why === null ? t('Recognised as a scan') : whyWords[why](scan, pace);
};

/** The number of characters shown; no one reads more. */
const shownLength = 300;

const Seen = ({ text }: { readonly text: string }) => (
  <bdi className={classes['seen']}>
    {visiblePieces(text.slice(0, shownLength)).map((piece, index) =>
      piece.isControl ? <kbd key={index}>{piece.text}</kbd> : <span key={index}>{piece.text}</span>,
    )}
    {text.length > shownLength && t('… and {count} more', { count: text.length - shownLength })}
  </bdi>
);

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
);

/** The result of a scanner test: what arrived, and how it was interpreted. */
export const TestScanView = ({
  scan,
  affixes,
  pace,
}: {
  readonly scan: TestScan;
  readonly affixes: Affixes;
  readonly pace: ScanPace;
}) => {
  const read = readCode(scan.text, scan.taken ? affixes : undefined);
  const Icon = scan.taken ? IconCircleCheck : IconKeyboard;
  return (
    <div role="status" className={classes['scan']}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Icon className={classes['icon'] ?? ''} size={20} aria-hidden />
        <Text fw={600}>{scanResultWords(scan, pace)}</Text>
      </Group>
      <dl className={classes['facts']}>
        <Fact label={t('Input')}>
          <Seen text={scan.text} />
        </Fact>
        <Fact label={t('Ended by')}>{endWords(scan.end)}</Fact>
        <Fact label={t('Code')}>
          {read.ok ? <bdi className={classes['seen']}>{read.code}</bdi> : codeRefusalMessage(read.why)}
        </Fact>
        {read.ok && read.symbology !== null && (
          <Fact label={t('Barcode type')}>
            <bdi className={classes['seen']}>{read.symbology}</bdi>
          </Fact>
        )}
        <Fact label={t('Speed')}>{paceWords(scan)}</Fact>
      </dl>
    </div>
  );
};
