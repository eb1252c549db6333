import { Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { readCode } from '../../../../../shared/domain/codes.ts';
import {
  affixesAround,
  suggestedPace,
  slowLength,
  defaultPace,
  whyTyping,
  wordsPerMinute,
  type TestScan,
} from '../../../../../shared/domain/scan-pace.ts';
import { settingGroups } from '../../../../../shared/domain/settings.ts';
import { testCode } from '../../../../../shared/domain/slips/test.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask, desk } from '../../../api/desk.ts';
import scanPage from '../../../components/ScanPage.module.css';
import { useScanTarget } from '../../../scanner/scan-target.ts';
import type { SettingsPart } from '../workstation-settings.tsx';
import { TestScanView } from './TestScanView.tsx';

/** A Tab within this time after a character comes from a scanner. */
const tabMs = 500;

/** Returns the last input while the box is shown: any scan, and text typed into the box. */
const useTestScan = (
  box: { readonly current: HTMLInputElement | null },
  came: () => void,
): TestScan | null => {
  const latest = useRef(came);
  useEffect(() => {
    latest.current = came;
  });
  const [scan, setScan] = useState<TestScan | null>(null);
  const { mutate: listen } = useMutation({
    mutationFn: (on: boolean) => ask('scanner.listen', { on }),
  });
  useEffect(() => {
    listen(true);
    return () => listen(false);
  }, [listen]);
  useEffect(
    () =>
      desk.on('testScan', (heard) => {
        // Ignores text typed into other boxes on the page.
        if (heard.source === 'keys' && !heard.taken && document.activeElement !== box.current) return;
        setScan(heard);
        latest.current();
      }),
    [box],
  );
  // Without a target, the scan would be offered for its step.
  useScanTarget(() => undefined);
  return scan;
};

const ProposedPace = ({ scan, settings, save }: SettingsPart & { readonly scan: TestScan }) => {
  const now = settings.scanPace;
  const pace = suggestedPace(scan, now);
  const why = whyTyping(scan, now);
  if (pace === null)
    return scan.source === 'keys' && (why === 'gap' || why === 'mean') ? (
      <Text>
        {t(
          'This is as slow as typing: no limit could tell the two apart. If it came from the scanner, set its delay between characters to none (its manual calls this the inter-character delay), or use it on a serial port.',
        )}
      </Text>
    ) : null;
  return (
    <Stack gap="xs" align="flex-start">
      <Text>
        {t(
          'If this came from the scanner and not from the keyboard, allow it as a scan: up to {gapMs} ms between two characters, {meanMs} ms on average. Anyone who types {words} words a minute or faster and presses Enter right away is then mistaken for the scanner. Codes of fewer than {slowLength} characters from a scanner this slow are still read as typing.',
          {
            ...pace,
            words: wordsPerMinute(pace),
            slowLength,
          },
        )}
      </Text>
      <Button onClick={() => save({ scanPace: pace })}>
        {t('Allow up to {gapMs} ms between characters', { gapMs: pace.gapMs })}
      </Button>
    </Stack>
  );
};

const { longest } = settingGroups.scanner.fields.prefix;

const codeIn = (text: string): string | null => {
  const read = readCode(text);
  return read.ok ? read.code : null;
};

const ProposedAffixes = ({
  scan,
  label,
  settings,
  save,
}: SettingsPart & { readonly scan: TestScan; readonly label: string }) => {
  const sent = codeIn(scan.text);
  const wanted = label.trim() === '' ? testCode : codeIn(label);
  if (sent === null || wanted === null) return null;
  const around = affixesAround(sent, wanted, longest);
  const { prefix, suffix } = settings.scanner;
  if (around === null)
    return label.trim() === '' ? null : (
      <Text>
        {t(
          'The code on the label isn’t in the scan, or it has more than {longest} extra characters before or after it. Scan that label again.',
          { longest },
        )}
      </Text>
    );
  if (around.prefix === prefix && around.suffix === suffix) return null;
  return (
    <Stack gap="xs" align="flex-start">
      <Text>
        {t(
          'The scanner sends {hasPrefix, select, yes {“{prefix}”} other {nothing}} before the code and {hasSuffix, select, yes {“{suffix}”} other {nothing}} after it.',
          {
            ...around,
            hasPrefix: around.prefix === '' ? 'no' : 'yes',
            hasSuffix: around.suffix === '' ? 'no' : 'yes',
          },
        )}
      </Text>
      <Button onClick={() => save({ scanner: around })}>
        {around.prefix + around.suffix === '' ? t('Remove nothing') : t('Remove these from each scan')}
      </Button>
    </Stack>
  );
};

const Pace = ({ settings, save }: SettingsPart) => {
  const { gapMs, meanMs } = settings.scanPace;
  if (gapMs === defaultPace.gapMs && meanMs === defaultPace.meanMs) return null;
  return (
    <Stack gap="xs" align="flex-start">
      <Text>
        {t(
          'On this workstation, a scan may have up to {gapMs} ms between two characters, {meanMs} ms on average ({words} words a minute).',
          { gapMs, meanMs, words: wordsPerMinute(settings.scanPace) },
        )}
      </Text>
      <Button variant="default" onClick={() => save({ scanPace: defaultPace })}>
        {t('Reset to the usual {gapMs} ms', { gapMs: defaultPace.gapMs })}
      </Button>
    </Stack>
  );
};

/** A box to scan into, which shows what arrived and how it was interpreted, and suggests settings. */
export const ScanTest = (part: SettingsPart) => {
  const box = useRef<HTMLInputElement>(null);
  const lastKeyMs = useRef(Number.NEGATIVE_INFINITY);
  const [text, setText] = useState('');
  const [label, setLabel] = useState('');
  // The result is shown below; the next scan starts with an empty box.
  const scan = useTestScan(box, () => setText(''));
  return (
    <>
      <Title order={3} size="h4">
        {t('Test the scanner')}
      </Title>
      <TextInput
        ref={box}
        label={t('Scan here')}
        description={t('Any label, or the code on a test slip. F2 puts the cursor here.')}
        className={scanPage['box'] ?? ''}
        w="100%"
        maw="28rem"
        autoComplete="off"
        spellCheck={false}
        data-scan-box
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => {
          // A Tab sent by a slow scanner must not move the focus; one pressed by a person must.
          if (event.key === 'Tab' && performance.now() - lastKeyMs.current < tabMs) event.preventDefault();
          if (event.key.length === 1) lastKeyMs.current = performance.now();
        }}
      />
      {scan && <TestScanView scan={scan} affixes={part.settings.scanner} pace={part.settings.scanPace} />}
      {scan && <ProposedPace scan={scan} {...part} />}
      {scan && (
        <TextInput
          label={t('Code on the label')}
          description={t('Type it to see what the scanner adds before and after it.')}
          w="100%"
          maw="28rem"
          maxLength={64}
          value={label}
          onChange={({ currentTarget }) => setLabel(currentTarget.value)}
        />
      )}
      {scan && <ProposedAffixes scan={scan} label={label} {...part} />}
      <Pace {...part} />
    </>
  );
};
